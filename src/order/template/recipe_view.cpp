#include "order/template/recipe_view.h"

#include "base/text.h"
#include "product/business/product_rules.h"
#include "product/model/quantity_text.h"

namespace ocp::order {

namespace {

/// The asked size, else the standard one.
product::Size const& shown_size(product::Product const& product, std::string_view code)
{
    if (auto const* asked = product.size(code)) return *asked;
    if (auto const* medium = product.size("M")) return *medium;
    return product.sizes.front();
}

void add_sizes(html::View& view, product::Product const& product, product::Size const& shown)
{
    if (product.sizes.size() < 2) return;
    for (auto const& size : product.sizes) {
        auto part = view.add("OTHER_SIZE");
        part.set("CODE", size.code).set("SIZE_NAME", size.label).show_if(size.code == shown.code, "CURRENT");
    }
}

void add_reminder(html::View& view, std::optional<product::Reminder> const& reminder)
{
    if (!reminder) {
        view.show("NO_REMINDER");
        return;
    }
    for (auto const line : text::split(reminder->content, '\n'))
        if (auto const words = text::trimmed(line); !words.empty()) view.add("STEP").set("WORDS", words);
}

void add_grams(
    html::View& view, product::Ingredient const& ingredient, Quantity amount, std::string_view changed)
{
    auto part = view.add("INGREDIENT");
    part.set("WHAT", ingredient.name).set("AMOUNT", product::quantity_text(amount, ingredient.unit));
    if (!changed.empty()) part.add("CHANGED").set("WORDS", changed);
}

/// The recipe as it stands, and what of it is otherwise on this line of an order; whatever comes on top last.
void add_ingredients(html::View& view, product::Catalogue const& catalogue, product::Size const& size,
    std::optional<OrderedRecipe> const& ordered)
{
    for (auto const& line : size.recipe) {
        auto const& ingredient = catalogue.ingredients.at(line.ingredient);
        if (!ordered) {
            add_grams(view, ingredient, line.quantity, "");
            continue;
        }
        auto const wanted = ordered->needs.find(line.ingredient);
        if (wanted == ordered->needs.end())
            add_grams(view, ingredient, Quantity{}, "SANS sur la " + ordered->number);
        else
            add_grams(view, ingredient, wanted->second,
                wanted->second == line.quantity ? "" : "sur la " + ordered->number);
    }
    if (!ordered) return;
    for (auto const& [id, quantity] : ordered->needs)
        if (!size.recipe_line(id))
            add_grams(view, catalogue.ingredients.at(id), quantity, "+ sur la " + ordered->number);
}

} // namespace

html::View recipe_view(product::Catalogue const& catalogue, product::Product const& product,
    std::string_view code, std::optional<OrderedRecipe> const& ordered,
    std::optional<product::Reminder> const& reminder, std::string_view shop_slug)
{
    auto const& size = shown_size(product, code);
    html::View view{"product/recipe.html", Language::French};
    view.set("SHOP_SLUG", shop_slug)
        .set("SLUG", product.slug)
        .set("NAME", ordered ? ordered->name : product.name);
    if (!size.label.empty()) view.add("SIZE_LABEL").set("LABEL", size.label);
    add_sizes(view, product, size);
    add_ingredients(view, catalogue, size, ordered);
    add_reminder(view, reminder);
    std::string allergens;
    for (auto const& name :
        product::allergens_of(catalogue, ordered ? ordered->needs : product::needs_of(size)))
        allergens += (allergens.empty() ? "" : ", ") + name;
    if (!allergens.empty()) view.add("ALLERGENS").set("LIST", allergens);
    return view;
}

} // namespace ocp::order
