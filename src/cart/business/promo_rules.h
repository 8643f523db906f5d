#pragma once

#include "cart/business/cart_rules.h"
#include "cart/model/promo_code.h"

#include <string>
#include <string_view>

namespace ocp::cart {

/// What the code takes off this cart now, never more than what it counts on.
///
/// One order has one code. It lowers what is sold at its full price: neither deals nor prices that are
/// lowered already, so that nothing is lowered twice by accident. A percentage is rounded down to the cent.
///
/// PromoCodeInvalid outside its period or its shops, PromoCodeUsed when its uses are gone,
/// PromoCodeBelowMinimum, PromoCodeNothingToLower when everything is lowered already.
Result<Money> discount_by(PromoCode const&, PricedCart const&, PizzeriaId, Instant at);

/// As codes are kept: without spaces around, in capitals. "" when it cannot be one.
std::string promo_code_from(std::string_view typed);

} // namespace ocp::cart
