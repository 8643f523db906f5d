#pragma once

#include "cart/model/promo_code.h"
#include "platform/db/reader.h"

#include <string_view>

namespace ocp::cart {

std::optional<PromoCode> find_promo_code(db::Reader const&, std::string_view code);
std::int64_t uses_by(db::Reader const&, PromoCode const&, UserId client);
/// Notes that the order used it; false, and nothing is noted, when others had the last uses a moment before.
bool count_use(db::Transaction&, PromoCode const&, OrderId, UserId client, Money amount, Instant at);
/// Locks this code and the one the order uses, in the order of all rows.
void lock_codes(db::Transaction&, OrderId, std::string_view code);
/// The code an order uses, and since when.
struct PromoUse {
    std::string code;
    Instant at;
};
std::optional<PromoUse> use_of(db::Reader const&, OrderId);
/// The order's use, if it has one, can be had by somebody else.
void give_back_use(db::Transaction&, OrderId, Instant at);

} // namespace ocp::cart
