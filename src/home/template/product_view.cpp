#include "home/template/product_view.h"

#include "base/refusal_text.h"
#include "home/template/amounts_view.h"
#include "product/picture/picture_of.h"
#include "stock/business/stock_rules.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::home {

namespace {

using product::Category;

/// From this many down the page says how many are left.
constexpr std::int64_t few = 5;

/// The choice with one thing chosen otherwise.
Result<product::Configured> made_with(
    ProductChoice const& choice, std::string_view size, product::Configuration const& configuration)
{
    return product::configure(choice.catalogue, choice.shop.id, choice.product.id, size, configuration);
}

/// At another size not everything that was chosen may be had: then as the recipe says.
Result<product::Configured> made_at(ProductChoice const& choice, std::string const& size)
{
    auto made = made_with(choice, size, choice.configuration);
    return made ? made : made_with(choice, size, {});
}

void add_sizes_to_choose(html::View& view, ProductChoice const& choice)
{
    if (choice.product.sizes.size() < 2) {
        view.add("ONLY_SIZE").set("CODE", choice.size);
        return;
    }
    auto sizes = view.add("SIZES");
    for (auto const& size : choice.product.sizes) {
        auto const made = made_at(choice, size.code);
        if (!made) continue;
        auto part = sizes.add("SIZE");
        part.set("CODE", size.code).set("LABEL", size.label).set("PRICE", made->price);
        if (made->price_before) part.add("WAS").set("OLD_PRICE", *made->price_before);
        part.show_if(size.code == choice.size, "CHECKED");
        auto const left = stock::portions(choice.shelf, made->needs);
        if (left > 0 && left <= few) part.add("LEFT").set("TEXT", tr("plus que {}", left));
        // What is chosen stays so, that one may choose away what is missing.
        part.show_if(left == 0 && size.code != choice.size, "SOLD");
    }
}

void add_doughs(html::View& view, ProductChoice const& choice)
{
    auto const* const size = choice.product.size(choice.size);
    if (!size || size->doughs.size() < 2) return;
    auto doughs = view.add("DOUGHS");
    for (auto const& dough : size->doughs) {
        auto const is_own = &dough == &size->doughs.front();
        auto part = doughs.add("DOUGH");
        part.set("CODE", is_own ? "" : dough.code).set("LABEL", word_of("ingredient", dough.name));
        if (dough.price > Money{}) part.add("MORE").set("PRICE", dough.price);
        auto const is_chosen
            = dough.code == choice.configuration.dough || (is_own && choice.configuration.dough.empty());
        part.show_if(is_chosen, "CHECKED");
        part.show_if(
            !is_chosen && stock::portions(choice.shelf, {{dough.ingredient, dough.quantity}}) == 0, "SOLD");
    }
}

Text rule_words(product::HalfPrice rule)
{
    switch (rule) {
    case product::HalfPrice::Dearest:
        return tr("Au prix de la plus chère des deux.");
    case product::HalfPrice::Average:
        return tr("Au prix moyen des deux.");
    case product::HalfPrice::ByPortion:
        return tr("La moitié du prix de chacune.");
    }
    return {};
}

void add_recipe(html::View& view, ProductChoice const& choice, product::Product const& product,
    product::Amounts const& amounts, std::string_view prefix)
{
    auto const* const size = product.size(choice.size);
    if (!size) return;
    auto recipe = view.add("RECIPE");
    if (choice.configuration.other_half)
        recipe.add("HALF_NAME").set("LABEL", product.name);
    else
        recipe.show("TITLE");
    include_amounts(recipe, {choice.catalogue, product, *size, choice.shelf, amounts, prefix});
}

void add_halves(html::View& view, ProductChoice const& choice)
{
    if (!choice.product.halvable) return;
    auto halves = view.add("HALVES");
    halves.set("RULE", rule_words(choice.catalogue.half_price));
    auto const& chosen = choice.configuration.other_half;
    halves.show_if(chosen.has_value(), "OPENED");
    for (auto const& other : choice.catalogue.products) {
        auto const is_chosen = chosen && chosen->product == other.id;
        auto with = choice.configuration;
        with.other_half = product::OtherHalf{other.id, is_chosen ? chosen->amounts : product::Amounts{}};
        auto const made = made_with(choice, choice.size, with);
        if (!made) continue;
        auto part = halves.add("HALF");
        part.set("ID", other.id.value()).set("LABEL", other.name).set("PRICE", made->price);
        part.show_if(is_chosen, "CHECKED");
        part.show_if(!is_chosen && stock::portions(choice.shelf, made->needs) == 0, "SOLD");
    }
}

Text name_of(Category category)
{
    switch (category) {
    case Category::Pizza:
        return tr("Pizza");
    case Category::Salad:
        return tr("Salade");
    case Category::Dessert:
        return tr("Dessert");
    case Category::Drink:
        return tr("Boisson");
    case Category::Deal:
        return tr("Formule");
    }
    return {};
}

/// What one more of it costs in this slot than the deal.
Money above(product::DealSlot const& slot, Money price)
{
    return slot.max_price && price > *slot.max_price ? price - *slot.max_price : Money{};
}

void add_slot(html::View& view, ProductChoice const& choice, std::size_t index, Text const& title,
    html::Assets const& assets)
{
    auto const& slot = choice.product.slots[index];
    auto const& pick = choice.configuration.picks[index];
    auto const prefix = fmt::format("{}-", index + 1);
    auto part = view.add("SLOT");
    part.set("NUMBER", static_cast<std::int64_t>(index + 1)).set("TITLE", title);
    for (auto const& product : choice.catalogue.products) {
        if (product.category != slot.category) continue;
        for (auto const& size : product.sizes) {
            auto const offer = product::offer_of(choice.catalogue, choice.shop.id, product.id, size.code);
            if (!offer) continue;
            auto const is_chosen = product.id == pick.product && size.code == pick.size;
            auto option = part.add("CHOICE");
            option.set("ITEM", fmt::format("{}:{}", product.id.value(), size.code));
            option.set("LABEL", size.label.empty() ? product.name : product.name + " " + size.label);
            if (auto const more = above(slot, offer->price); more > Money{})
                option.add("MORE").set("PRICE", more);
            option.show_if(is_chosen, "CHECKED");
            option.show_if(!is_chosen && stock::portions(choice.shelf, product::needs_of(size)) == 0, "SOLD");
        }
    }
    auto const* const picked = choice.catalogue.find(pick.product);
    auto const* const size = picked ? picked->size(pick.size) : nullptr;
    if (!size) return;
    part.add("PICTURED").set("PICTURE", words_of(choice.catalogue, *picked, assets).picture);
    if (slot.category != Category::Pizza && slot.category != Category::Salad) return;
    auto changes = part.add("CHANGES");
    changes.show_if(!pick.configuration.amounts.empty(), "OPENED");
    include_amounts(
        changes, {choice.catalogue, *picked, *size, choice.shelf, pick.configuration.amounts, prefix});
}

void add_slots(html::View& view, ProductChoice const& choice, html::Assets const& assets)
{
    auto const& slots = choice.product.slots;
    if (choice.configuration.picks.size() != slots.size()) return;
    std::map<Category, int> count, all;
    for (auto const& slot : slots)
        ++all[slot.category];
    for (std::size_t i = 0; i < slots.size(); ++i) {
        auto const category = slots[i].category;
        auto const number = ++count[category];
        auto const title
            = all[category] > 1 ? tr("{}\u00a0{}", name_of(category), number) : name_of(category);
        add_slot(view, choice, i, title, assets);
    }
}

Text what_is_missing(ProductChoice const& choice, product::Configured const& made)
{
    std::vector<Text> names;
    for (auto const& shortage : stock::shortages(choice.shelf, made.needs))
        names.push_back(
            uncapitalised(word_of("ingredient", choice.catalogue.ingredients.at(shortage.ingredient).name)));
    return tr(
        "Cette pizzeria n’en a plus assez\u00a0: {}. Choisissez sans, une autre taille, ou autre chose.",
        listed(std::move(names)));
}

void add_contents(html::View& view, product::Catalogue const& catalogue, product::Needs const& needs)
{
    auto ingredients = view.add("INGREDIENTS");
    for (auto const& [id, quantity] : needs) {
        auto const& ingredient = catalogue.ingredients.at(id);
        auto const name = word_of("ingredient", ingredient.name);
        ingredients.add("INGREDIENT")
            .set("WHAT",
                ingredient.meat_origin ? tr("{} ({})", name, word_of("origin", *ingredient.meat_origin))
                                       : name);
    }
    auto const allergens = allergens_in(catalogue, needs);
    if (allergens.empty())
        view.show("NO_ALLERGENS");
    else
        view.add("ALLERGENS").set("LIST", allergens);
}

void add_result(html::View& view, ProductChoice const& choice, Result<product::Configured> const& made)
{
    if (!made) {
        view.add("IMPOSSIBLE").set("WHY", sentence_of(made.error()));
        return;
    }
    if (stock::portions(choice.shelf, made->needs) == 0)
        view.add("IMPOSSIBLE").set("WHY", what_is_missing(choice, *made));
    else
        view.add(choice.line ? "REPLACE" : "ADD").set("PRICE", made->price);
    if (made->price_before) view.add("WAS").set("OLD_PRICE", *made->price_before);
    add_contents(view, choice.catalogue, made->needs);
}

} // namespace

