#pragma once

#include "order/business/send_refund.h"

namespace ocp::order {

/// Nobody can pay the order at Stripe any more, and an order whose time is over ends: what it held is free
/// again (data.md, expire). Money that is there at this moment still counts (settle_session). When Stripe
/// does not answer the order ends two minutes later all the same, and what comes afterwards goes back.
/// Never part of a transaction.
Progress close_payment(OrderDesk const&, OrderId, Instant at);

/// The order that was made of the cart and is not paid yet.
std::optional<OrderView> awaiting_payment(db::Reader const&, CartId);

/// Before a cart is ordered anew: what was made of it and is not paid is cancelled. Answers the order when it
/// turned out to be paid: then there is nothing to order anew.
std::optional<OrderFacts> set_aside_unpaid(OrderDesk const&, CartId, Instant at);

} // namespace ocp::order
