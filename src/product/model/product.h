#pragma once

#include "base/id.h"
#include "base/money.h"
#include "base/quantity.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ocp::product {

enum class Category { Pizza, Salad, Dessert, Drink, Deal };
/// Decides the VAT rate together with nothing else here: all is sold to be taken away or delivered.
enum class VatClass { ReadyToEat, SealedDrink, Alcohol, Packed };

/// What something takes from the stock. Ordered by id, so that rows are always taken in the same order.
using Needs = std::map<IngredientId, Quantity>;

struct Ingredient {
    IngredientId id;
    std::string name;
    std::string unit; ///< symbol: "g", "ml", "pièce"
    std::optional<std::string> meat_origin;
    bool vegetarian;
    std::string drawing; ///< code of its picture: "tomate"; "" when it is not drawn
    std::vector<std::string> allergens; ///< French names, in the order of annex II
};

/// One row of a recipe, in the order of the sheet.
struct RecipeLine {
    IngredientId ingredient;
    Quantity quantity;
    bool removable;
};

/// A dough a product is made with; the first of a size is its recipe's own.
struct DoughChoice {
    std::string code; ///< "fine"
    std::string name; ///< "Pâte fine"
    IngredientId ingredient;
    Quantity quantity;
    Money price; ///< more than the product's
};

/// One more portion of an ingredient.
struct Extra {
    IngredientId ingredient;
    Quantity quantity;
    Money price;
};

/// What a deal lets choose.
struct DealSlot {
    Category category;
    std::optional<Money> max_price; ///< dearer ones are chosen for the difference; nothing: all cost the same
};

/// A product at one size; a product without sizes has one, `unit`.
struct Size {
    std::string code; ///< S M L unit
    std::string label; ///< "31 cm", "" for unit
    Money price;
    std::optional<Money> discount_price;
    std::int64_t load_points;
    std::vector<RecipeLine> recipe;
    std::vector<DoughChoice> doughs = {}; ///< none, or two and more

    Money price_now() const { return discount_price.value_or(price); }
    RecipeLine const* recipe_line(IngredientId ingredient) const
    {
        for (auto const& line : recipe)
            if (line.ingredient == ingredient) return &line;
        return nullptr;
    }
};

struct Product {
    ProductId id;
    std::string name;
    std::string slug;
    std::string description;
    Category category;
    VatClass vat_class;
    std::vector<Size> sizes; ///< smallest first
    std::vector<DealSlot> slots = {}; ///< of a deal
    bool halvable = false; ///< may be half of a pizza: a folded one may not

    Size const* size(std::string_view code) const
    {
        for (auto const& one : sizes)
            if (one.code == code) return &one;
        return nullptr;
    }
};

} // namespace ocp::product
