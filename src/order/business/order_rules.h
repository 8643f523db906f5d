#pragma once

#include "base/result.h"
#include "order/model/lifecycle.h"
#include "order/model/order.h"

#include <string_view>

namespace ocp::order {

/// Whether `actor` may take this step on the order, and which it is.
///
/// NoSuchStep when the table has none from there, NotAllowed when it is not for this actor (or a driver who
/// is not the order's), AmountDue when money is missing, ReasonMissing when the step wants one.
Result<Step> next_step(OrderFacts const&, Action, Actor, std::optional<UserId> by, std::string_view reason);

/// What is still to be paid: nothing once it was, even when some of it was given back.
Money amount_due(OrderFacts const&);

/// An invoice is of what was handed over and paid, though part of it went back; whatever else became of an
/// order has none.
bool has_invoice(OrderFacts const&);

} // namespace ocp::order
