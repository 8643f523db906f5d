#pragma once

#include "order/model/till.h"
#include "platform/db/reader.h"

#include <vector>

namespace ocp::order {

/// From the first moment until before the last, in the order of the ledger.
std::vector<TillLine> till_lines_between(db::Reader const&, PizzeriaId, Instant from, Instant until);
std::vector<TillLine> till_lines_of(db::Reader const&, OrderId);
/// What the receipts written in that time come to.
payment::RateSums till_rates_between(db::Reader const&, PizzeriaId, Instant from, Instant until);
/// Orders under way, and those not delivered whose money nobody has given up, the oldest promise first; 200
/// at most.
std::vector<Owed> orders_owed(db::Reader const&, PizzeriaId);

} // namespace ocp::order
