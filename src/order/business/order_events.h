#pragma once

#include "base/clock.h"
#include "order/model/lifecycle.h"
#include "order/model/order.h"
#include "platform/db/reader.h"

#include <string>

namespace ocp::order {

/// One step that is being taken, for those who listen.
struct Announcement {
    PizzeriaId shop;
    OrderId order;
    std::int64_t daily_number;
    Step step;
    std::int64_t version;
};

/// Writes the step's event, on the stream `shop:3/order:42`: whoever follows `shop:3` gets it, and whoever
/// follows that order alone. A step that changes what can be sold tells the menu too (`menu:3`). Last of a
/// transaction.
void announce(db::Transaction&, Announcement const&, Instant at);

std::string shop_stream(PizzeriaId);
std::string order_stream(PizzeriaId, OrderId);
std::string menu_stream(PizzeriaId);

} // namespace ocp::order
