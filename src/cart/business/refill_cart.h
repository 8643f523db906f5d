#pragma once

#include "cart/business/change_cart.h"
#include "cart/model/cart.h"

#include <vector>

namespace ocp::cart {

struct Refill {
    account::Visitor const& visitor; ///< signed in
    PizzeriaId shop;
    std::vector<CartLine> lines; ///< their ids do not matter
    Instant at;
};

/// Puts what was ordered once into the person's cart, as far as the shop sells it and can make it now (issue
/// 4, order again). Answers the products that could not be taken, or fewer of them than then.
std::vector<ProductId> refill_cart(db::Database&, product::CatalogueKeeper const&, Refill const&);

} // namespace ocp::cart
