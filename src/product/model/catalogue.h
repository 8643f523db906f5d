#pragma once

#include "product/model/product.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ocp::product {

/// What a shop changes of a product of the group.
struct ShopChange {
    std::optional<Money> price; ///< of the standard size; the other sizes move by the same difference
    bool hidden = false;
};

/// What a pizza of two halves costs: the dearer of both, the middle of both, or half of each with its extras.
enum class HalfPrice { Dearest, Average, ByPortion };

/// Everything the group sells at one version, immutable. Products in the order of the menu.
struct Catalogue {
    std::int64_t version = 0;
    std::vector<Product> products;
    std::unordered_map<IngredientId, Ingredient> ingredients;
    std::unordered_map<ProductId, std::size_t> by_id;
    std::unordered_map<std::string, std::size_t> by_slug;
    std::unordered_map<PizzeriaId, std::unordered_map<ProductId, ShopChange>> changes;
    std::map<std::pair<Category, std::string>, std::vector<Extra>> extras; ///< by category and size code
    HalfPrice half_price = HalfPrice::Dearest;

    std::vector<Extra> const& extras_of(Category category, std::string const& size) const
    {
        static std::vector<Extra> const none;
        auto const found = extras.find({category, size});
        return found == extras.end() ? none : found->second;
    }

    Product const* find(ProductId id) const
    {
        auto const found = by_id.find(id);
        return found == by_id.end() ? nullptr : &products[found->second];
    }
    Product const* find(std::string const& slug) const
    {
        auto const found = by_slug.find(slug);
        return found == by_slug.end() ? nullptr : &products[found->second];
    }
};

} // namespace ocp::product
