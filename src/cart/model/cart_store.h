#pragma once

#include "base/clock.h"
#include "cart/model/cart.h"
#include "platform/db/reader.h"

#include <optional>

namespace ocp::cart {

std::optional<Cart> find(db::Reader const&, CartId);
/// Nobody else changes it until the transaction ends. False when it is gone.
bool lock_row(db::Transaction&, CartId);
/// Both.
std::optional<Cart> lock(db::Transaction&, CartId);
CartId create(db::Transaction&, PizzeriaId, std::optional<UserId>, Instant at);
/// Adds to the line with the same product, size and configuration, or makes one; false when it would pass
/// most_of_a_line. Of `line` the id does not matter.
bool add_line(db::Transaction&, CartId, CartLine const& line, Instant at);
/// Sets or (0) removes; false when the cart has no such line.
bool set_quantity(db::Transaction&, CartId, std::int64_t line, int quantity, Instant at);
void move_to_shop(db::Transaction&, CartId, PizzeriaId, Instant at);
/// Lines, code, and which order it changes.
void empty(db::Transaction&, CartId);
void set_amends(db::Transaction&, CartId, Amends const&, Instant at);
void clear_amends(db::Transaction&, CartId, Instant at);
void set_promo_code(db::Transaction&, CartId, std::string_view code, Instant at);
/// The visitor's cart becomes the person's, as it is; where that has lines of its own, the visitor's are
/// added to them and the visitor's shop counts. Done once, however often it is asked for. Answers the cart
/// that the person has from now on.
CartId adopt(db::Transaction&, CartId, UserId, Instant at);

/// The person's cart with its lines, if there is one.
void remove_cart_of(db::Transaction&, UserId);
/// Removes carts untouched since `before` whose visitor is gone (no session has them), and those of persons
/// untouched since `of_persons`, `limit` at most; answers how many.
std::int64_t remove_left_carts(db::Transaction&, Instant before, Instant of_persons, std::int64_t limit);

} // namespace ocp::cart
