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

bool can_be_filled(Catalogue const& catalogue, PizzeriaId shop, DealSlot const& slot)
{
    return slot.category != Category::Deal
        && std::any_of(catalogue.products.begin(), catalogue.products.end(), [&](Product const& product) {
               return product.category == slot.category && sold_at(catalogue, shop, product);
           });
}

} // namespace

bool sold_at(Catalogue const& catalogue, PizzeriaId shop, Product const& product)
{
    if (product.sizes.empty() || change_of(catalogue, shop, product.id).hidden) return false;
    return product.category != Category::Deal
        || (!product.slots.empty()
            && std::all_of(product.slots.begin(), product.slots.end(),
                [&](DealSlot const& slot) { return can_be_filled(catalogue, shop, slot); }));
}

PriceNow price_at(Catalogue const& catalogue, PizzeriaId shop, Product const& product, Size const& size)
{
    auto const change = change_of(catalogue, shop, product.id);
    if (change.price) {
        auto const price = size.price + (*change.price - standard_size(product).price);
        return {std::max(price, Money{}), std::nullopt};
    }
    if (!size.discount_price) return {size.price, std::nullopt};
    return {*size.discount_price, size.price};
}

Result<Offer> offer_of(Catalogue const& catalogue, PizzeriaId shop, ProductId id, std::string_view code)
{
    auto const* product = catalogue.find(id);
    if (!product || !sold_at(catalogue, shop, *product)) return No{Refusal::UnknownProduct};
    auto const* size = product->size(code);
    auto const is_made = size && !size->recipe.empty();
    if (!size || (!is_made && product->category != Category::Deal)) return No{Refusal::UnknownProduct};
    auto const [price, before] = price_at(catalogue, shop, *product, *size);
    return Offer{product, size, price, before};
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

std::vector<std::string> allergens_of(Catalogue const& catalogue, Needs const& needs)
{
    std::vector<std::string> names;
    for (auto const& [ingredient, quantity] : needs)
        for (auto const& allergen : catalogue.ingredients.at(ingredient).allergens)
            if (std::find(names.begin(), names.end(), allergen) == names.end()) names.push_back(allergen);
    std::sort(names.begin(), names.end());
    return names;
}

bool vegetarian(Catalogue const& catalogue, Needs const& needs)
{
    return std::all_of(needs.begin(), needs.end(),
        [&](auto const& need) { return catalogue.ingredients.at(need.first).vegetarian; });
}

} // namespace ocp::product
