#pragma once

#include "account/model/user.h"
#include "base/result.h"
#include "clients/stripe/stripe.h"
#include "order/business/checkout_rules.h"
#include "order/business/shop_pace.h"
#include "order/model/order.h"
#include "pizzeria/business/postcodes.h"
#include "pizzeria/business/shop_directory.h"
#include "platform/db/database.h"
#include "product/business/catalogue_keeper.h"

#include <string>

namespace ocp::order {

/// What placing an order uses of the outside.
struct OrderDesk {
    db::Database& database;
    product::CatalogueKeeper& catalogue;
    pizzeria::ShopDirectory& shops;
    pizzeria::Postcodes const& postcodes;
    std::string tracking_key; ///< derives the unguessable links
    bool limits_customers = true; ///< RATE_LIMITS: how many orders one may place
    stripe::Stripe* stripe = nullptr; ///< nothing: no payment online
    std::string public_url = {}; ///< where the bank sends the customer back to
};

struct Placement {
    account::Visitor const& visitor; ///< its cart is what is ordered
    CheckoutForm const& form;
    Instant at;
    std::string address; ///< of the client
};

struct Placed {
    OrderId order;
    std::string tracking_token;
};

/// Turns the cart into an order (spec §4 Place an order): lines, prices and recipes copied, ingredients held,
/// a number of the shop's day, a promised time; one transaction. To be paid on reception, it is the kitchen's
/// from now on and the cart is empty. To be paid online, it waits for the bank's word for a quarter of an
/// hour and the cart stays as it is until then: open_payment says where to pay.
///
/// Sent again with the same key it answers the same order and makes none (KeyReusedForOtherContent when the
/// content differs). A visitor whose e-mail has an account orders like any other and learns nothing of it
/// (ADR 17). Refused, with nothing changed: CartEmpty, SignInRequired (its person was erased), ShopClosed,
/// OutsideDeliveryZone, BelowMinimum, PostcodeUnknown, UnknownProduct, CartChanged (it is not what the page
/// showed), PriceChanged (the total is not), ShopFull, SlotFull (the chosen time), PromiseMoved (as soon as
/// possible is over fifteen minutes later than the page said), SoldOut, PromoCodeUsed, CartAwaitsPayment
/// (what was ordered of it before is not paid yet: set_aside_unpaid), AgeUnconfirmed (law.md §3.5: no alcohol
/// to minors), PaymentUnavailable, OnlineBelowMinimum, OrdersWaiting, TooManyOrders.
///
/// Nobody empties the shelves with orders that nobody pays: OrdersWaiting while two of the customer's wait
/// for the bank, or, to be paid on reception, for the shop. What visitors ordered with an e-mail is counted
/// apart from what its owner ordered signed in, who so neither is kept from ordering by strangers nor told
/// of. TooManyOrders from one address: limit_clients.h.
Result<Placed> place_order(OrderDesk const&, Placement const&);

/// The key of what comes in the place of an order that this form made before and whose customer wants
/// something else now: place_order finds it by the form's own key, however often the form is sent.
std::string key_instead(CheckoutForm const&);

/// The token of an order's tracking page, always the same for the same order.
std::string tracking_token(std::string const& tracking_key, std::string_view order_number);

} // namespace ocp::order
