#pragma once

#include "account/model/call.h"
#include "base/random.h"
#include "clients/geocoder/client.h"
#include "order/business/place_order.h"
#include "platform/html/page.h"

namespace ocp::order {

/// Checkout on one page and the order it places (spec §4 Delivery address, Place an order).
class CheckoutPages {
public:
    /// `least_score`: how sure the geocoder must be of a house.
    CheckoutPages(
        OrderDesk const& desk, RandomSource& random, geocoder::Geocoder& geocoder, double least_score)
        : desk_{desk}
        , random_{random}
        , geocoder_{geocoder}
        , least_score_{least_score}
    {
    }
    html::Answer show(account::Call const&);
    html::Answer place(account::Call const&);

private:
    /// The cart goes to another shop that delivers there: its times and fee are looked at before anything is
    /// ordered. Nothing when the form asks for none.
    std::optional<html::Answer> move_to_other_shop(account::Call const&, CheckoutForm& form);
    /// Finds out where the typed address is; the page that asks again when nobody knows.
    std::optional<html::Answer> locate(account::Call const&, CheckoutForm& form);

    OrderDesk const& desk_;
    RandomSource& random_;
    geocoder::Geocoder& geocoder_;
    double least_score_;
};

} // namespace ocp::order
