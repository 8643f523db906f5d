#include "product/business/product_rules.h"

#include <algorithm>

namespace ocp::product {

namespace {

ShopChange change_of(Catalogue const& catalogue, PizzeriaId shop, ProductId product)
{
    auto const changes = catalogue.changes.find(shop);
    if (changes == catalogue.changes.end()) return {};
    auto const found = changes->second.find(product);
    return found == changes->second.end() ? ShopChange{} : found->second;
}

Size const& standard_size(Product const& product)
{
    auto const* medium = product.size("M");
    return medium ? *medium : product.sizes.front();
}

} // namespace

bool sold_at(Catalogue const& catalogue, PizzeriaId shop, Product const& product)
{
    return product.category != Category::Deal && !product.sizes.empty()
        && !change_of(catalogue, shop, product.id).hidden;
}

Result<Offer> offer_of(Catalogue const& catalogue, PizzeriaId shop, ProductId id, std::string_view code)
{
    auto const* product = catalogue.find(id);
    if (!product || !sold_at(catalogue, shop, *product)) return No{Refusal::UnknownProduct};
    auto const* size = product->size(code);
    if (!size || size->recipe.empty()) return No{Refusal::UnknownProduct};

    auto const change = change_of(catalogue, shop, id);
    if (!change.price) {
        if (!size->discount_price) return Offer{product, size, size->price, std::nullopt};
        return Offer{product, size, *size->discount_price, size->price};
    }
    auto const price = size->price + (*change.price - standard_size(*product).price);
    return Offer{product, size, std::max(price, Money{}), std::nullopt};
}

int vat_rate(VatClass vat_class)
{
    switch (vat_class) {
    case VatClass::ReadyToEat:
        return 1000;
    case VatClass::SealedDrink:
    case VatClass::Packed:
        return 550;
    case VatClass::Alcohol:
        return 2000;
    }
    return 2000;
}

Needs needs_of(Size const& size)
{
    Needs needs;
    for (auto const& line : size.recipe)
        needs[line.ingredient] += line.quantity;
    return needs;
}

void add_needs(Needs& sum, Needs const& more, std::int64_t times)
{
    for (auto const& [ingredient, quantity] : more)
        sum[ingredient] += quantity * times;
}

std::vector<std::string> allergens_of(Catalogue const& catalogue, Size const& size)
{
    std::vector<std::string> names;
    for (auto const& line : size.recipe)
        for (auto const& allergen : catalogue.ingredients.at(line.ingredient).allergens)
            if (std::find(names.begin(), names.end(), allergen) == names.end()) names.push_back(allergen);
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace ocp::product
