#include "product/picture/picture_of.h"

#include "product/picture/gallery.h"
#include "product/picture/topping.h"

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
    if (product.category == Category::Salad) drawings.push_back(bowl);
    return drawings;
}

} // namespace

std::string picture_of(Catalogue const& catalogue, Product const& product)
{
    if (product.sizes.empty()) return "";
    return path_of(drawings_of(catalogue, product, product.sizes.front(), {}));
}

std::string picture_of(Catalogue const& catalogue, Configured const& made)
{
    auto drawings = drawings_of(catalogue, *made.product, *made.size, made.configuration.amounts);
    auto const& half = made.configuration.other_half;
    if (!half) return path_of(std::move(drawings));
    auto const& other = *catalogue.find(half->product);
    return path_of(
        std::move(drawings), drawings_of(catalogue, other, *other.size(made.size->code), half->amounts));
}

} // namespace ocp::product::picture
