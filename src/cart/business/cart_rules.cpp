#include "cart/business/cart_rules.h"

#include "stock/business/stock_rules.h"

#include <algorithm>

namespace ocp::cart {

bool PricedCart::orderable() const
{
    return !lines.empty() && gone.empty()
        && std::none_of(lines.begin(), lines.end(), [](PricedLine const& line) { return line.sold_out(); });
}

PricedCart price_cart(product::Catalogue const& catalogue, stock::Shelf const& shelf, Cart const& cart)
{
    PricedCart priced;
    auto left = shelf;
    for (auto const& line : cart.lines) {
        auto const offer = product::offer_of(catalogue, cart.shop, line.product, line.size);
        if (!offer) {
            priced.gone.push_back(line);
            continue;
        }
        auto const needs = product::needs_of(*offer->size);
        auto const can_make = stock::portions(left, needs);
        for (auto const& [ingredient, quantity] : needs)
            left[ingredient] = left[ingredient] - quantity * std::min<std::int64_t>(can_make, line.quantity);
        product::add_needs(priced.needs, needs, line.quantity);
        priced.lines.push_back({line, *offer, offer->price * line.quantity, can_make});
        priced.total += offer->price * line.quantity;
        priced.count += line.quantity;
        priced.load_points += offer->size->load_points * line.quantity;
    }
    return priced;
}

Result<int> checked_quantity(std::optional<std::int64_t> typed)
{
    if (!typed || *typed < 1 || *typed > most_of_a_line) return No{Refusal::QuantityInvalid};
    return static_cast<int>(*typed);
}

} // namespace ocp::cart
