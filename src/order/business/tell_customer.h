#pragma once

#include "account/model/mail_step.h"
#include "base/clock.h"
#include "order/model/lifecycle.h"
#include "order/model/order.h"
#include "platform/db/reader.h"

namespace ocp::order {

/// The choice by which a customer is told of the step; nothing for what is no news to them. Ready is news to
/// who comes for it, not to who waits at home.
std::optional<account::MailStep> news_of(Step const&, pizzeria::Mode);

/// Writes a mail to the order's customer, if they have an address and chose to be told of such a step. Part
/// of the deed that takes the step.
void tell_customer(db::Transaction&, OrderId, Step const&, Instant at);

} // namespace ocp::order
