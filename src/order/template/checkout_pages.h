#pragma once

#include "account/model/call.h"
#include "base/random.h"
#include "order/business/find_address.h"
#include "order/business/place_order.h"
#include "platform/html/page.h"

namespace ocp::order {

/// Checkout on one page and the order it places (spec §4 Delivery address, Place an order).
class CheckoutPages {
public:
    CheckoutPages(OrderDesk const& desk, RandomSource& random, AddressDesk const& addresses)
        : desk_{desk}
        , random_{random}
        , addresses_{addresses}
    {
    }
    html::Answer show(account::Call const&);
    html::Answer place(account::Call const&);

private:
    /// The cart goes to another shop that delivers there: its times and fee are looked at before anything is
    /// ordered. Nothing when the form asks for none.
    /// Where the customer goes from here: to pay, or to the order.
    std::string next_of(Placed const&, PayOn, Instant now) const;
    std::optional<html::Answer> move_to_other_shop(account::Call const&, CheckoutForm& form);

    OrderDesk const& desk_;
    RandomSource& random_;
    AddressDesk const& addresses_;
};

} // namespace ocp::order
