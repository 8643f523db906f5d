#include "order/business/slot_rules.h"

#include <algorithm>

namespace ocp::order {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds shortest_making = 10min;
constexpr milliseconds stop_at_the_door = 5min;
constexpr std::int64_t metres_per_minute = 300;
constexpr milliseconds busy_extra = 20min;
constexpr milliseconds promise_width = 10min;
constexpr milliseconds promise_step = 5min;
/// How much sooner than necessary something may be made for a chosen time.
constexpr milliseconds keeps_warm = 10min;

Instant rounded_up(Instant at, milliseconds step)
{
    return Instant::ms((at.ms() + step.count() - 1) / step.count() * step.count());
}

void add(Plan& plan, std::map<Instant, std::int64_t> const& slots, std::int64_t Work::*part)
{
    for (auto const& [slot, amount] : slots)
        plan[slot].*part += amount;
}

std::int64_t driver_seconds_of(Load const& load)
{
    return std::chrono::duration_cast<seconds>(way_to(load)).count();
}

/// With the shop to itself, in whole slots.
milliseconds making_alone(Load const& load, pizzeria::Capacity const& capacity)
{
    auto const slots = [](std::int64_t amount, std::int64_t per_slot) {
        return per_slot <= 0 ? 0 : (amount + per_slot - 1) / per_slot;
    };
    auto const most = std::max<std::int64_t>(
        {1, slots(load.points, capacity.points), slots(load.pizzas, capacity.oven_pizzas)});
    return slot_length * most;
}

Promise window(Instant from, pizzeria::Service const& service)
{
    return {from, std::min(from + promise_width, service.to)};
}

} // namespace

milliseconds way_to(Load const& load)
{
    if (load.mode == pizzeria::Mode::Pickup) return 0ms;
    return stop_at_the_door
        + milliseconds{1min} * ((load.distance_m + metres_per_minute - 1) / metres_per_minute);
}

Promise promised_when_paid(Promise const& promise, Plan const& plan, Instant at)
{
    auto const way = seconds{sum_of(plan).driver_seconds};
    auto const from = std::max(promise.from, rounded_up(at + shortest_making + way, promise_step));
    return {from, promise.to + (from - promise.from)};
}

Plan still_taken(Plan const& plan, Status status)
{
    switch (status) {
    case Status::AwaitingPayment:
    case Status::Pending:
    case Status::InPreparation:
        return plan;
    case Status::Ready:
    case Status::InDelivery:
        return driving_of(plan);
    default:
        return {};
    }
}

Plan lessened(Plan plan, std::int64_t points, std::int64_t pizzas)
{
    auto const take = [&](std::int64_t Work::*part, std::int64_t amount) {
        for (auto& [slot, work] : plan) {
            auto const less = std::clamp<std::int64_t>(amount, 0, work.*part);
            work.*part -= less;
            amount -= less;
        }
    };
    take(&Work::points, points);
    take(&Work::pizzas, pizzas);
    return plan;
}

Schedule::Schedule(pizzeria::Capacity const& capacity, Plan const& taken, pizzeria::Service const& service,
    std::optional<Instant> busy_until, Instant now)
    : capacity_{capacity}
    , service_{service}
    , begin_{std::max(now, service.from)}
    , busy_{busy_until && *busy_until > begin_}
    , hands_{capacity.points, taken, &Work::points, begin_ - forgotten_after, begin_, service.to}
    , oven_{capacity.oven_pizzas, taken, &Work::pizzas, begin_ - forgotten_after, begin_, service.to}
    , drivers_{capacity.drivers * (slot_length / 1s), taken, &Work::driver_seconds, begin_ - forgotten_after,
          begin_, service.to}
{
}

Result<Slotted> Schedule::soonest(Load const& load) const
{
    auto const made = hands_.soonest(load.points, begin_);
    auto const baked = oven_.soonest(load.pizzas, begin_);
    if (!made || !baked) return No{Refusal::ShopFull};
    auto ready = std::max({made->done, baked->done, begin_ + shortest_making});
    if (busy_) ready = ready + busy_extra;
    if (ready > service_.to) return No{Refusal::ShopClosed};

    auto const driven = drivers_.soonest(driver_seconds_of(load), ready);
    if (!driven) return No{Refusal::ShopFull};
    auto const from = rounded_up(std::max(ready + way_to(load), driven->done), promise_step);
    if (from > service_.to) return No{Refusal::ShopClosed};
    Slotted slotted{window(from, service_), {}};
    add(slotted.plan, made->slots, &Work::points);
    add(slotted.plan, baked->slots, &Work::pizzas);
    add(slotted.plan, driven->slots, &Work::driver_seconds);
    return slotted;
}

std::optional<Plan> Schedule::made_by(Load const& load, Instant ready) const
{
    auto const since = ready - making_alone(load, capacity_) - keeps_warm;
    auto const made = hands_.latest(load.points, since, ready);
    auto const baked = oven_.latest(load.pizzas, since, ready);
    if (!made || !baked) return std::nullopt;
    Plan plan;
    add(plan, made->slots, &Work::points);
    add(plan, baked->slots, &Work::pizzas);
    return plan;
}

Result<Slotted> Schedule::at(Load const& load, Instant wanted) const
{
    auto const first = soonest(load);
    if (!first || wanted < first->promise.from) return No{Refusal::SlotFull};
    return later_at(load, wanted);
}

Result<Slotted> Schedule::later_at(Load const& load, Instant wanted) const
{
    if (wanted != slot_of(wanted) || wanted + promise_width > service_.to) return No{Refusal::SlotFull};
    auto const ready = wanted - way_to(load);
    auto plan = made_by(load, ready);
    auto const driven = drivers_.soonest(driver_seconds_of(load), ready);
    if (!plan || !driven || driven->done > wanted + promise_width) return No{Refusal::SlotFull};
    add(*plan, driven->slots, &Work::driver_seconds);
    return Slotted{window(wanted, service_), *std::move(plan)};
}

std::vector<Offer> Schedule::offers(Load const& load) const
{
    std::vector<Offer> offers;
    auto const first = soonest(load);
    if (!first) return offers;
    for (auto from = slot_of(first->promise.from) + slot_length; from + promise_width <= service_.to;
         from = from + slot_length)
        offers.push_back({window(from, service_), !later_at(load, from)});
    return offers;
}

Result<Slotted> Schedule::stretched(Promise const& promise, Load const& more) const
{
    for (auto from = promise.from; from <= service_.to; from = from + promise_step) {
        auto plan = made_by(more, from - way_to(more));
        if (plan)
            return Slotted{
                {from, std::min(promise.to + (from - promise.from), service_.to)}, *std::move(plan)};
    }
    return No{Refusal::ShopFull};
}

} // namespace ocp::order
