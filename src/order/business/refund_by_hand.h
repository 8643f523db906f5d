#pragma once

#include "base/result.h"
#include "order/model/order.h"
#include "platform/db/database.h"

#include <string>

namespace ocp::order {

/// What a manager gives back of an order that is over, of their own will.
struct HandRefund {
    PizzeriaId shop; ///< from the caller's rights: an order of another shop is not found
    OrderId order;
    Money amount;
    std::string reason; ///< the customer reads it
    std::string key; ///< of the form: the same form gives back once
    UserId by;
    Instant at;
};

/// Money paid online goes back to its card, as ask_refund has it; the rest, taken on reception, is given back
/// at once in the means it came in: a line of the ledger below zero, and its receipt. Noted with who and why.
/// The same form sent twice gives back once.
///
/// UnknownThing; OrderUnderWay while the order is not over (what is given back would be due again on
/// reception: it is amended or aborted instead); ReasonMissing; AmountWrong when it is not above zero or more
/// than `refundable_by_hand`; KeyReusedForOtherContent when another refund was made since the form.
Result<void> refund_by_hand(db::Database&, HandRefund const&);

/// What was paid and is neither given back nor on its way. No other limit is known (data.md).
Money refundable_by_hand(db::Reader const&, OrderId);

/// A form's key: a form made before another refund gives nothing back.
std::string refund_form_key(db::Reader const&, OrderId);

/// Under which name what was done to an order's money is noted.
std::string subject_of(OrderId);

} // namespace ocp::order
