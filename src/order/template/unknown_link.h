#pragma once

#include "account/model/call.h"
#include "order/business/place_order.h"
#include "platform/html/page.h"

namespace ocp::order {

/// Whatever was asked of an order's link that is none: 404, and for a client that tries one after another 429
/// (reliability.md §5). True links open for that client all the same, whose address others may share.
html::Answer unknown_link(OrderDesk const&, account::Call const&);

} // namespace ocp::order
