#include "product/business/configuration_rules.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace ocp::product {

namespace {

/// What a recipe becomes when somebody changes it.
struct Changed {
    Needs needs;
    Money extras;
    int extra_portions = 0;
    std::vector<Change> changes;
};

Quantity half_of(Quantity quantity)
{
    return Quantity::ten_thousandths((quantity.ten_thousandths() + 1) / 2);
}

Extra const* find_extra(Catalogue const& catalogue, Product const& product, Size const& size, IngredientId id)
{
    auto const& extras = catalogue.extras_of(product.category, size.code);
    auto const found = std::find_if(
        extras.begin(), extras.end(), [&](Extra const& extra) { return extra.ingredient == id; });
    return found == extras.end() ? nullptr : &*found;
}

/// Nothing for the recipe's own.
Result<DoughChoice const*> dough_of(Size const& size, std::string const& code)
{
    if (code.empty()) return nullptr;
    for (auto const& dough : size.doughs)
        if (dough.code == code) return &dough == &size.doughs.front() ? nullptr : &dough;
    return No{Refusal::ConfigurationInvalid};
}

Result<void> change_amount(Catalogue const& catalogue, Product const& product, Size const& size,
    IngredientId ingredient, Amount amount, Changed& made)
{
    auto const* line = size.recipe_line(ingredient);
    auto const& name = [&]() -> std::string const& { return catalogue.ingredients.at(ingredient).name; };
    switch (amount.kind) {
    case Amount::Kind::Without:
        if (!line || !line->removable) return No{Refusal::ConfigurationInvalid};
        made.needs.erase(ingredient);
        made.changes.push_back({Change::Kind::Without, name()});
        return {};
    case Amount::Kind::Light:
        if (!line || !line->removable) return No{Refusal::ConfigurationInvalid};
        made.needs[ingredient] = half_of(line->quantity);
        made.changes.push_back({Change::Kind::Light, name()});
        return {};
    case Amount::Kind::Extra:
        auto const* extra = find_extra(catalogue, product, size, ingredient);
        if (!extra || amount.portions < 1 || amount.portions > most_of_an_extra)
            return No{Refusal::ConfigurationInvalid};
        made.needs[ingredient] += extra->quantity * amount.portions;
        made.extras += extra->price * amount.portions;
        made.extra_portions += amount.portions;
        made.changes.push_back({Change::Kind::Extra, name(), amount.portions});
        return {};
    }
    return No{Refusal::ConfigurationInvalid};
}

Result<Changed> change_recipe(Catalogue const& catalogue, Product const& product, Size const& size,
    Amounts const& amounts, DoughChoice const* dough)
{
    Changed made{needs_of(size), {}, 0, {}};
    for (auto const& [ingredient, amount] : amounts)
        TRY(change_amount(catalogue, product, size, ingredient, amount, made));
    if (dough) {
        made.needs.erase(size.doughs.front().ingredient);
        made.needs[dough->ingredient] += dough->quantity;
    }
    return made;
}

Money of_both(HalfPrice rule, Money first, Money second)
{
    switch (rule) {
    case HalfPrice::Dearest:
        return std::max(first, second);
    case HalfPrice::Average:
        return Money::cents((first.cents() + second.cents() + 1) / 2);
    case HalfPrice::ByPortion:
        return Money::cents((first.cents() + 1) / 2 + (second.cents() + 1) / 2);
    }
    return std::max(first, second);
}

/// Extras on one half are half a portion: whether they cost half is the group's rule.
Money extras_of_halves(HalfPrice rule, Money first, Money second)
{
    return rule == HalfPrice::ByPortion ? of_both(rule, first, second) : first + second;
}

void add_half(Needs& needs, Needs const& whole)
{
    for (auto const& [ingredient, quantity] : whole)
        needs[ingredient] += half_of(quantity);
}

void add_changes(std::vector<Change>& all, std::vector<Change> changes, std::string const& half)
{
    for (auto& change : changes) {
        change.half = half;
        all.push_back(std::move(change));
    }
}

/// A product that is no deal.
struct Single {
    Portion portion;
    Configuration configuration;
    Money base; ///< the price without another dough and without extras
    std::optional<Money> price_before;
};

Result<Single> of_halves(Catalogue const& catalogue, PizzeriaId shop, Offer const& first,
    Changed const& changed, Configuration const& wanted, Money dough)
{
    auto const& half = *wanted.other_half;
    TRY_LET(auto const second, offer_of(catalogue, shop, half.product, first.size->code));
    if (!first.product->halvable || !second.product->halvable || first.product == second.product)
        return No{Refusal::ConfigurationInvalid};
    TRY_LET(auto const* const same_dough, dough_of(*second.size, wanted.dough));
    TRY_LET(
        auto const other, change_recipe(catalogue, *second.product, *second.size, half.amounts, same_dough));
    if (changed.extra_portions + other.extra_portions > most_extras) return No{Refusal::ConfigurationInvalid};

    auto const rule = catalogue.half_price;
    auto const base = of_both(rule, first.price, second.price);
    auto const full
        = of_both(rule, first.price_before.value_or(first.price), second.price_before.value_or(second.price));
    auto const more = extras_of_halves(rule, changed.extras, other.extras) + dough;
    Single single{{first.product, first.size, second.product, base + more, {}, {}}, wanted, base,
        full > base ? std::optional{full + more} : std::nullopt};
    add_half(single.portion.needs, changed.needs);
    add_half(single.portion.needs, other.needs);
    add_changes(single.portion.changes, changed.changes, first.product->name);
    add_changes(single.portion.changes, other.changes, second.product->name);
    return single;
}

Result<Single> configure_single(
    Catalogue const& catalogue, PizzeriaId shop, ProductId id, std::string_view code, Configuration wanted)
{
    TRY_LET(auto const offer, offer_of(catalogue, shop, id, code));
    auto const& [product, size, price, before] = offer;
    if (!wanted.picks.empty() || product->category == Category::Deal)
        return No{Refusal::ConfigurationInvalid};
    TRY_LET(auto const* const dough, dough_of(*size, wanted.dough));
    wanted.dough = dough ? dough->code : "";
    auto const dough_price = dough ? dough->price : Money{};
    TRY_LET(auto const changed, change_recipe(catalogue, *product, *size, wanted.amounts, dough));
    if (changed.extra_portions > most_extras) return No{Refusal::ConfigurationInvalid};

    auto const more = changed.extras + dough_price;
    auto single = wanted.other_half
        ? of_halves(catalogue, shop, offer, changed, wanted, dough_price)
        : Single{{product, size, nullptr, price + more, changed.needs, changed.changes}, wanted, price,
            before ? std::optional{*before + more} : std::nullopt};
    if (single && dough)
        single->portion.changes.insert(single->portion.changes.begin(), {Change::Kind::Dough, dough->name});
    return single;
}

Configured whole(Single single)
{
    auto portion = std::move(single.portion);
    auto const* const size = portion.size;
    return {portion.product, size, std::move(single.configuration), portion.price, single.price_before,
        {portion}, portion.needs, size->load_points};
}

Result<Configured> configure_deal(
    Catalogue const& catalogue, PizzeriaId shop, Product const& deal, Configuration const& wanted)
{
    auto const& size = deal.sizes.front();
    if (wanted.picks.size() != deal.slots.size() || !wanted.dough.empty() || !wanted.amounts.empty()
        || wanted.other_half)
        return No{Refusal::ConfigurationInvalid};
    auto const [price, price_before] = price_at(catalogue, shop, deal, size);
    Configured made{&deal, &size, {}, {}, std::nullopt, {}, {}, 0};
    std::vector<Money> weights;
    for (std::size_t i = 0; i < deal.slots.size(); ++i) {
        auto const& slot = deal.slots[i];
        auto const& pick = wanted.picks[i];
        TRY_LET(auto single, configure_single(catalogue, shop, pick.product, pick.size, pick.configuration));
        if (single.portion.product->category != slot.category) return No{Refusal::ConfigurationInvalid};
        auto const within = slot.max_price ? std::min(single.base, *slot.max_price) : single.base;
        weights.push_back(within);
        single.portion.price
            = single.portion.price - within; // what is above the deal; its share comes on top
        add_needs(made.needs, single.portion.needs, 1);
        made.load_points += single.portion.size->load_points;
        made.configuration.picks.push_back({pick.product, pick.size, std::move(single.configuration)});
        made.portions.push_back(std::move(single.portion));
    }
    auto const shares = split(price, weights);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        made.portions[i].price += shares[i];
        made.price += made.portions[i].price;
    }
    if (price_before) made.price_before = made.price + (*price_before - price);
    return made;
}

} // namespace

