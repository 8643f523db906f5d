#pragma once

#include "cart/business/change_cart.h"
#include "order/business/place_order.h"

#include <memory>
#include <vector>

namespace ocp::order {

/// Read before a transaction begins: a deed that holds a database session never waits for a second one.
struct KnownGroup {
    std::shared_ptr<product::Catalogue const> catalogue;
    std::shared_ptr<std::vector<pizzeria::Pizzeria> const> shops;
};
KnownGroup known_group(OrderDesk const&);

/// A visitor's cart, its shop and its price, all as they are in this transaction.
struct Basket {
    pizzeria::Pizzeria shop;
    std::optional<cart::Amends> amends; ///< the order it changes
    std::string fingerprint; ///< of the cart, as the pages show it
    cart::PricedCart priced;
    cart::Promo promo;
};
/// CartEmpty, ShopClosed when the shop is gone, PriceChanged when the catalogue changed since it was read,
/// UnknownProduct when something in it is no longer sold. What the stock allows is not looked at.
Result<Basket> basket_of(
    OrderDesk const&, KnownGroup const&, db::Reader const&, account::Visitor const&, Instant at);

/// What an order copies of a cart.
std::vector<OrderLine> lines_of(cart::PricedCart const&);

} // namespace ocp::order
