#pragma once

#include "order/model/order.h"
#include "pizzeria/model/pizzeria.h"
#include "platform/db/reader.h"

#include <vector>

namespace ocp::order {

/// An order that is paid a while after it was placed, and of which the kitchen learns only now: it comes when
/// it was promised where the shop can still make it by then, else as soon as it can, and takes the slots of
/// that time instead of its own. Where the shop can no longer, the promise stays; the kitchen sees how late
/// it is. `shops`: read before the transaction. The order's row is locked, the shop's becomes so.
void promise_again(
    db::Transaction&, std::vector<pizzeria::Pizzeria> const& shops, OrderFacts const&, Instant at);

} // namespace ocp::order
