#include "cart/business/cart_rules.h"

#include "stock/business/stock_rules.h"

#include <algorithm>

namespace ocp::cart {

bool PricedCart::orderable() const
{
    return !lines.empty() && gone.empty()
        && std::none_of(lines.begin(), lines.end(), [](PricedLine const& line) { return line.sold_out(); });
}

bool PricedCart::has_alcohol() const
{
    return std::any_of(lines.begin(), lines.end(), [](PricedLine const& line) {
        return std::any_of(line.made.portions.begin(), line.made.portions.end(),
            [](auto const& portion) { return portion.product->vat_class == product::VatClass::Alcohol; });
    });
}

PricedCart price_cart(product::Catalogue const& catalogue, stock::Shelf const& shelf, Cart const& cart)
{
    PricedCart priced;
    auto left = shelf;
    for (auto const& line : cart.lines) {
        auto made = product::configure(catalogue, cart.shop, line.product, line.size, line.configuration);
        if (!made) {
            priced.gone.push_back(line);
            continue;
        }
        auto const can_make = stock::portions(left, made->needs);
        for (auto const& [ingredient, quantity] : made->needs)
            left[ingredient] = left[ingredient] - quantity * std::min<std::int64_t>(can_make, line.quantity);
        product::add_needs(priced.needs, made->needs, line.quantity);
        auto const total = made->price * line.quantity;
        priced.total += total;
        priced.count += line.quantity;
        priced.load_points += made->load_points * line.quantity;
        priced.pizzas += made->pizzas() * line.quantity;
        priced.lines.push_back({line, *std::move(made), total, can_make});
    }
    return priced;
}

Result<int> checked_quantity(std::optional<std::int64_t> typed)
{
    if (!typed || *typed < 1 || *typed > most_of_a_line) return No{Refusal::QuantityInvalid};
    return static_cast<int>(*typed);
}

} // namespace ocp::cart
