#include "stock/business/stock_rules.h"

#include <algorithm>
#include <limits>

namespace ocp::stock {

namespace {

Quantity on(Shelf const& shelf, IngredientId ingredient)
{
    auto const found = shelf.find(ingredient);
    return found == shelf.end() ? Quantity{} : std::max(found->second, Quantity{});
}

} // namespace

std::int64_t portions(Shelf const& shelf, product::Needs const& needs)
{
    auto least = std::numeric_limits<std::int64_t>::max();
    for (auto const& [ingredient, quantity] : needs)
        least = std::min(least, on(shelf, ingredient).ten_thousandths() / quantity.ten_thousandths());
    return needs.empty() ? 0 : least;
}

std::vector<Shortage> shortages(Shelf const& shelf, product::Needs const& needs)
{
    std::vector<Shortage> missing;
    for (auto const& [ingredient, quantity] : needs)
        if (auto const there = on(shelf, ingredient); there < quantity)
            missing.push_back({ingredient, quantity - there});
    return missing;
}

} // namespace ocp::stock
