#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"
#include "base/result.h"
#include "payment/model/payment.h"
#include "platform/db/reader.h"

namespace ocp::payment {

/// Records what was collected on reception (spec §4 Pay on delivery). Always part of the step that hands the
/// order over; the caller has locked the order and knows what is due. AmountWrong unless the amount is above
/// zero.
Result<void> collect(db::Transaction&, OrderId, Means, Money due, UserId by, Instant at);

} // namespace ocp::payment
