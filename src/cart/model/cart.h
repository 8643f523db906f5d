#pragma once

#include "base/id.h"
#include "product/model/configuration.h"

#include <string>
#include <vector>

namespace ocp::cart {

struct CartLine {
    std::int64_t id;
    ProductId product;
    std::string size;
    int quantity;
    product::Configuration configuration = {};
};

struct Cart {
    CartId id;
    PizzeriaId shop;
    std::vector<CartLine> lines;
    std::string promo_code = {}; ///< as typed, in capitals; "" without one
};

/// The most of one line; more is a phone call.
inline constexpr int most_of_a_line = 50;

} // namespace ocp::cart
