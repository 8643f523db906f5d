#include "home/template/menu_body.h"

#include "base/text.h"
#include "product/business/product_rules.h"
#include "product/picture/picture_of.h"
#include "stock/business/stock_rules.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace ocp::home {

namespace {

using product::Category;

/// From this many portions down the card says how many are left.
constexpr std::int64_t few = 5;

struct Section {
    Category category;
    std::string_view anchor, name;
    bool small;
};
constexpr std::array sections{Section{Category::Pizza, "pizzas", "Pizzas", false},
    Section{Category::Salad, "salades", "Salades", false},
    Section{Category::Dessert, "desserts", "Desserts", true},
    Section{Category::Drink, "boissons", "Boissons", true}};

std::string_view mark_of(Category category)
{
    switch (category) {
    case Category::Pizza:
        return "mark-tomate.svg";
    case Category::Salad:
        return "mark-salade.svg";
    case Category::Dessert:
        return "mark-dessert.svg";
    case Category::Drink:
        return "mark-boisson.svg";
    case Category::Deal:
        return "mark-formule.svg";
    }
    return "";
}

std::string joined(std::vector<std::string> const& words)
{
    std::string text;
    for (auto const& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string ingredients_of(product::Catalogue const& catalogue, product::Product const& product)
{
    if (product.category == Category::Drink) return {};
    std::vector<std::string> names;
    for (auto const& line : product.sizes.front().recipe) {
        auto const& ingredient = catalogue.ingredients.at(line.ingredient);
        if (ingredient.drawing.empty() && product.category == Category::Pizza) continue;
        names.push_back(text::uncapitalised(ingredient.name));
    }
    return product.category == Category::Dessert && names.size() == 1 ? std::string{} : joined(names);
}

bool add_card(html::View& category, pizzeria::Pizzeria const& shop, product::Catalogue const& catalogue,
    stock::Shelf const& shelf, product::Product const& product, html::Assets const& assets)
{
    auto const words = words_of(catalogue, product, assets);
    auto card = category.add("PRODUCT");
    card.set("SLUG_OF_PRODUCT", product.slug).set("PRODUCT_NAME", product.name).set("PICTURE", words.picture);
    card.show_if(words.is_drawn, "DRAWN");
    if (!words.ingredients.empty()) card.add("INGREDIENTS").set("LIST", words.ingredients);
    if (words.allergens.empty())
        card.show("NO_ALLERGENS");
    else
        card.add("ALLERGENS").set("LIST", words.allergens);
    card.show_if(words.vegetarian && product.category == Category::Pizza, "VEGETARIAN");
    card.show_if(words.discounted, "DISCOUNTED");
    auto const left = add_sizes(card, shop, catalogue, shelf, product);
    card.show_if(!left, "SOLD_OUT");
    return left;
}

} // namespace

bool add_sizes(html::View& card, pizzeria::Pizzeria const& shop, product::Catalogue const& catalogue,
    stock::Shelf const& shelf, product::Product const& product)
{
    bool one_left = false;
    for (auto const& size : product.sizes) {
        auto const offer = product::offer_of(catalogue, shop.id, product.id, size.code);
        if (!offer) continue;
        auto const portions = stock::portions(shelf, product::needs_of(size));
        auto part = card.add("SIZE");
        part.set("ITEM", fmt::format("{}:{}", product.id.value(), size.code)).set("PRICE", offer->price);
        if (offer->price_before) part.add("WAS").set("OLD_PRICE", *offer->price_before);
        if (size.code == "unit")
            part.show("SINGLE");
        else
            part.add("SIZED").set("LABEL", size.label);
        if (portions == 0)
            part.show("SOLD");
        else if (portions <= few)
            part.add("LOW").set("LEFT", fmt::format("plus que {}", portions));
        one_left = one_left || portions > 0;
    }
    return one_left;
}

ProductWords words_of(
    product::Catalogue const& catalogue, product::Product const& product, html::Assets const& assets)
{
    auto const& size = product.sizes.front();
    auto const vegetarian = std::all_of(size.recipe.begin(), size.recipe.end(),
        [&](auto const& line) { return catalogue.ingredients.at(line.ingredient).vegetarian; });
    auto const discounted = std::any_of(product.sizes.begin(), product.sizes.end(),
        [](auto const& one) { return one.discount_price.has_value(); });
    auto picture = product::picture::picture_of(catalogue, product);
    auto const is_drawn = !picture.empty();
    if (!is_drawn) picture = assets.path(mark_of(product.category));
    return {std::move(picture), is_drawn, ingredients_of(catalogue, product),
        joined(product::allergens_of(catalogue, size)), vegetarian, discounted};
}

html::View menu_body(pizzeria::Pizzeria const& shop, product::Catalogue const& catalogue,
    stock::Shelf const& shelf, html::Assets const& assets)
{
    html::View view{"home/menu_body.html"};
    view.set("SLUG", shop.slug);
    bool empty = true;
    for (auto const& section : sections) {
        std::vector<product::Product const*> products;
        for (auto const& product : catalogue.products)
            if (product.category == section.category && product::sold_at(catalogue, shop.id, product))
                products.push_back(&product);
        if (products.empty()) continue;
        empty = false;
        auto category = view.add("CATEGORY");
        category.set("ANCHOR", section.anchor).set("NAME", section.name).show_if(section.small, "SMALL");
        for (auto const* product : products)
            add_card(category, shop, catalogue, shelf, *product, assets);
    }
    view.show_if(empty, "EMPTY");
    return view;
}

} // namespace ocp::home
