#pragma once

#include "account/business/addresses.h"
#include "account/model/call.h"
#include "cart/business/change_cart.h"
#include "order/business/checkout_rules.h"
#include "order/business/find_address.h"
#include "order/business/place_order.h"
#include "platform/html/page.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::order {

/// What checkout, and the page that changes a placed order, read beside their form.
struct Checkout {
    cart::CartNow cart;
    pizzeria::Pizzeria shop;
    std::vector<account::SavedAddress> addresses; ///< the visitor's own
    Plan taken; ///< of the shop's slots
};
/// Nothing when there is no cart to order.
std::optional<Checkout> read_checkout(OrderDesk const&, account::Call const&);

/// An order that stands while its customer changes it.
struct Standing {
    OrderView const& before;
    std::optional<Promise>
        kept; ///< when it would come as it was ordered; nothing: it cannot be made any more
};

/// One way to have it.
struct Way {
    std::optional<Promise> promise; ///< as soon as possible, or as promised; nothing: not to be had
    std::optional<Instant> promised = {}; ///< what it was, of the standing order's own
    Text why_not = {};
    std::vector<Offer> later;
};
struct WayNow {
    Way delivery, pickup;
    Money fee; ///< of the delivery
};
WayNow way_now(OrderDesk const&, Checkout const&, CheckoutForm const&, Standing const*, Instant now);

/// The form as it was sent, what was wrong with it, and which addresses may have been meant.
struct SentForm {
    CheckoutForm const& form;
    std::vector<FieldFault> const& faults;
    std::vector<pizzeria::TypedAddress> const& perhaps;
};
/// Puts order/way.html where the page has `{{>WAY}}`.
html::View add_way(html::View& page, OrderDesk const&, account::Call const&, Checkout const&, WayNow const&,
    SentForm const&);

/// Puts the summary where the page has `{{>FAULTS}}`, and each fault beside its field on the page or in
/// `way`.
void add_faults(html::View& page, html::View& way, Text const& title, std::vector<FieldFault> const&);

/// The field a refusal of the whole order stands beside.
std::string_view field_of(Refusal);

} // namespace ocp::order
