#pragma once

#include "account/business/session_cookies.h"
#include "account/model/call.h"
#include "cart/business/change_cart.h"
#include "order/business/find_address.h"
#include "order/business/place_order.h"
#include "platform/html/page.h"
#include "platform/live/changes.h"

namespace ocp::order {

/// Changing an order that is placed (spec §4 Modify): begin, look at the difference, save or give up;
/// when it has come too late, order what is in the cart by itself.
class ChangePages {
public:
    ChangePages(OrderDesk const& desk, RandomSource& random, account::SessionCookies const& cookies,
        live::Changes& changes, AddressDesk const& addresses)
        : desk_{desk}
        , random_{random}
        , cookies_{cookies}
        , changes_{changes}
        , addresses_{addresses}
    {
    }
    html::Answer begin(account::Call const&);
    html::Answer save(account::Call const&);
    html::Answer give_up(account::Call const&);
    html::Answer part(account::Call const&);

private:
    OrderDesk const& desk_;
    RandomSource& random_;
    account::SessionCookies const& cookies_;
    live::Changes& changes_;
    AddressDesk const& addresses_;
};

/// The page of the difference, for a cart that changes an order: what was sent is kept, with what was wrong
/// with it. Without a form it shows the order as it was.
html::Page change_page(OrderDesk const&, account::Call const&, cart::Amends const&,
    std::optional<CheckoutForm> const&, std::vector<FieldFault> const& faults,
    std::vector<pizzeria::TypedAddress> const& perhaps);

} // namespace ocp::order
