#pragma once

#include "base/result.h"
#include "order/model/order.h"
#include "payment/model/payment.h"
#include "platform/db/database.h"

#include <string>

namespace ocp::order {

/// Cash out of the till for a refund that its card did not take.
struct CashBack {
    PizzeriaId shop; ///< from the caller's rights: an order of another shop is not found
    OrderId order;
    RefundId refund;
    Money amount;
    std::string reason; ///< the customer reads it
    std::string key; ///< of the form: the same form gives back once
    UserId by;
    Instant at;
};

/// Books that a manager gave it: a line of cash below zero, which names the refund, and its receipt. Whatever
/// the order's status, since the money was given up before. Noted with who and why.
///
/// UnknownThing, also of a refund of another order; ReasonMissing; AmountWrong when it is not above zero or
/// more than `refunds_to_make_good` says; KeyReusedForOtherContent when money was given back since the form
/// (refund_form_key).
Result<void> give_cash_back(db::Database&, CashBack const&);

} // namespace ocp::order
