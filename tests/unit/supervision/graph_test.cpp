#include "supervision/template/graph.h"

#include <gtest/gtest.h>
#include <vector>

namespace ocp::supervision {
namespace {

using Figures = std::vector<std::optional<double>>;

TEST(Graph, goes_from_edge_to_edge_with_nothing_at_the_bottom)
{
    auto const curve = curve_of(Figures{0.0, 0.5, 1.0}, 1);
    EXPECT_EQ(curve.line, "M0.0 72.0L150.0 36.0L300.0 0.0");
    EXPECT_EQ(curve.area, "M0.0 72.0L150.0 36.0L300.0 0.0V72H0.0Z");
}

TEST(Graph, is_broken_where_figures_lack)
{
    auto const curve = curve_of(Figures{1.0, 1.0, std::nullopt, 1.0, 1.0}, 1);
    EXPECT_EQ(curve.line, "M0.0 0.0L75.0 0.0M225.0 0.0L300.0 0.0");
}

TEST(Graph, shows_a_figure_that_stands_alone)
{
    EXPECT_EQ(curve_of(Figures{std::nullopt, 1.0, std::nullopt}, 1).line, "M150.0 0.0h2.0");
}

TEST(Graph, stays_in_its_field)
{
    EXPECT_EQ(curve_of(Figures{-1.0, 7.0}, 1).line, "M0.0 72.0L300.0 0.0");
}

TEST(Graph, of_nothing_is_empty)
{
    EXPECT_EQ(curve_of(Figures{}, 1).line, "");
    EXPECT_EQ(curve_of(Figures{std::nullopt, std::nullopt}, 1).line, "");
    EXPECT_EQ(curve_of(Figures{1.0, 1.0}, 0).line, "");
}

TEST(Scale, is_the_next_round_number)
{
    EXPECT_EQ(round_top(0), 1000);
    EXPECT_EQ(round_top(1000), 1000);
    EXPECT_EQ(round_top(1001), 2000);
    EXPECT_EQ(round_top(4'200), 5'000);
    EXPECT_EQ(round_top(5'001), 10'000);
    EXPECT_EQ(round_top(123'456'789), 200'000'000);
}

} // namespace
} // namespace ocp::supervision
