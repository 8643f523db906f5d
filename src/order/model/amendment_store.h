#pragma once

#include "order/model/amendment.h"

namespace ocp::order {

/// The order's row is locked, and nothing else waits beside it. Answers its id.
std::int64_t add_amendment(db::Transaction&, Amendment const&, Instant at);

/// What waits beside the order.
std::optional<Amendment> waiting_amendment(db::Reader const&, OrderId);
/// By its id, whatever became of it.
std::optional<Amendment> find_amendment(db::Reader const&, std::int64_t id);

enum class AmendmentEnd { Done, Dropped };
/// False when it ended before.
bool end_amendment(db::Transaction&, std::int64_t id, AmendmentEnd, Instant at);

} // namespace ocp::order
