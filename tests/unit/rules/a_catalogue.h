#pragma once

#include "product/model/catalogue.h"

namespace ocp::product::test {

inline constexpr PizzeriaId bellecour{1};
inline constexpr PizzeriaId vaise{2};
inline constexpr IngredientId dough{1};
inline constexpr IngredientId mozzarella{2};
inline constexpr IngredientId beer_bottle{3};
inline constexpr ProductId margherita{10};
inline constexpr ProductId calzone{11};
inline constexpr ProductId beer{12};
inline constexpr ProductId menu{13};
inline constexpr ProductId sketch{14};

inline Size a_size(std::string const& code, std::int64_t cents, std::vector<RecipeLine> recipe)
{
    return {code, code == "unit" ? "" : "taille " + code, Money::cents(cents), std::nullopt, 3,
        std::move(recipe)};
}

/// Two pizzas that share dough and mozzarella, a beer, a deal of a pizza up to 11 € and a drink, and a
/// product without a recipe.
inline Catalogue a_catalogue()
{
    Catalogue all;
    all.version = 1;
    all.ingredients.emplace(
        dough, Ingredient{dough, "pâte", "g", std::nullopt, true, "", {"Céréales contenant du gluten"}});
    all.ingredients.emplace(
        mozzarella, Ingredient{mozzarella, "mozzarella", "g", std::nullopt, true, "", {"Lait"}});
    all.ingredients.emplace(beer_bottle,
        Ingredient{beer_bottle, "bière", "pièce", std::nullopt, true, "", {"Céréales contenant du gluten"}});
    auto const recipe = [](std::int64_t grams_of_dough, std::int64_t grams_of_mozzarella) {
        return std::vector<RecipeLine>{{dough, Quantity::units(grams_of_dough), false},
            {mozzarella, Quantity::units(grams_of_mozzarella), true}};
    };
    auto const add = [&](Product product) {
        all.by_id[product.id] = all.products.size();
        all.by_slug[product.slug] = all.products.size();
        all.products.push_back(std::move(product));
    };
    add({margherita, "Margherita", "margherita", "", Category::Pizza, VatClass::ReadyToEat,
        {a_size("S", 800, recipe(180, 80)), a_size("M", 1000, recipe(250, 120)),
            a_size("L", 1300, recipe(350, 180))}});
    add({calzone, "Calzone", "calzone", "", Category::Pizza, VatClass::ReadyToEat,
        {a_size("M", 1200, recipe(300, 100))}});
    all.products.back().sizes.front().discount_price = Money::cents(990);
    add({beer, "Bière", "biere", "", Category::Drink, VatClass::Alcohol,
        {a_size("unit", 450, {{beer_bottle, Quantity::units(1), false}})}});
    add({menu, "Menu duo", "menu-duo", "", Category::Deal, VatClass::ReadyToEat, {a_size("unit", 1490, {})},
        {{Category::Pizza, Money::cents(1100)}, {Category::Drink, std::nullopt}}});
    add({sketch, "À venir", "a-venir", "", Category::Pizza, VatClass::ReadyToEat, {a_size("M", 1000, {})}});
    return all;
}

} // namespace ocp::product::test
