#pragma once

#include "order/business/slot_rules.h"
#include "pizzeria/model/pizzeria.h"
#include "platform/db/reader.h"

#include <unordered_map>

namespace ocp::order {

/// What the orders of a shop, or of every shop, take of its slots, as far as it counts at that moment.
Plan taken_of(db::Reader const&, PizzeriaId, Instant at);
std::unordered_map<PizzeriaId, Plan> all_taken(db::Reader const&, Instant at);

/// How many orders of a shop wait for the kitchen, and for a driver.
struct Waiting {
    std::int64_t to_prepare = 0;
    std::int64_t to_deliver = 0;
};
std::unordered_map<PizzeriaId, Waiting> read_waiting(db::Reader const&);

/// As soon as the shop can, in the service that is on or a later one of its day.
///
/// ShopClosed when no service is left, or it would end before the order is there (the last order is the one
/// that still comes in time); ShopFull when the last one has no room for it.
Result<Slotted> soonest_at(pizzeria::Pizzeria const&, Plan const& taken, Load const&, Instant at);

/// At the time its customer chose, which is one that `offers_at` has; else SlotFull.
Result<Slotted> slot_at(
    pizzeria::Pizzeria const&, Plan const& taken, Load const&, Instant wanted, Instant at);

/// The times of the shop's day that may be chosen instead of the soonest.
std::vector<Offer> offers_at(pizzeria::Pizzeria const&, Plan const& taken, Load const&, Instant at);

/// More for an order that has its promise: as Schedule::stretched. ShopClosed when the service of the promise
/// is over.
Result<Slotted> stretched_at(
    pizzeria::Pizzeria const&, Plan const& taken, Promise const&, Load const& more, Instant at);

/// When one pizza of a customer of the neighbourhood would come, 2 km away for a delivery, from a shop that
/// is open for it now; ShopClosed and ShopFull as above.
Result<Promise> usual_promise(pizzeria::Pizzeria const&, Plan const& taken, pizzeria::Mode, Instant at);

} // namespace ocp::order
