#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "platform/db/reader.h"

#include <cstdint>

namespace ocp::order {

/// The person goes, the orders stay (law.md §3.6): name, phone, addresses, notes, login sessions and cart are
/// removed; towns, goods and money remain. For somebody none of whose orders is alive.
void forget_customer(db::Transaction&, UserId, Instant at);

/// Forgets customers who neither signed in nor ordered since `since`, `limit` at most; never staff. Answers
/// how many.
std::int64_t forget_lost_customers(db::Transaction&, Instant since, std::int64_t limit, Instant at);

} // namespace ocp::order