std::int64_t Configured::pizzas() const
{
    return std::count_if(portions.begin(), portions.end(),
        [](Portion const& portion) { return portion.product->category == Category::Pizza; });
}

std::string Portion::name() const
{
    if (!other_half) return product->name;
    return fmt::format("½ {}, ½ {}", product->name, other_half->name);
}

Result<Configured> configure(Catalogue const& catalogue, PizzeriaId shop, ProductId id, std::string_view size,
    Configuration const& wanted)
{
    auto const* const product = catalogue.find(id);
    if (!product || !sold_at(catalogue, shop, *product)) return No{Refusal::UnknownProduct};
    if (product->category == Category::Deal) return configure_deal(catalogue, shop, *product, wanted);
    TRY_LET(auto single, configure_single(catalogue, shop, id, size, wanted));
    return whole(std::move(single));
}

std::vector<Money> split(Money price, std::span<Money const> weights)
{
    if (price < Money{}) {
        auto shares = split(Money{} - price, weights);
        for (auto& share : shares)
            share = Money{} - share;
        return shares;
    }
    auto const sum = std::accumulate(weights.begin(), weights.end(), Money{});
    auto const alike = sum == Money{};
    auto const count = static_cast<std::int64_t>(weights.size());
    std::vector<Money> shares;
    std::vector<std::pair<std::int64_t, std::size_t>> remainders;
    auto left = price.cents();
    for (std::size_t i = 0; i < weights.size(); ++i) {
        auto const weight = alike ? 1 : weights[i].cents();
        auto const whole = alike ? count : sum.cents();
        auto const share = price.cents() * weight / whole;
        shares.push_back(Money::cents(share));
        remainders.emplace_back(price.cents() * weight % whole, i);
        left -= share;
    }
    std::stable_sort(
        remainders.begin(), remainders.end(), [](auto const& a, auto const& b) { return a.first > b.first; });
    for (std::size_t i = 0; left > 0; ++i, --left)
        shares[remainders[i].second] += Money::cents(1);
    return shares;
}

} // namespace ocp::product
