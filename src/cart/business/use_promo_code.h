#pragma once

#include "account/business/login_session.h"
#include "cart/business/promo_rules.h"
#include "platform/db/database.h"

#include <optional>
#include <string>

namespace ocp::cart {

/// What a cart's code does to it at this moment. In a cart that changes an order the use which that order has
/// counts for it, and the moment at which it was ordered.
struct Promo {
    std::string code; ///< "" without one
    Money discount;
    std::optional<Refusal> refused; ///< why it does nothing
};
/// A code that each client has only so often is for who is signed in (`client`): else it would tell of an
/// e-mail whether its owner is a customer, and could be used up for them.
Promo promo_of(db::Reader const&, Cart const&, PricedCart const&, std::optional<UserId> client, Instant at);

/// Puts a code into the visitor's cart, or takes it out ("" typed). PromoCodeInvalid when there is none of
/// that name: then the cart keeps the one it had. CartEmpty without a cart. `client_address`: whose wrong
/// codes are counted, and answered TooManyRequests in the end (limit_clients.h); nothing: nobody's.
Result<void> set_cart_promo_code(db::Database&, account::Visitor const&, std::string_view typed, Instant at,
    std::optional<std::string_view> client_address = std::nullopt);

/// Part of placing an order: notes its use and says what it takes off; nothing without a code. As promo_of
/// refuses, and PromoCodeUsed when others had the last uses a moment before.
Result<Money> claim_promo_code(db::Transaction&, Promo const&, OrderId, UserId client, Instant at);
/// The code whose use the order has, or "".
std::string promo_code_of(db::Reader const&, OrderId);
/// Part of a deed that gives one code back and takes another: both are this deed's from here on, so that two
/// orders that exchange their codes do not wait for each other.
void lock_promo_codes(db::Transaction&, OrderId, Promo const&);
/// Part of an order that comes to nothing: the code can be used again.
void return_promo_code(db::Transaction&, OrderId, Instant at);

} // namespace ocp::cart
