#include "ocpizza/cli/seed_basket.h"

#include "product/business/product_rules.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::seeds {

namespace {

std::string text_of(product::Needs const& needs)
{
    std::string text;
    for (auto const& [ingredient, quantity] : needs)
        text += fmt::format(
            "{}\"{}\":{}", text.empty() ? "{" : ",", ingredient.value(), quantity.ten_thousandths());
    return text + "}";
}

/// Classics first: what stands early on the menu sells most, and the middle size most of all.
double liking_of(product::Size const& size, std::size_t place)
{
    auto const of_size = size.code == "M" ? 3.0 : size.code == "L" ? 1.4 : 1.0;
    return of_size / (1.0 + 0.12 * static_cast<double>(place));
}

void add_line(Basket& basket, Dish const& dish)
{
    for (auto& line : basket.lines)
        if (line.dish == &dish) {
            ++line.quantity;
            return;
        }
    basket.lines.push_back({&dish, 1});
}

} // namespace

Menu menu_of(product::Catalogue const& catalogue)
{
    Menu menu;
    for (auto const& product : catalogue.products) {
        if (product.category == product::Category::Deal) continue;
        auto const pizza = product.category == product::Category::Pizza;
        auto& dishes = pizza ? menu.pizzas : menu.sides;
        auto& likings = pizza ? menu.pizza_liking : menu.side_liking;
        auto const place = pizza ? dishes.size() / 3 : std::size_t{0};
        for (auto const& size : product.sizes) {
            auto const needs = product::needs_of(size);
            dishes.push_back({product.id, size.code, product.name, size.label, size.price_now(),
                product::vat_rate(product.vat_class), product.vat_class, size.load_points, needs,
                text_of(needs), liking_of(size, place)});
            likings.push_back(dishes.back().liking);
        }
    }
    return menu;
}

Money Basket::total() const
{
    Money sum;
    for (auto const& line : lines)
        sum += line.dish->price * line.quantity;
    return sum;
}

std::int64_t Basket::load_points() const
{
    std::int64_t sum = 0;
    for (auto const& line : lines)
        sum += line.dish->load_points * line.quantity;
    return sum;
}

product::Needs Basket::needs() const
{
    product::Needs sum;
    for (auto const& line : lines)
        product::add_needs(sum, line.dish->needs, line.quantity);
    return sum;
}

bool Basket::has_alcohol() const
{
    return std::any_of(lines.begin(), lines.end(),
        [](BasketLine const& line) { return line.dish->vat_class == product::VatClass::Alcohol; });
}

Basket pick_basket(Dice& dice, Menu const& menu, Money minimum)
{
    static std::vector<double> const pizzas_of_hundred{6, 46, 32, 10, 6};
    static std::vector<double> const sides_of_hundred{48, 30, 16, 6};
    Basket basket;
    for (auto left = dice.weighted(pizzas_of_hundred); left > 0; --left)
        add_line(basket, menu.pizzas[dice.weighted(menu.pizza_liking)]);
    for (auto left = dice.weighted(sides_of_hundred); left > 0; --left)
        add_line(basket, menu.sides[dice.weighted(menu.side_liking)]);
    while (basket.lines.empty() || basket.total() < minimum)
        add_line(basket, menu.pizzas[dice.weighted(menu.pizza_liking)]);
    return basket;
}

} // namespace ocp::seeds
