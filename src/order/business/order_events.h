#pragma once

#include "base/clock.h"
#include "order/model/lifecycle.h"
#include "order/model/order.h"
#include "platform/db/reader.h"

#include <string>
#include <string_view>

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
/// follows that order alone. A step that changes what can be sold tells the menu too (`menu:3`). The
/// customer's mail is written with it (tell_customer). Last of a transaction.
void announce(db::Transaction&, Announcement const&, Instant at);

/// The kinds of events that a screen of orders reacts to, separated by spaces.
inline constexpr std::string_view order_event_kinds
    = "order.placed order.accepted order.ready order.departed order.delivered order.picked_up order.refused "
      "order.cancelled order.not_delivered order.corrected order.expired order.amended";

std::string shop_stream(PizzeriaId);
std::string order_stream(PizzeriaId, OrderId);
std::string menu_stream(PizzeriaId);

} // namespace ocp::order
