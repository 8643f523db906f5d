#include "platform/metrics/exposition.h"

#include <array>
#include <gtest/gtest.h>
#include <limits>

namespace ocp::metrics {
namespace {

TEST(Exposition, writes_a_family_with_its_samples)
{
    Exposition out;
    out.counter("a_total", "What a is.").sample(std::uint64_t{3}, {{"lane", "pages"}, {"status", "2xx"}});
    out.gauge("b_ratio", "What b is.").sample(0.25);
    EXPECT_EQ(out.text(),
        "# HELP a_total What a is.\n"
        "# TYPE a_total counter\n"
        "a_total{lane=\"pages\",status=\"2xx\"} 3\n"
        "# HELP b_ratio What b is.\n"
        "# TYPE b_ratio gauge\n"
        "b_ratio 0.25\n");
}

TEST(Exposition, cumulates_the_buckets_of_a_histogram)
{
    Exposition out;
    std::array<Exposition::Bucket, 2> const buckets{{{0.1, 2}, {0.5, 3}}};
    out.histogram("h_seconds", "How long.").samples(buckets, 1, 2.5, {{"lane", "slow"}});
    EXPECT_EQ(out.text(),
        "# HELP h_seconds How long.\n"
        "# TYPE h_seconds histogram\n"
        "h_seconds_bucket{lane=\"slow\",le=\"0.1\"} 2\n"
        "h_seconds_bucket{lane=\"slow\",le=\"0.5\"} 5\n"
        "h_seconds_bucket{lane=\"slow\",le=\"+Inf\"} 6\n"
        "h_seconds_sum{lane=\"slow\"} 2.5\n"
        "h_seconds_count{lane=\"slow\"} 6\n");
}

TEST(Exposition, escapes_what_would_end_a_label_or_a_line)
{
    Exposition out;
    out.gauge("a", "one\\\nline \"quoted\"").sample(1.0, {{"path", "/a\"b\\c\nd"}});
    EXPECT_EQ(out.text(),
        "# HELP a one\\\\\\nline \"quoted\"\n"
        "# TYPE a gauge\n"
        "a{path=\"/a\\\"b\\\\c\\nd\"} 1\n");
}

TEST(Exposition, writes_numbers_that_are_none)
{
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    Exposition out;
    out.gauge("a", "b").sample(infinity).sample(-infinity).sample(std::numeric_limits<double>::quiet_NaN());
    EXPECT_TRUE(out.text().ends_with("a +Inf\na -Inf\na NaN\n")) << out.text();
}

} // namespace
} // namespace ocp::metrics
