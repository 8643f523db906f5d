#include "order/business/slot_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ocp::order {
namespace {

using namespace std::chrono_literals;
using pizzeria::Mode;

/// Where a slot begins, so that nothing is hidden by rounding.
constexpr Instant now = Instant::ms(1'795'514'400'000);
/// Thirty points, twelve pizzas and two drivers in ten minutes.
constexpr pizzeria::Capacity usual{30, 12, 2};

Schedule schedule(Plan const& taken = {}, pizzeria::Capacity const& capacity = usual,
    std::chrono::milliseconds service = 5h, std::optional<Instant> busy_until = std::nullopt,
    Instant at = now)
{
    return {capacity, taken, {now, now + service, std::nullopt}, busy_until, at};
}
Load pickup(std::int64_t points = 3, std::int64_t pizzas = 1)
{
    return {points, pizzas, Mode::Pickup, 0};
}
Load delivery(std::int64_t metres, std::int64_t points = 3, std::int64_t pizzas = 1)
{
    return {points, pizzas, Mode::Delivery, metres};
}
Instant soonest(Schedule const& schedule, Load const& load)
{
    return schedule.soonest(load).value().promise.from;
}
Plan points_at(std::initializer_list<std::pair<std::chrono::minutes, std::int64_t>> amounts)
{
    Plan plan;
    for (auto const& [after, points] : amounts)
        plan[now + after].points = points;
    return plan;
}

TEST(PromisedWhenPaid, stays_while_there_is_time_to_make_and_bring_it)
{
    Promise const promise{now + 20min, now + 30min};
    auto const pizza = schedule().soonest(pickup()).value().plan;
    EXPECT_EQ(promised_when_paid(promise, pizza, now + 10min).from, promise.from);
    EXPECT_EQ(promised_when_paid({now + 3h, now + 3h + 10min}, pizza, now + 15min).from, now + 3h)
        << "a chosen time";
    auto const far = schedule().soonest(delivery(3'000)).value();
    EXPECT_EQ(promised_when_paid(far.promise, far.plan, now).from, far.promise.from);
}

TEST(PromisedWhenPaid, goes_back_by_what_is_missing_and_as_wide)
{
    Promise const promise{now + 10min, now + 20min};
    auto const pizza = schedule().soonest(pickup()).value().plan;
    auto const later = promised_when_paid(promise, pizza, now + 12min);
    EXPECT_EQ(later.from, now + 25min) << "on five minutes, as promises are";
    EXPECT_EQ(later.to, now + 35min);
    auto const far = schedule().soonest(delivery(3'000)).value();
    EXPECT_EQ(promised_when_paid(far.promise, far.plan, now + 15min).from, far.promise.from + 15min)
        << "the way is driven still";
}

TEST(Soonest, gives_a_pizza_ten_minutes_when_nothing_waits)
{
    auto const promise = schedule().soonest(pickup()).value().promise;
    EXPECT_EQ(promise.from, now + 10min);
    EXPECT_EQ(promise.to, now + 20min);
}

TEST(Soonest, waits_for_what_came_before_at_the_shops_pace)
{
    EXPECT_EQ(soonest(schedule(points_at({{0min, 30}, {10min, 27}})), pickup()), now + 20min);
    EXPECT_EQ(soonest(schedule(points_at({{0min, 57}})), pickup()), now + 20min)
        << "what overflows is done next";
    EXPECT_EQ(soonest(schedule(points_at({{-30min, 57}})), pickup()), now + 20min)
        << "what is late is done first";
    EXPECT_EQ(soonest(schedule(points_at({{0min, 57}}), {15, 12, 2}), pickup()), now + 40min);
}

TEST(Soonest, goes_between_what_is_promised_for_later)
{
    EXPECT_EQ(soonest(schedule(points_at({{60min, 30}, {70min, 30}})), pickup()), now + 10min);
}

TEST(Soonest, no_longer_waits_for_work_that_was_forgotten)
{
    EXPECT_EQ(soonest(schedule(points_at({{-190min, 3'000}})), pickup()), now + 10min);
}

TEST(Soonest, waits_for_the_oven)
{
    Plan baking;
    baking[now] = {0, 30, 0};
    EXPECT_EQ(soonest(schedule(baking), pickup()), now + 30min);
    EXPECT_EQ(soonest(schedule(baking), pickup(3, 0)), now + 10min) << "a salad does not";
}

TEST(Soonest, waits_for_a_driver)
{
    Plan driving;
    driving[now] = {0, 0, 2 * 40 * 60};
    EXPECT_EQ(soonest(schedule(driving), delivery(1'500)), now + 45min);
    EXPECT_EQ(soonest(schedule(driving), pickup()), now + 10min) << "who fetches it does not";
    EXPECT_EQ(schedule({}, {30, 12, 0}).soonest(delivery(1'500)).error(), Refusal::ShopFull)
        << "none drives here";
}

TEST(Soonest, of_a_large_order_fills_several_slots)
{
    auto const party = schedule().soonest(pickup(75, 20)).value();
    EXPECT_EQ(party.promise.from, now + 25min);
    ASSERT_EQ(party.plan.size(), 3U);
    EXPECT_EQ(party.plan.at(now).points, 30);
    EXPECT_EQ(party.plan.at(now + 20min).points, 15);
    EXPECT_EQ(party.plan.at(now + 10min).pizzas, 8);
}

TEST(Soonest, adds_the_road_and_the_stairs_to_a_delivery)
{
    EXPECT_EQ(soonest(schedule(), delivery(0)), now + 15min);
    EXPECT_EQ(soonest(schedule(), delivery(1'500)), now + 20min);
    EXPECT_EQ(soonest(schedule(), delivery(1'501)), now + 25min) << "a minute begun, then rounded up to five";
}

TEST(Soonest, adds_twenty_minutes_while_the_shop_says_it_is_busy)
{
    EXPECT_EQ(soonest(schedule({}, usual, 5h, now + 1ms), pickup()), now + 30min);
    EXPECT_EQ(soonest(schedule({}, usual, 5h, now), pickup()), now + 10min) << "the busy time is over";
}

TEST(Soonest, begins_with_the_service)
{
    EXPECT_EQ(soonest(schedule({}, usual, 5h, std::nullopt, now - 2h), pickup()), now + 10min);
}

TEST(Soonest, is_refused_where_the_service_ends_before)
{
    EXPECT_EQ(schedule({}, usual, 8min).soonest(pickup()).error(), Refusal::ShopClosed);
    EXPECT_EQ(schedule(points_at({{0min, 90}}), usual, 30min).soonest(pickup()).error(), Refusal::ShopFull);
}

TEST(ChosenTime, is_made_just_before_it)
{
    auto const chosen = schedule().at(delivery(1'500), now + 2h).value();
    EXPECT_EQ(chosen.promise.from, now + 2h);
    EXPECT_EQ(chosen.promise.to, now + 2h + 10min);
    EXPECT_EQ(chosen.plan, (Plan{{now + 100min, {3, 1, 0}}, {now + 110min, {0, 0, 600}}}))
        << "ten minutes of road before it, and ten to make it before that";
}

TEST(ChosenTime, is_not_had_twice_when_there_is_room_for_one)
{
    auto const taken = schedule().at(pickup(60, 20), now + 1h).value().plan;
    EXPECT_EQ(schedule(taken).at(pickup(60, 20), now + 1h).error(), Refusal::SlotFull);
    EXPECT_TRUE(schedule(taken).at(pickup(60, 20), now + 90min));
    EXPECT_TRUE(schedule(taken).at(pickup(), now + 1h + 10min)) << "one pizza beside it";
}

TEST(ChosenTime, is_full_when_no_driver_is_free_for_it)
{
    Plan driving;
    for (auto at = now; at < now + 3h; at = at + slot_length)
        driving[at] = {0, 0, 1'200};
    EXPECT_EQ(schedule(driving).at(delivery(1'500), now + 1h).error(), Refusal::SlotFull);
    EXPECT_TRUE(schedule(driving).at(pickup(), now + 1h));
}

TEST(ChosenTime, is_one_that_was_offered)
{
    EXPECT_EQ(schedule().at(pickup(), now + 65min).error(), Refusal::SlotFull) << "not on the ten minutes";
    EXPECT_EQ(schedule().at(pickup(), now).error(), Refusal::SlotFull) << "too soon";
    EXPECT_EQ(schedule().at(pickup(), now - 1h).error(), Refusal::SlotFull) << "past";
    EXPECT_EQ(schedule().at(pickup(), now + 5h).error(), Refusal::SlotFull) << "closed by then";
}

TEST(Offers, are_what_can_be_had_and_say_what_is_full)
{
    auto const taken = schedule().at(pickup(60, 20), now + 1h).value().plan;
    auto const offers = schedule(taken).offers(pickup(60, 20));
    ASSERT_FALSE(offers.empty());
    EXPECT_EQ(offers.back().promise.to, now + 5h);
    for (auto const& [promise, full] : offers)
        EXPECT_EQ(full, !schedule(taken).at(pickup(60, 20), promise.from)) << (promise.from - now).count();
    EXPECT_TRUE(std::any_of(offers.begin(), offers.end(), [](Offer const& offer) { return offer.full; }));
}

TEST(Stretched, keeps_the_promise_while_what_is_added_goes_before_it)
{
    Promise const promise{now + 1h, now + 1h + 10min};
    auto const added = schedule().stretched(promise, pickup(6, 2)).value();
    EXPECT_EQ(added.promise.from, promise.from);
    EXPECT_EQ(sum_of(added.plan), (Work{6, 2, 0}));
}

TEST(Stretched, moves_it_as_little_as_the_shop_can)
{
    Promise const promise{now + 10min, now + 20min};
    auto const added = schedule(points_at({{0min, 30}})).stretched(promise, pickup(6, 2)).value();
    EXPECT_EQ(added.promise.from, now + 15min);
    EXPECT_EQ(added.promise.to, now + 25min);
    EXPECT_EQ(schedule(points_at({{0min, 200}}), usual, 1h).stretched(promise, pickup(6, 2)).error(),
        Refusal::ShopFull);
}

TEST(StillTaken, is_the_kitchens_part_until_it_is_ready_and_the_drivers_until_it_is_handed_over)
{
    Plan const plan{{now, {3, 1, 0}}, {now + slot_length, {3, 1, 600}}};
    for (auto const status : {Status::AwaitingPayment, Status::Pending, Status::InPreparation})
        EXPECT_EQ(sum_of(still_taken(plan, status)), (Work{6, 2, 600}));
    for (auto const status : {Status::Ready, Status::InDelivery})
        EXPECT_EQ(sum_of(still_taken(plan, status)), (Work{0, 0, 600}));
    for (auto const status : {Status::Delivered, Status::PickedUp, Status::Cancelled, Status::Refused,
             Status::Expired, Status::NotDelivered})
        EXPECT_EQ(sum_of(still_taken(plan, status)), Work{});
}

TEST(Lessened, gives_back_the_earliest_work_and_never_more_than_there_is)
{
    Plan const plan{{now, {3, 1, 0}}, {now + slot_length, {3, 1, 600}}};
    auto const less = lessened(plan, 4, 1);
    EXPECT_EQ(less.at(now), Work{});
    EXPECT_EQ(less.at(now + slot_length), (Work{2, 1, 600}));
    EXPECT_EQ(sum_of(lessened(plan, 100, 100)), (Work{0, 0, 600}));
}

TEST(Plan, is_kept_as_text)
{
    Plan const plan{{now, {3, 1, 0}}, {now + slot_length, {}}, {now + 2 * slot_length, {0, 0, 600}}};
    EXPECT_EQ(text_of(plan), "[[1795514400000,3,1,0],[1795515600000,0,0,600]]");
    EXPECT_EQ(text_of(plan_from(text_of(plan))), text_of(plan));
    EXPECT_EQ(text_of({}), "[]");
}

Load any_load()
{
    auto const mode = *rc::gen::element(Mode::Pickup, Mode::Delivery);
    auto const pizzas = *rc::gen::inRange<std::int64_t>(0, 25);
    return {pizzas * 3 + *rc::gen::inRange<std::int64_t>(0, 6), pizzas, mode,
        mode == Mode::Delivery ? *rc::gen::inRange<std::int64_t>(0, 6'000) : 0};
}

// An evening of orders that come one after another, each promised what the shop can still do.
RC_GTEST_PROP(Schedule, never_promises_what_the_shop_cannot_make_bake_or_drive, ())
{
    pizzeria::Capacity const capacity{*rc::gen::inRange<std::int64_t>(1, 60),
        *rc::gen::inRange<std::int64_t>(1, 20), *rc::gen::inRange<std::int64_t>(0, 5)};
    auto const length = std::chrono::minutes{*rc::gen::inRange(10, 400)};
    Plan taken;
    auto at = now - 30min;
    int promised = 0;
    for (auto left = *rc::gen::inRange(1, 40); left > 0; --left) {
        at = at + std::chrono::seconds{*rc::gen::inRange(0, 900)};
        auto const load = any_load();
        auto const shop = schedule(taken, capacity, length, std::nullopt, at);
        auto const offers = shop.offers(load);
        auto const wanted = offers.empty() || *rc::gen::inRange(0, 2) == 0
            ? std::nullopt
            : std::optional{(*rc::gen::elementOf(offers)).promise.from};
        auto const slotted = wanted ? shop.at(load, *wanted) : shop.soonest(load);
        if (!slotted) continue;
        ++promised;
        auto const& [promise, plan] = *slotted;
        RC_ASSERT(promise.from >= at + 10min);
        RC_ASSERT(promise.from.ms() % (5 * 60'000) == 0);
        RC_ASSERT(promise.to >= promise.from && promise.to <= now + length);
        RC_ASSERT(!wanted || promise.from == *wanted);
        RC_ASSERT(sum_of(plan) == (Work{load.points, load.pizzas, way_to(load) / 1s}));
        for (auto const& [slot, work] : plan) {
            RC_ASSERT(slot >= slot_of(at) && slot < now + length);
            RC_ASSERT(slot + slot_length > at);
            if (work.points > 0 || work.pizzas > 0) RC_ASSERT(slot <= promise.from);
        }
        taken += plan;
        for (auto const& [slot, work] : taken) {
            RC_ASSERT(work.points <= capacity.points);
            RC_ASSERT(work.pizzas <= capacity.oven_pizzas);
            RC_ASSERT(work.driver_seconds <= capacity.drivers * 600);
        }
    }
    RC_CLASSIFY(promised > 0, "promised");
    RC_CLASSIFY(promised > 5, "promised more than five");
}

RC_GTEST_PROP(Schedule, is_never_earlier_behind_more_work, ())
{
    auto const load = any_load();
    auto const less = *rc::gen::inRange<std::int64_t>(0, 300);
    auto const more = less + *rc::gen::inRange<std::int64_t>(0, 300);
    auto const behind_less = schedule(points_at({{0min, less}})).soonest(load);
    auto const behind_more = schedule(points_at({{0min, more}})).soonest(load);
    if (behind_more)
        RC_ASSERT(behind_less.has_value() && behind_more->promise.from >= behind_less->promise.from);
}

} // namespace
} // namespace ocp::order
