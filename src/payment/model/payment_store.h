#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"
#include "payment/model/payment.h"
#include "platform/db/reader.h"

#include <optional>

namespace ocp::payment {

void add_payment(db::Transaction&, OrderId, Means, Money, std::optional<UserId> by, Instant at);

} // namespace ocp::payment
