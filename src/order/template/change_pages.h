#pragma once

#include "account/business/session_cookies.h"
#include "account/model/call.h"
#include "cart/business/change_cart.h"
#include "order/business/place_order.h"
#include "platform/html/page.h"
#include "platform/live/changes.h"

namespace ocp::order {

/// Changing an order that is placed (spec §4 Modify): begin, look at the difference, save or give up.
class ChangePages {
public:
    ChangePages(OrderDesk const& desk, RandomSource& random, account::SessionCookies const& cookies,
        live::Changes& changes)
        : desk_{desk}
        , random_{random}
        , cookies_{cookies}
        , changes_{changes}
    {
    }
    html::Answer begin(account::Call const&);
    html::Answer save(account::Call const&);
    html::Answer give_up(account::Call const&);

private:
    OrderDesk const& desk_;
    RandomSource& random_;
    account::SessionCookies const& cookies_;
    live::Changes& changes_;
};

/// The page of the difference, for a cart that changes an order; with why it could not be saved.
html::Page change_page(OrderDesk const&, account::Call const&, cart::Amends const&, std::optional<Refusal>);

} // namespace ocp::order
