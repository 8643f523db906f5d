#pragma once

#include "base/result.h"
#include "order/business/place_order.h"

#include <string>

namespace ocp::order {

/// The least that Stripe takes.
inline constexpr Money least_online = Money::cents(50);

/// The page of Stripe's on which the order, or what is to be added to it, is paid: the same one as long as
/// somebody may still pay there, a new one when the last came to nothing (spec §4 Pay online). Asks Stripe,
/// so never part of a transaction.
///
/// NoSuchStep when the order does not wait for its payment any more, or its time is over;
/// PaymentUnavailable when Stripe cannot be asked now: the order and its cart stay as they are.
Result<std::string> open_payment(OrderDesk const&, OrderId, Instant at);

} // namespace ocp::order
