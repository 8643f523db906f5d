#pragma once

#include "account/model/call.h"
#include "base/random.h"
#include "order/business/place_order.h"
#include "platform/html/page.h"

namespace ocp::order {

/// Checkout on one page and the order it places (spec §4 Delivery address, Place an order).
class CheckoutPages {
public:
    CheckoutPages(OrderDesk const& desk, RandomSource& random)
        : desk_{desk}
        , random_{random}
    {
    }
    html::Answer show(account::Call const&);
    html::Answer place(account::Call const&);

private:
    OrderDesk const& desk_;
    RandomSource& random_;
};

} // namespace ocp::order
