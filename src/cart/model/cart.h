#pragma once

#include "base/id.h"
#include "product/model/configuration.h"

#include <optional>
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
/// Whether both are kept as one line.
inline bool same_thing(CartLine const& a, CartLine const& b)
{
    return a.product == b.product && a.size == b.size && a.configuration == b.configuration;
}

/// An order that is being changed, as its customer last saw it.
struct Amends {
    OrderId order;
    std::int64_t version;
    std::string order_number; ///< "BEL-261123-042"

    std::string short_number() const { return order_number.substr(order_number.rfind('-') + 1); }
};

struct Cart {
    CartId id;
    PizzeriaId shop;
    std::vector<CartLine> lines;
    std::string promo_code = {}; ///< as typed, in capitals; "" without one
    std::optional<Amends> amends = {};

    /// The order that this cart shall become instead.
    std::optional<OrderId> changed_order() const
    {
        return amends ? std::optional{amends->order} : std::nullopt;
    }
};

/// The most of one line; more is a phone call.
inline constexpr int most_of_a_line = 50;

} // namespace ocp::cart
