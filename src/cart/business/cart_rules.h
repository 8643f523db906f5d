#pragma once

#include "base/result.h"
#include "cart/model/cart.h"
#include "product/business/configuration_rules.h"
#include "stock/model/shelf.h"

#include <vector>

namespace ocp::cart {

/// A line as it would be sold now.
struct PricedLine {
    CartLine line;
    product::Configured made;
    Money total;
    /// How many of it the shop can still make beside the lines above it.
    std::int64_t can_make;
    bool sold_out() const { return can_make < line.quantity; }
};

/// A cart against the catalogue and the shelf of this moment.
struct PricedCart {
    std::vector<PricedLine> lines;
    std::vector<CartLine> gone; ///< no longer sold here
    Money total;
    std::int64_t count = 0;
    std::int64_t load_points = 0;
    std::int64_t pizzas = 0; ///< that are baked
    product::Needs needs; ///< of all lines

    bool orderable() const;
    bool has_alcohol() const;
};

PricedCart price_cart(product::Catalogue const&, stock::Shelf const&, Cart const&);

/// A quantity a form may ask for: 1 to most_of_a_line.
Result<int> checked_quantity(std::optional<std::int64_t> typed);

} // namespace ocp::cart
