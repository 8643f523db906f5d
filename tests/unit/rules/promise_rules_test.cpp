#include "order/business/promise_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ocp::order {
namespace {

using namespace std::chrono_literals;
using pizzeria::Mode;

/// On the five minutes, so that nothing is hidden by rounding.
constexpr Instant now = Instant::ms(1'795'514'400'000);

Promise pickup(std::int64_t queued, std::int64_t own = 3, std::int64_t capacity = 30)
{
    return promise_for(queued, own, capacity, Mode::Pickup, 0, std::nullopt, now);
}
Promise delivery(std::int64_t metres)
{
    return promise_for(0, 3, 30, Mode::Delivery, metres, std::nullopt, now);
}

TEST(Promise, gives_a_pizza_ten_minutes_when_nothing_waits)
{
    EXPECT_EQ(pickup(0).from, now + 10min);
    EXPECT_EQ(pickup(0).to, now + 20min);
}

TEST(Promise, waits_for_what_came_before_at_the_shops_pace)
{
    EXPECT_EQ(pickup(57, 3, 30).from, now + 20min);
    EXPECT_EQ(pickup(57, 3, 15).from, now + 40min);
}

TEST(Promise, never_says_more_than_three_hours_for_a_queue)
{
    EXPECT_EQ(pickup(1'000'000).from, now + 3h);
}

TEST(Promise, takes_a_queue_below_nothing_for_nothing)
{
    EXPECT_EQ(pickup(-50).from, pickup(0).from);
}

TEST(Promise, lives_with_a_shop_without_capacity)
{
    EXPECT_EQ(pickup(5, 1, 0).from, now + 1h);
}

TEST(Promise, adds_the_road_and_the_stairs_to_a_delivery)
{
    EXPECT_EQ(delivery(0).from, now + 15min);
    EXPECT_EQ(delivery(1500).from, now + 20min);
    EXPECT_EQ(delivery(1501).from, now + 25min) << "a minute begun, then rounded up to five";
}

TEST(Promise, adds_twenty_minutes_while_the_shop_says_it_is_busy)
{
    auto const busy = [&](Instant until) { return promise_for(0, 3, 30, Mode::Pickup, 0, until, now).from; };
    EXPECT_EQ(busy(now + 1ms), now + 30min);
    EXPECT_EQ(busy(now), now + 10min) << "the busy time is over";
}

RC_GTEST_PROP(Promise, is_a_window_of_ten_minutes_on_the_five_not_too_early, ())
{
    auto const queued = *rc::gen::inRange<std::int64_t>(-10, 2'000);
    auto const at = Instant::ms(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000));
    auto const mode = *rc::gen::element(Mode::Delivery, Mode::Pickup);
    auto const promise = promise_for(queued, 3, 30, mode, 2500, std::nullopt, at);
    RC_ASSERT(promise.from.ms() % 300'000 == 0);
    RC_ASSERT(promise.to - promise.from == 10min);
    RC_ASSERT(promise.from - at >= 10min);
    RC_ASSERT(promise.from - at <= 3h + 5min + 9min + 5min);
}

RC_GTEST_PROP(Promise, is_never_earlier_behind_a_longer_queue, ())
{
    auto const shorter = *rc::gen::inRange<std::int64_t>(0, 1'000);
    auto const longer = shorter + *rc::gen::inRange<std::int64_t>(0, 1'000);
    RC_ASSERT(pickup(longer).from >= pickup(shorter).from);
}

} // namespace
} // namespace ocp::order
