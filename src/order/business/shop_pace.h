#pragma once

#include "order/business/promise_rules.h"
#include "pizzeria/model/pizzeria.h"
#include "platform/db/reader.h"

#include <unordered_map>

namespace ocp::order {

/// The load points waiting in each shop.
using Queues = std::unordered_map<PizzeriaId, std::int64_t>;
Queues read_queues(db::Reader const&);
std::int64_t queued_points_of(db::Reader const&, PizzeriaId);

/// How many orders of a shop wait for the kitchen, and for a driver.
struct Waiting {
    std::int64_t to_prepare = 0;
    std::int64_t to_deliver = 0;
};
std::unordered_map<PizzeriaId, Waiting> read_waiting(db::Reader const&);

/// What an order asks of a shop.
struct Load {
    std::int64_t points; ///< to make it
    pizzeria::Mode mode;
    std::int64_t distance_m; ///< 0 for a pickup
};
/// What the shop promises for such an order placed at that moment. ShopClosed when it is closed for that
/// mode, or would be before the order is there: the last order is the one that still comes in time.
Result<Promise> promise_at(pizzeria::Pizzeria const&, std::int64_t queued_points, Load const&, Instant at);

/// The same for one pizza of a customer of the neighbourhood: 2 km away for a delivery.
Result<Promise> usual_promise(
    pizzeria::Pizzeria const&, std::int64_t queued_points, pizzeria::Mode, Instant at);

} // namespace ocp::order
