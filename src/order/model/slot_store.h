#pragma once

#include "base/id.h"
#include "order/model/plan.h"
#include "platform/db/reader.h"

#include <unordered_map>

namespace ocp::order {

/// What the orders of a shop, or of every shop, still take of the slots since then.
Plan taken_since(db::Reader const&, PizzeriaId, Instant since);
std::unordered_map<PizzeriaId, Plan> all_taken_since(db::Reader const&, Instant since);

/// Adds to what is taken, in one statement and the earliest slot first, so that two that meet never wait for
/// each other crosswise. Negative work gives room back.
void take_slots(db::Transaction&, PizzeriaId, Plan const&);

/// Removes `limit` at most of the slots before that of which nothing is taken any more; answers how many.
std::int64_t remove_past_slots(db::Transaction&, Instant before, std::int64_t limit);

} // namespace ocp::order
