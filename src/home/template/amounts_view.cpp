#include "home/template/amounts_view.h"

#include "stock/business/stock_rules.h"

#include <algorithm>

namespace ocp::home {

namespace {

using product::Amount;

bool lies_there(stock::Shelf const& shelf, IngredientId ingredient, Quantity quantity)
{
    return stock::portions(shelf, {{ingredient, quantity}}) > 0;
}

Amount const* chosen(AmountsChoice const& choice, IngredientId ingredient)
{
    auto const found = choice.amounts.find(ingredient);
    return found == choice.amounts.end() ? nullptr : &found->second;
}

product::Extra const* extra_of(std::vector<product::Extra> const& extras, IngredientId ingredient)
{
    auto const found = std::find_if(
        extras.begin(), extras.end(), [&](auto const& extra) { return extra.ingredient == ingredient; });
    return found == extras.end() ? nullptr : &*found;
}

void add_ingredient(html::View& view, AmountsChoice const& choice, product::RecipeLine const& line,
    product::Extra const* extra)
{
    auto const* const amount = chosen(choice, line.ingredient);
    auto part = view.add("INGREDIENT");
    part.set("PREFIX", choice.prefix).set("ID", line.ingredient.value());
    part.set("WHAT", word_of("ingredient", choice.catalogue.ingredients.at(line.ingredient).name));
    part.show_if(!amount, "AS_IS");
    part.show_if(amount && amount->kind == Amount::Kind::Without, "WITHOUT");
    part.show_if(amount && amount->kind == Amount::Kind::Light, "LIGHT");
    part.show_if(!lies_there(choice.shelf, line.ingredient, line.quantity), "MISSING");
    if (!extra) return;
    auto more = part.add("MORE");
    more.set("PRICE", extra->price);
    more.show_if(amount && amount->kind == Amount::Kind::Extra, "EXTRA");
    more.show_if(!lies_there(choice.shelf, line.ingredient, line.quantity + extra->quantity), "EXTRA_SOLD");
}

void add_extra(html::View& extras, AmountsChoice const& choice, product::Extra const& extra)
{
    auto const* const amount = chosen(choice, extra.ingredient);
    auto const portions = amount && amount->kind == Amount::Kind::Extra ? amount->portions : 0;
    auto part = extras.add("EXTRA_INGREDIENT");
    part.set("PREFIX", choice.prefix).set("ID", extra.ingredient.value()).set("PRICE", extra.price);
    part.set("WHAT", word_of("ingredient", choice.catalogue.ingredients.at(extra.ingredient).name));
    part.show_if(portions == 0, "NONE").show_if(portions == 1, "ONE").show_if(portions == 2, "TWO");
    part.show_if(!lies_there(choice.shelf, extra.ingredient, extra.quantity), "SOLD");
}

} // namespace

void include_amounts(html::View& section, AmountsChoice const& choice)
{
    auto view = section.include("AMOUNTS", "home/amounts.html");
    auto const& extras = choice.catalogue.extras_of(choice.product.category, choice.size.code);
    for (auto const& line : choice.size.recipe)
        if (line.removable) add_ingredient(view, choice, line, extra_of(extras, line.ingredient));

    std::optional<html::View> list;
    bool opened = false;
    for (auto const& extra : extras) {
        if (choice.size.recipe_line(extra.ingredient)) continue;
        if (!list) list = view.add("EXTRAS");
        add_extra(*list, choice, extra);
        opened = opened || chosen(choice, extra.ingredient);
    }
    if (list) list->show_if(opened, "OPENED");
}

} // namespace ocp::home
