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
    Money items_total, discount;
    std::optional<Refusal> code_refused; ///< why its promo code no longer counts
    bool has_alcohol = false;
    std::string cart = {}; ///< fingerprint of the cart that it shall become
    std::optional<Promise> kept
        = {}; ///< of preview_change: when it would come, handed over as it was ordered
    Money total_as_ordered() const { return items_total + before.delivery_fee - discount; }
};

/// How an order is handed over as it stands. Whoever has its link may change it, so that this tells nothing
/// that the tracking page does not: neither note nor telephone.
CheckoutForm form_as_ordered(OrderView const&);

/// Whether the form leaves the order where it goes: to the same door, or to the counter.
bool same_place(CheckoutForm const&, OrderView const&);

/// Lets whoever has the order's link change it: its lines go into their cart, where menu, product pages and
/// cart change them as any other (spec §4 Modify). Answers a visitor's first session.
///
/// NoSuchStep when the kitchen has begun it, CartOfAnotherShop when the
/// cart holds another pizzeria's things, UnknownThing for a link of nothing.
Result<std::optional<account::OpenedSession>> begin_change(OrderDesk const&, RandomSource&,
    account::Visitor const&, std::string_view tracking_token, std::string device, Instant at);

/// What saving would change, for the page that asks; as amend_order refuses.
Result<Changed> preview_change(OrderDesk const&, account::Visitor const&, Instant at);

struct AmendRequest {
    account::Visitor const& visitor; ///< its cart says which order, and what it becomes
    CheckoutForm const& form; ///< how it is handed over; of the person only a new telephone counts
    Instant at;
};
struct Amended {
    OrderFacts facts; ///< as they were before
    std::string tracking_token;
    bool awaits_payment = false; ///< the order stays as it was until the difference is paid: open_payment
};

/// The order becomes what is in the cart and the form: lines, sums, holds, plan, its code's use, way, place
/// and promise, in one transaction; kitchen and customer are told (data.md, amend). An empty note or
/// telephone stays what it was.
///
/// While it goes where it went and no other time is chosen, a promise stays where the shop can make what is
/// added by then, moves back where it cannot, and never forward; its fee stays too. Else it is planned like a
/// new order, at the prices of its new place.
///
/// An order that is paid online already becomes cheaper at once, and the difference goes back by itself; what
/// makes it dearer waits beside it until the difference is paid (await_difference.h).
///
/// Refused with nothing changed: NoSuchStep (the kitchen accepted
/// it first, or it is over), PriceChanged (the total is not what the page showed, or the order was changed
/// elsewhere), SoldOut, UnknownProduct, DifferenceTooSmall (below what Stripe takes), PaymentUnavailable,
/// CartEmpty (nothing left: that would be a cancellation), PromoCodeUsed, AgeUnconfirmed; and of place and
/// time as place_order does.
Result<Amended> amend_order(OrderDesk const&, AmendRequest const&);

} // namespace ocp::order
