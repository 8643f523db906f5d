#pragma once

#include "account/model/user.h"
#include "base/result.h"
#include "order/business/place_order.h"

#include <vector>

namespace ocp::order {

/// Fills the person's cart with what an earlier order of theirs held (issue 4, order again). Answers the
/// products that could not be taken. UnknownThing for another person's order, or when its shop is gone.
Result<std::vector<ProductId>> order_again(OrderDesk const&, account::Visitor const&, OrderId, Instant at);

} // namespace ocp::order
