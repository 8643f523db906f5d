#include "order/business/promise_rules.h"

#include <algorithm>

namespace ocp::order {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds shortest_making = 10min;
constexpr milliseconds longest_queue = 3h;
constexpr milliseconds stop_at_the_door = 5min;
constexpr std::int64_t metres_per_minute = 300;
constexpr milliseconds busy_extra = 20min;

Instant rounded_up(Instant at)
{
    constexpr std::int64_t five_minutes = milliseconds{5min}.count();
    return Instant::ms((at.ms() + five_minutes - 1) / five_minutes * five_minutes);
}

} // namespace

Promise promise_for(std::int64_t queued_points, std::int64_t own_points, std::int64_t capacity_points,
    pizzeria::Mode mode, std::int64_t distance_m, std::optional<Instant> busy_until, Instant now)
{
    auto const points = std::max<std::int64_t>(0, queued_points) + own_points;
    auto making = milliseconds{10min} * points / std::max<std::int64_t>(1, capacity_points);
    making = std::clamp(making, shortest_making, longest_queue);
    if (busy_until && *busy_until > now) making += busy_extra;

    auto ready = now + making;
    if (mode == pizzeria::Mode::Delivery)
        ready = ready + stop_at_the_door
            + milliseconds{1min} * ((distance_m + metres_per_minute - 1) / metres_per_minute);
    auto const from = rounded_up(ready);
    return {from, from + 10min};
}

Result<Promise> kept_within(pizzeria::Service const& service, Promise promise)
{
    if (promise.from > service.to) return No{Refusal::ShopClosed};
    return Promise{promise.from, std::min(promise.to, service.to)};
}

} // namespace ocp::order
