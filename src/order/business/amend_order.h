#pragma once

#include "account/business/login_session.h"
#include "order/business/place_order.h"
#include "order/model/order.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::order {

/// An order and what its customer's cart would make of it.
struct Changed {
    OrderView before;
    std::vector<OrderLine> lines; ///< as they would be
    Money items_total, delivery_fee, discount;
    std::optional<Refusal> code_refused; ///< why its promo code no longer counts
    bool has_alcohol = false;
    Money total() const { return items_total + delivery_fee - discount; }
};

/// Lets whoever has the order's link change it: its lines go into their cart, where menu, product pages and
/// cart change them as any other (spec §4 Modify). Answers a visitor's first session.
///
/// NoSuchStep when the kitchen has begun it, NotAllowed when it is paid already, CartOfAnotherShop when the
/// cart holds another pizzeria's things, UnknownThing for a link of nothing.
Result<std::optional<account::OpenedSession>> begin_change(OrderDesk const&, RandomSource&,
    account::Visitor const&, std::string_view tracking_token, std::string device, Instant at);

/// What saving would change, for the page that asks; as amend_order refuses.
Result<Changed> preview_change(OrderDesk const&, account::Visitor const&, Instant at);

struct AmendRequest {
    account::Visitor const& visitor; ///< its cart says which order, and what it becomes
    Money expected_total; ///< what the page showed
    Instant at;
    bool is_adult = false; ///< says so
};
struct Amended {
    OrderFacts facts; ///< as they were before
    std::string tracking_token;
};

/// The order becomes what is in the cart: lines, sums, holds, load, its code's use and its promise, in one
/// transaction; kitchen and customer are told (data.md, amend). Delivery address, mode and contact stay.
///
/// A promise stays where the shop can make what is added by then, moves back where it cannot, and never
/// forward; ShopFull and ShopClosed when it would be after closing time. Refused with nothing changed:
/// NoSuchStep (the kitchen accepted it first, or it is over), PriceChanged (the total is not what the page
/// showed, or the order was changed elsewhere), BelowMinimum, SoldOut, UnknownProduct, NotAllowed (it is
/// paid), CartEmpty (nothing left: that would be a cancellation), PromoCodeUsed, AgeUnconfirmed.
Result<Amended> amend_order(OrderDesk const&, AmendRequest const&);

} // namespace ocp::order
