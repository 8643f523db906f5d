#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "pizzeria/business/opening_rules.h"
#include "pizzeria/model/pizzeria.h"

#include <cstdint>

namespace ocp::order {

/// When the customer is told to expect the order.
struct Promise {
    Instant from;
    Instant to;
};

/// As soon as possible: what waits before it and its own making at the shop's pace, then the road (18 km/h in
/// town, five minutes to park and climb). Rounded up to five minutes, ten minutes wide.
Promise promise_for(std::int64_t queued_points, std::int64_t own_points, std::int64_t capacity_points,
    pizzeria::Mode mode, std::int64_t distance_m, std::optional<Instant> busy_until, Instant now);

/// What of a promise can be kept before the service ends: nothing is handed over after closing time.
/// ShopClosed when the order would come after it.
Result<Promise> kept_within(pizzeria::Service const&, Promise);

} // namespace ocp::order
