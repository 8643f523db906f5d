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

/// What a customer of the neighbourhood would be promised for one pizza now: 2 km away for a delivery.
Promise usual_promise(pizzeria::Pizzeria const&, std::int64_t queued_points, pizzeria::Mode, Instant at);

} // namespace ocp::order
