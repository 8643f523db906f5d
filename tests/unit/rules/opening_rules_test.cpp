#include "pizzeria/business/opening_rules.h"

#include <gtest/gtest.h>

namespace ocp::pizzeria {
namespace {

constexpr Instant at(std::int64_t minute)
{
    return Instant::ms(minute * 60'000);
}
std::vector<Service> const noon_and_evening{
    {at(690), at(870), std::nullopt},
    {at(1080), at(1380), std::nullopt},
    {at(1380), at(1440), Mode::Delivery},
};

std::optional<Service> on(
    std::int64_t minute, std::vector<Closure> const& closures = {}, Mode mode = Mode::Pickup)
{
    return open_service(noon_and_evening, closures, mode, at(minute));
}
std::optional<Instant> next(std::int64_t minute, std::vector<Closure> const& closures = {})
{
    return next_opening(noon_and_evening, closures, Mode::Pickup, at(minute));
}

TEST(Opening, begins_with_its_first_minute_and_ends_before_its_last)
{
    EXPECT_FALSE(on(689));
    EXPECT_TRUE(on(690));
    EXPECT_TRUE(on(869));
    EXPECT_FALSE(on(870));
    EXPECT_EQ(on(700)->to, at(870));
}

TEST(Opening, can_be_for_one_way_only)
{
    EXPECT_FALSE(on(1400));
    EXPECT_TRUE(on(1400, {}, Mode::Delivery));
}

TEST(Opening, is_over_while_a_closure_runs)
{
    std::vector<Closure> const strike{{at(700), at(720), "grève"}};
    EXPECT_TRUE(on(699, strike));
    EXPECT_FALSE(on(700, strike));
    EXPECT_FALSE(on(719, strike));
    EXPECT_TRUE(on(720, strike));
}

TEST(Opening, ends_at_the_next_closure)
{
    std::vector<Closure> const strikes{{at(800), at(820), ""}, {at(750), at(760), ""}};
    EXPECT_EQ(on(700, strikes)->to, at(750));
    EXPECT_EQ(on(770, strikes)->to, at(800));
    EXPECT_EQ(on(830, strikes)->to, at(870)) << "a closure that is over cuts nothing";
}

TEST(NextOpening, is_the_next_services_first_minute)
{
    EXPECT_EQ(next(0), at(690));
    EXPECT_EQ(next(900), at(1080));
    EXPECT_FALSE(next(1390)) << "what is left of the day is for deliveries";
    EXPECT_EQ(next_opening(noon_and_evening, {}, Mode::Delivery, at(1385)), at(1385)) << "open already";
}

TEST(NextOpening, is_after_the_closures_that_cover_the_beginning)
{
    std::vector<Closure> const two{{at(700), at(750), ""}, {at(680), at(700), ""}};
    EXPECT_EQ(next(0, two), at(750)) << "one closure follows on the other";
    EXPECT_EQ(next(0, {{at(0), at(1000), ""}}), at(1080)) << "the whole noon is closed";
    EXPECT_FALSE(next(0, {{at(0), at(2000), ""}}));
}

} // namespace
} // namespace ocp::pizzeria
