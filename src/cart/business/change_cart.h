#pragma once

#include "account/business/login_session.h"
#include "base/result.h"
#include "cart/business/cart_rules.h"
#include "cart/business/use_promo_code.h"
#include "platform/db/database.h"
#include "product/business/catalogue_keeper.h"

#include <optional>
#include <string>

namespace ocp::cart {

struct Addition {
    account::Visitor const& visitor;
    PizzeriaId shop;
    CartLine line; ///< its id: the line it takes the place of, or 0
    std::string device; ///< User-Agent, for a visitor's first session
    Instant at;
};

struct Added {
    std::optional<account::OpenedSession> session; ///< a visitor's first: set the cookie
    PricedCart cart;
};

/// Puts a product into the visitor's or person's cart, which moves to that shop (spec §4 Cart).
///
/// SoldOut when the shop can no longer make the whole cart with it: then nothing was added. UnknownProduct
/// when the shop does not sell it, ConfigurationInvalid when it cannot be had that way, QuantityInvalid past
/// 50 of a line, UnknownThing when the line to replace is not in the cart, CartOfAnotherShop while the cart
/// changes an order of another pizzeria.
Result<Added> add_to_cart(db::Database&, product::CatalogueKeeper const&, RandomSource&, Addition const&);

/// Sets a line's quantity, 0 removes it. UnknownThing when the visitor's cart has no such line; SoldOut when
/// more is asked than the shop can make: the line keeps its quantity.
Result<void> set_cart_line(db::Database&, product::CatalogueKeeper const&, account::Visitor const&,
    std::int64_t line, std::int64_t quantity, Instant at);

/// The cart is to be prepared by that shop; false without a cart, or while it changes an order.
bool move_cart_to(db::Database&, account::Visitor const&, PizzeriaId, Instant at);

/// The person's cart goes, with its lines: part of forgetting them.
void drop_cart_of(db::Transaction&, UserId);

/// The visitor's cart at this moment, priced; nothing without a cart.
struct CartNow {
    Cart cart;
    PricedCart priced;
    Promo promo;
    Money to_pay() const { return priced.total - promo.discount; } ///< without delivery
};
std::optional<CartNow> cart_now(
    db::Reader const&, product::Catalogue const&, account::Visitor const&, Instant at);

/// Count and total for the chip on every page, without asking the stock.
struct CartChip {
    std::int64_t count = 0;
    Money total;
    std::optional<PizzeriaId> shop;
};
CartChip cart_chip(db::Reader const&, product::Catalogue const&, account::Visitor const&);

/// An order that somebody wants to change, as their cart will hold it.
struct Amendment {
    account::Visitor const& visitor;
    PizzeriaId shop;
    Amends amends;
    std::vector<CartLine> lines;
    std::string promo_code;
    std::string device; ///< User-Agent, for a visitor's first session
    Instant at;
};
/// Puts the order's lines into the visitor's cart, beside what is in it already; a change of another order
/// begun before gives way to this one. CartOfAnotherShop when another pizzeria's things are in it. Answers a
/// visitor's first session.
Result<std::optional<account::OpenedSession>> begin_amendment(db::Database&, RandomSource&, Amendment const&);
/// Gives a change up: the cart is emptied, the order stays as it is. Answers which; nothing when none was
/// begun.
std::optional<Amends> give_up_amendment(db::Database&, account::Visitor const&);
/// The cart forgets the order and keeps what is in it, to be ordered by itself.
void part_from_order(db::Database&, account::Visitor const&, Instant at);

/// Its price, beside what its shop can still promise in this transaction; what the order holds that it
/// changes counts as there.
PricedCart price_now(db::Reader const&, product::Catalogue const&, Cart const&);

/// Parts of placing an order: the cart as it is in this transaction, keeping others from it until that ends
/// (false when it is gone), and emptying it.
std::optional<Cart> cart_in(db::Reader const&, CartId);
bool lock_cart(db::Transaction&, CartId);
void empty_cart(db::Transaction&, CartId);

/// Part of signing in: the visitor's cart becomes the person's, or is added to it. Answers which they have
/// then.
CartId adopt_cart(db::Transaction&, CartId visitors, UserId, Instant at);

} // namespace ocp::cart
