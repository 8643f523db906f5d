#pragma once

#include "cart/model/cart.h"

#include <string>

namespace ocp::cart {

/// Tells whether a page still shows what is in the cart: two carts have the same when the same shop makes the
/// same of both, for the same order.
std::string fingerprint_of(Cart const&);

} // namespace ocp::cart
