#pragma once

#include "cart/model/cart.h"
#include "order/model/order.h"

#include <vector>

namespace ocp::order {

/// What to put into a cart to have these lines once more: the lines of a deal become the one it was.
std::vector<cart::CartLine> same_again(std::vector<OrderLine> const&);

} // namespace ocp::order
