#pragma once

#include "base/result.h"
#include "order/model/order.h"
#include "platform/db/database.h"

#include <string>

namespace ocp::order {

struct WriteOff {
    PizzeriaId shop; ///< from the caller's rights: an order of another shop is not found
    OrderId order;
    std::string reason;
    UserId by;
    Instant at;
};

/// A manager gives up what is due of an order that could not be delivered (data.md: `unpaid` →
/// `written_off`). Noted with who and why.
///
/// UnknownThing, ReasonMissing; NoSuchStep unless `may_write_off`.
Result<void> write_off(db::Database&, WriteOff const&);

/// Whether there is anything to give up: not delivered, money due, and not given up already.
bool may_write_off(OrderFacts const&);

} // namespace ocp::order
