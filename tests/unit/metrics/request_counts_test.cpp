#include "platform/metrics/request_counts.h"

#include <gmock/gmock.h>

namespace ocp::metrics {
namespace {

using namespace std::chrono_literals;

struct Counted : testing::Test {
    RequestCounts counts;
    Instant now = Instant::ms(1'700'000'000'000);
    void answer(Way way, unsigned status, std::chrono::microseconds took, std::string_view route = "menu")
    {
        counts.count(way, status, took, route, now);
    }
};

TEST_F(Counted, answers_stand_under_their_way_and_the_class_of_their_status)
{
    answer(Way::Pages, 200, 1ms);
    answer(Way::Pages, 404, 1ms);
    answer(Way::Pages, 499, 1ms);
    answer(Way::Slow, 303, 1ms);
    answer(Way::Refused, 503, 1ms);
    answer(Way::Pages, 500, 1ms);
    auto const seen = counts.seen();
    EXPECT_THAT(seen.answers[static_cast<std::size_t>(Way::Pages)], testing::ElementsAre(0, 1, 0, 2, 1));
    EXPECT_EQ(seen.all(Way::Slow), 1U);
    EXPECT_EQ(seen.all(), 6U);
    EXPECT_EQ(seen.server_errors(), 1U) << "who was refused met no error";
}

TEST_F(Counted, times_fall_into_the_bucket_whose_bound_they_do_not_pass)
{
    answer(Way::Pages, 200, 0us);
    answer(Way::Pages, 200, 1000us);
    answer(Way::Pages, 200, 1001us);
    answer(Way::Pages, 200, 11s);
    auto const latency = counts.seen().latency[static_cast<std::size_t>(Way::Pages)];
    EXPECT_EQ(latency.counts.front(), 2U);
    EXPECT_EQ(latency.counts[1], 1U);
    EXPECT_EQ(latency.counts.back(), 1U);
    EXPECT_EQ(latency.sum_us, 11'002'001U);
}

TEST_F(Counted, streams_have_no_latency)
{
    answer(Way::Stream, 200, 3h, "board-stream");
    auto const seen = counts.seen();
    EXPECT_EQ(seen.all(Way::Stream), 1U);
    EXPECT_EQ(seen.latency[static_cast<std::size_t>(Way::Stream)].sum_us, 0U);
    EXPECT_TRUE(counts.slowest(now).empty());
}

TEST_F(Counted, slow_routes_are_told_by_their_slowest_answer)
{
    answer(Way::Pages, 200, 300ms, "menu");
    now = now + 1min;
    answer(Way::Pages, 500, 900ms, "menu");
    auto const slowest_at = now;
    now = now + 1min;
    answer(Way::Pages, 200, 400ms, "menu");
    answer(Way::Slow, 303, 1s, "sign-in");
    answer(Way::Pages, 200, 249ms, "cart");
    answer(Way::Refused, 503, 4s, "");
    auto const slowest = counts.slowest(now);
    ASSERT_EQ(slowest.size(), 2U);
    EXPECT_EQ(slowest[0].route, "sign-in");
    EXPECT_EQ(slowest[1].route, "menu");
    EXPECT_EQ(slowest[1].took, 900ms);
    EXPECT_EQ(slowest[1].status, 500U);
    EXPECT_EQ(slowest[1].at, slowest_at);
    EXPECT_EQ(slowest[1].times, 3);
}

TEST_F(Counted, slow_routes_are_forgotten_after_an_hour)
{
    answer(Way::Pages, 200, 900ms, "menu");
    EXPECT_EQ(counts.slowest(now + 59min).size(), 1U);
    EXPECT_TRUE(counts.slowest(now + 60min).empty());
    now = now + 61min;
    answer(Way::Pages, 200, 300ms, "menu");
    ASSERT_EQ(counts.slowest(now).size(), 1U);
    EXPECT_EQ(counts.slowest(now)[0].took, 300ms);
    EXPECT_EQ(counts.slowest(now)[0].times, 1);
}

TEST_F(Counted, no_more_than_ten_slow_routes_are_told)
{
    for (int i = 0; i < 30; ++i)
        answer(Way::Pages, 200, std::chrono::milliseconds{300 + i}, "route " + std::to_string(i));
    auto const slowest = counts.slowest(now);
    EXPECT_EQ(slowest.size(), 10U);
    EXPECT_EQ(slowest.front().route, "route 29");
}

} // namespace
} // namespace ocp::metrics
