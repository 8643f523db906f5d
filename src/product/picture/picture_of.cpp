#include "product/picture/picture_of.h"

#include "product/picture/gallery.h"
#include "product/picture/topping.h"

#include <algorithm>

namespace ocp::product::picture {

namespace {

using Drawings = std::vector<std::string_view>;

std::string_view drawing_of(Catalogue const& catalogue, IngredientId ingredient)
{
    return catalogue.ingredients.at(ingredient).drawing;
}

Drawings drawings_of(
    Catalogue const& catalogue, Product const& product, Size const& size, Amounts const& amounts)
{
    Drawings drawings;
    for (auto const& line : size.recipe) {
        auto const amount = amounts.find(line.ingredient);
        if (amount == amounts.end() || amount->second.kind != Amount::Kind::Without)
            drawings.push_back(drawing_of(catalogue, line.ingredient));
    }
    for (auto const& [ingredient, amount] : amounts)
        if (amount.kind == Amount::Kind::Extra) drawings.push_back(drawing_of(catalogue, ingredient));
    if (std::none_of(drawings.begin(), drawings.end(), is_drawn)) return drawings;
    if (product.category == Category::Salad) drawings.push_back(bowl);
    if (product.category == Category::Pizza && !product.halvable) drawings.push_back(folded);
    return drawings;
}

std::string boxed_of(Drawings drawings)
{
    if (std::none_of(drawings.begin(), drawings.end(), is_drawn)) return "";
    drawings.push_back(boxed);
    return path_of(std::move(drawings));
}

/// Of two pizzas the second of the menu, of three the third: so deals do not all look alike.
std::string picture_of_deal(Catalogue const& catalogue, Product const& deal)
{
    auto number = std::count_if(deal.slots.begin(), deal.slots.end(),
        [](DealSlot const& slot) { return slot.category == Category::Pizza; });
    for (auto const& product : catalogue.products)
        if (product.category == Category::Pizza && product.halvable && --number == 0)
            return boxed_of(drawings_of(catalogue, product, product.sizes.front(), {}));
    return "";
}

} // namespace

std::string picture_of(Catalogue const& catalogue, Product const& product)
{
    if (product.sizes.empty()) return "";
    if (product.category == Category::Deal) return picture_of_deal(catalogue, product);
    return path_of(drawings_of(catalogue, product, product.sizes.front(), {}));
}

std::string picture_of(Catalogue const& catalogue, Configured const& made)
{
    if (made.product->category == Category::Deal) {
        for (auto const& pick : made.configuration.picks)
            if (auto const& product = *catalogue.find(pick.product); product.category == Category::Pizza)
                return boxed_of(
                    drawings_of(catalogue, product, *product.size(pick.size), pick.configuration.amounts));
        return "";
    }
    auto drawings = drawings_of(catalogue, *made.product, *made.size, made.configuration.amounts);
    auto const& half = made.configuration.other_half;
    if (!half) return path_of(std::move(drawings));
    auto const& other = *catalogue.find(half->product);
    return path_of(
        std::move(drawings), drawings_of(catalogue, other, *other.size(made.size->code), half->amounts));
}

} // namespace ocp::product::picture
