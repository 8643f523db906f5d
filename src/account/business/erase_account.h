#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "platform/db/reader.h"

namespace ocp::account {

/// Ends the account for good: nothing tells any more whose it was, its login sessions are over. What orders
/// copied is for the order slice to forget (order/business/forget_customer).
void erase_account(db::Transaction&, UserId, Instant at);

} // namespace ocp::account