html::View product_view(ProductChoice const& choice, html::Assets const& assets, Language language)
{
    auto const& product = choice.product;
    auto const made = made_with(choice, choice.size, choice.configuration);
    auto const words = words_of(choice.catalogue, product, assets);
    auto const drawn = made ? product::picture::picture_of(choice.catalogue, *made) : std::string{};
    auto const is_pizza = product.category == Category::Pizza;

    html::View view{"home/product.html", language};
    view.set("SHOP_SLUG", choice.shop.slug).set("SHOP_NAME", choice.shop.name);
    view.set("PRODUCT_ID", product.id.value());
    view.set("NAME", made && made->portions.size() == 1 ? made->portions.front().name() : product.name);
    view.set("PICTURE", drawn.empty() ? words.picture : drawn);
    view.set("PICTURE_SIZE", is_pizza ? choice.size : "L");
    if (!product.description.empty())
        view.add("DESCRIPTION").set("TEXT", word_of("description", product.description));
    view.show_if(is_pizza && made && product::vegetarian(choice.catalogue, made->needs), "VEGETARIAN");
    view.show_if(words.discounted, "DISCOUNTED");
    if (choice.line) view.add("LINE").set("LINE_ID", *choice.line);
    view.show(choice.line ? "BACK_TO_CART" : "BACK_TO_MENU");

    add_sizes_to_choose(view, choice);
    add_doughs(view, choice);
    add_slots(view, choice, assets);
    if (is_pizza || product.category == Category::Salad) {
        add_recipe(view, choice, product, choice.configuration.amounts, "");
        if (auto const& half = choice.configuration.other_half)
            if (auto const* const other = choice.catalogue.find(half->product))
                add_recipe(view, choice, *other, half->amounts, "h-");
    }
    add_halves(view, choice);
    add_result(view, choice, made);
    return view;
}

product::Configuration first_choice(pizzeria::Pizzeria const& shop, product::Catalogue const& catalogue,
    product::Product const& deal, stock::Shelf const& shelf)
{
    product::Configuration configuration;
    for (auto const& slot : deal.slots) {
        std::optional<product::Pick> pick;
        for (auto const& product : catalogue.products) {
            auto const size = first_size(product);
            if (product.category != slot.category) continue;
            auto const made = product::configure(catalogue, shop.id, product.id, size, {});
            if (!made) continue;
            auto const good = above(slot, made->price) == Money{} && stock::portions(shelf, made->needs) > 0;
            if (!pick || good) pick = product::Pick{product.id, size, {}};
            if (good) break;
        }
        if (pick) configuration.picks.push_back(*std::move(pick));
    }
    return configuration;
}

std::string first_size(product::Product const& product)
{
    if (product.size("M") || product.sizes.empty()) return "M";
    return product.sizes.front().code;
}

} // namespace ocp::home
