#include "home/template/menu_body.h"

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
    std::string_view anchor;
    Noted name;
    bool small;
};
constexpr std::array sections{Section{Category::Pizza, "pizzas", noted("Pizzas"), false},
    Section{Category::Salad, "salades", noted("Salades"), false},
    Section{Category::Dessert, "desserts", noted("Desserts"), true},
    Section{Category::Drink, "boissons", noted("Boissons"), true},
    Section{Category::Deal, "formules", noted("Formules"), false}};

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

Text ingredients_of(product::Catalogue const& catalogue, product::Product const& product)
{
    if (product.category == Category::Drink) return {};
    std::vector<Text> names;
    for (auto const& line : product.sizes.front().recipe) {
        auto const& ingredient = catalogue.ingredients.at(line.ingredient);
        if (ingredient.drawing.empty() && product.category == Category::Pizza) continue;
        names.push_back(uncapitalised(word_of("ingredient", ingredient.name)));
    }
    return product.category == Category::Dessert && names.size() == 1 ? Text{} : listed(std::move(names));
}

/// The sizes of one product as buttons, each with its own availability; answers whether one is left.
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
            part.add("LOW").set("LEFT", tr("plus que {}", portions));
        one_left = one_left || portions > 0;
    }
    return one_left;
}

/// Whether something that can be made fits into each slot: as many as there are slots is looked at when
/// ordered.
bool can_be_composed(pizzeria::Pizzeria const& shop, product::Catalogue const& catalogue,
    stock::Shelf const& shelf, product::Product const& deal)
{
    return std::all_of(deal.slots.begin(), deal.slots.end(), [&](product::DealSlot const& slot) {
        return std::any_of(
            catalogue.products.begin(), catalogue.products.end(), [&](product::Product const& product) {
                return product.category == slot.category && product::sold_at(catalogue, shop.id, product)
                    && std::any_of(product.sizes.begin(), product.sizes.end(), [&](auto const& size) {
                           return stock::portions(shelf, product::needs_of(size)) > 0;
                       });
            });
    });
}

/// What is composed on a page of its own.
bool add_composer(html::View& card, pizzeria::Pizzeria const& shop, product::Catalogue const& catalogue,
    stock::Shelf const& shelf, product::Product const& deal)
{
    auto const [price, before] = product::price_at(catalogue, shop.id, deal, deal.sizes.front());
    auto part = card.add("COMPOSE");
    part.set("FROM", price);
    if (before) part.add("WAS").set("OLD_PRICE", *before);
    return can_be_composed(shop, catalogue, shelf, deal);
}

bool add_card(html::View& category, pizzeria::Pizzeria const& shop, product::Catalogue const& catalogue,
    stock::Shelf const& shelf, product::Product const& product, html::Assets const& assets)
{
    auto const words = words_of(catalogue, product, assets);
    auto card = category.add("PRODUCT");
    card.set("SLUG_OF_PRODUCT", product.slug).set("PRODUCT_NAME", product.name).set("PICTURE", words.picture);
    card.show_if(words.is_drawn, "DRAWN");
    if (!words.ingredients.empty()) card.add("INGREDIENTS").set("LIST", words.ingredients);
    if (product.category == Category::Deal)
        card.add("INGREDIENTS").set("LIST", word_of("description", product.description));
    else if (words.allergens.empty())
        card.show("NO_ALLERGENS");
    else
        card.add("ALLERGENS").set("LIST", words.allergens);
    card.show_if(words.vegetarian && product.category == Category::Pizza, "VEGETARIAN");
    card.show_if(words.discounted, "DISCOUNTED");
    auto const left = product.category == Category::Deal ? add_composer(card, shop, catalogue, shelf, product)
                                                         : add_sizes(card, shop, catalogue, shelf, product);
    card.show_if(!left, "SOLD_OUT");
    return left;
}

} // namespace

Text allergens_in(product::Catalogue const& catalogue, product::Needs const& needs)
{
    std::vector<Text> names;
    for (auto const& name : product::allergens_of(catalogue, needs))
        names.push_back(word_of("allergen", name));
    return listed(std::move(names));
}

ProductWords words_of(
    product::Catalogue const& catalogue, product::Product const& product, html::Assets const& assets)
{
    auto const& size = product.sizes.front();
    auto const needs = product::needs_of(size);
    auto const discounted = std::any_of(product.sizes.begin(), product.sizes.end(),
        [](auto const& one) { return one.discount_price.has_value(); });
    auto picture = product::picture::picture_of(catalogue, product);
    auto const is_drawn = !picture.empty();
    if (!is_drawn) picture = assets.path(mark_of(product.category));
    return {std::move(picture), is_drawn, ingredients_of(catalogue, product), allergens_in(catalogue, needs),
        product::vegetarian(catalogue, needs), discounted};
}

html::View menu_body(pizzeria::Pizzeria const& shop, product::Catalogue const& catalogue,
    stock::Shelf const& shelf, html::Assets const& assets, Language language)
{
    html::View view{"home/menu_body.html", language};
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
        category.set("ANCHOR", section.anchor).set("NAME", tr(section.name)).show_if(section.small, "SMALL");
        for (auto const* product : products)
            add_card(category, shop, catalogue, shelf, *product, assets);
    }
    view.show_if(empty, "EMPTY");
    return view;
}

} // namespace ocp::home
