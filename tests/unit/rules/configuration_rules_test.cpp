#include "product/business/configuration_rules.h"
#include "tests/unit/rules/a_catalogue.h"

#include <gmock/gmock.h>
#include <numeric>
#include <rapidcheck/gtest.h>

namespace ocp::product {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using Kind = Amount::Kind;

constexpr IngredientId olives{4};
constexpr IngredientId chorizo{5};
constexpr IngredientId gluten_free{6};
constexpr ProductId diavola{15};

/// a_catalogue with olives on a third pizza, extras, a second and a third dough, and halves.
Catalogue a_rich_catalogue()
{
    auto all = a_catalogue();
    for (auto const& [id, name] : {std::pair{olives, "Olives"}, std::pair{chorizo, "Chorizo"}})
        all.ingredients.emplace(id,
            Ingredient{id, name, "g", std::nullopt, id == olives, "",
                id == olives ? std::vector<std::string>{} : std::vector<std::string>{"Moutarde"}});
    all.ingredients.emplace(gluten_free, Ingredient{gluten_free, "Pâton", "g", std::nullopt, true, "", {}});
    auto with_olives = *all.find(margherita);
    with_olives.id = diavola;
    with_olives.name = "Diavola";
    with_olives.slug = "diavola";
    for (auto& size : with_olives.sizes) {
        size.price += Money::cents(250);
        size.recipe.push_back({olives, Quantity::units(21), true});
    }
    all.by_id[diavola] = all.products.size();
    all.products.push_back(with_olives);
    for (auto const id : {margherita, diavola}) {
        auto& pizza = all.products[all.by_id[id]];
        pizza.halvable = true;
        for (auto& size : pizza.sizes)
            size.doughs = {{"classic", "Pâte classique", dough, size.recipe.front().quantity, {}},
                {"thin", "Pâte fine", dough, Quantity::units(200), {}},
                {"free", "Pâte sans gluten", gluten_free, Quantity::units(260), Money::cents(250)}};
    }
    for (auto const* const size : {"S", "M", "L"})
        all.extras[{Category::Pizza, size}] = {{mozzarella, Quantity::units(50), Money::cents(150)},
            {olives, Quantity::units(15), Money::cents(101)},
            {chorizo, Quantity::units(30), Money::cents(199)}};
    return all;
}

Configured made(
    Catalogue const& catalogue, ProductId product, Configuration const& wanted, char const* size = "M")
{
    return configure(catalogue, bellecour, product, size, wanted).value();
}

Refusal refusal(
    Catalogue const& catalogue, ProductId product, Configuration const& wanted, char const* size = "M")
{
    auto const answer = configure(catalogue, bellecour, product, size, wanted);
    EXPECT_FALSE(answer);
    return answer ? Refusal::UnknownThing : answer.error();
}

TEST(Configuration, without_changes_is_the_recipe)
{
    auto const catalogue = a_rich_catalogue();
    auto const plain = made(catalogue, margherita, {});
    EXPECT_EQ(plain.price, Money::cents(1000));
    EXPECT_EQ(plain.needs, needs_of(*catalogue.find(margherita)->size("M")));
    EXPECT_EQ(plain.load_points, 3);
    EXPECT_THAT(plain.portions.front().changes, IsEmpty());
    EXPECT_EQ(plain.portions.front().name(), "Margherita");
    EXPECT_EQ(made(catalogue, margherita, {"classic", {}, {}, {}}).configuration, Configuration{})
        << "the recipe's own dough changes nothing";
}

TEST(Configuration, takes_out_lightens_and_adds)
{
    auto const catalogue = a_rich_catalogue();
    auto const pizza = made(catalogue, diavola,
        {"", {{mozzarella, {Kind::Light}}, {olives, {Kind::Without}}, {chorizo, {Kind::Extra, 2}}}, {}, {}});
    EXPECT_EQ(pizza.price, Money::cents(1250 + 2 * 199));
    EXPECT_EQ(pizza.needs,
        (Needs{{dough, Quantity::units(250)}, {mozzarella, Quantity::units(60)},
            {chorizo, Quantity::units(60)}}));
    EXPECT_THAT(pizza.portions.front().changes,
        ElementsAre(Change{Change::Kind::Light, "mozzarella"}, Change{Change::Kind::Without, "Olives"},
            Change{Change::Kind::Extra, "Chorizo", 2}));
    EXPECT_THAT(
        allergens_of(catalogue, pizza.needs), ElementsAre("Céréales contenant du gluten", "Lait", "Moutarde"))
        << "what came on top counts too";
}

TEST(Configuration, doubles_what_the_recipe_has)
{
    auto const catalogue = a_rich_catalogue();
    auto const pizza = made(catalogue, margherita, {"", {{mozzarella, {Kind::Extra, 1}}}, {}, {}});
    EXPECT_EQ(pizza.needs.at(mozzarella), Quantity::units(120 + 50));
    EXPECT_EQ(pizza.price, Money::cents(1150));
}

TEST(Configuration, changes_the_dough_its_price_and_its_allergens)
{
    auto const catalogue = a_rich_catalogue();
    auto const pizza = made(catalogue, margherita, {"free", {}, {}, {}});
    EXPECT_EQ(pizza.price, Money::cents(1250));
    EXPECT_FALSE(pizza.needs.contains(dough));
    EXPECT_EQ(pizza.needs.at(gluten_free), Quantity::units(260));
    EXPECT_THAT(allergens_of(catalogue, pizza.needs), ElementsAre("Lait"));
    EXPECT_THAT(pizza.portions.front().changes, ElementsAre(Change{Change::Kind::Dough, "Pâte sans gluten"}));
    EXPECT_EQ(made(catalogue, margherita, {"thin", {}, {}, {}}).needs.at(dough), Quantity::units(200));
}

TEST(Configuration, of_halves_takes_half_of_each)
{
    auto const catalogue = a_rich_catalogue();
    Configuration const halves{
        "", {{mozzarella, {Kind::Without}}}, OtherHalf{diavola, {{chorizo, {Kind::Extra, 1}}}}, {}};
    auto const pizza = made(catalogue, margherita, halves);
    EXPECT_EQ(pizza.needs,
        (Needs{{dough, Quantity::units(250)}, {mozzarella, Quantity::units(60)},
            {olives, Quantity::ten_thousandths(105'000)}, {chorizo, Quantity::units(15)}}));
    EXPECT_EQ(pizza.portions.front().name(), "½ Margherita, ½ Diavola");
    EXPECT_THAT(pizza.portions.front().changes,
        ElementsAre(Change{Change::Kind::Without, "mozzarella", 1, "Margherita"},
            Change{Change::Kind::Extra, "Chorizo", 1, "Diavola"}));
    auto const on_free = made(catalogue, margherita, {"free", {}, OtherHalf{diavola, {}}, {}});
    EXPECT_FALSE(on_free.needs.contains(dough)) << "one dough lies under both";
    EXPECT_EQ(on_free.needs.at(gluten_free), Quantity::units(260));
}

TEST(Configuration, of_halves_costs_by_the_groups_rule)
{
    auto catalogue = a_rich_catalogue();
    Configuration const halves{"", {}, OtherHalf{diavola, {{chorizo, {Kind::Extra, 1}}}}, {}};
    auto const price = [&](HalfPrice rule) {
        catalogue.half_price = rule;
        return made(catalogue, margherita, halves).price;
    };
    EXPECT_EQ(price(HalfPrice::Dearest), Money::cents(1250 + 199));
    EXPECT_EQ(price(HalfPrice::Average), Money::cents(1125 + 199));
    EXPECT_EQ(price(HalfPrice::ByPortion), Money::cents(500 + 625 + 100)) << "half an extra costs half";
}

TEST(Configuration, that_cannot_be_had_is_refused)
{
    auto const catalogue = a_rich_catalogue();
    using C = Configuration;
    for (auto const& [why, product, wanted] : std::vector<std::tuple<char const*, ProductId, C>>{
             {"dough is not left out", margherita, C{"", {{dough, {Kind::Without}}}, {}, {}}},
             {"not in the recipe", margherita, C{"", {{olives, {Kind::Without}}}, {}, {}}},
             {"not in the recipe", margherita, C{"", {{olives, {Kind::Light}}}, {}, {}}},
             {"no extra", margherita, C{"", {{beer_bottle, {Kind::Extra, 1}}}, {}, {}}},
             {"three portions", margherita, C{"", {{olives, {Kind::Extra, 3}}}, {}, {}}},
             {"no portion", margherita, C{"", {{olives, {Kind::Extra, 0}}}, {}, {}}},
             {"fewer than none", margherita, C{"", {{olives, {Kind::Extra, -2}}}, {}, {}}},
             {"nobody", margherita, C{"", {{IngredientId{999}, {Kind::Extra, 1}}}, {}, {}}},
             {"no such dough", margherita, C{"gold", {}, {}, {}}},
             {"no dough to choose", calzone, C{"thin", {}, {}, {}}},
             {"folded", margherita, C{"", {}, OtherHalf{calzone, {}}, {}}},
             {"folded", calzone, C{"", {}, OtherHalf{margherita, {}}, {}}},
             {"twice the same", margherita, C{"", {}, OtherHalf{margherita, {}}, {}}},
             {"a beer", margherita, C{"", {}, OtherHalf{beer, {}}, {}}},
             {"picks of no deal", margherita, C{"", {}, {}, {{beer, "unit", {}}}}}}) {
        auto const answer = configure(catalogue, bellecour, product, "M", wanted);
        ASSERT_FALSE(answer) << why;
        EXPECT_THAT(answer.error(), testing::AnyOf(Refusal::ConfigurationInvalid, Refusal::UnknownProduct))
            << why;
    }
    EXPECT_EQ(
        refusal(catalogue, margherita, {"", {}, OtherHalf{ProductId{999}, {}}, {}}), Refusal::UnknownProduct);
}

TEST(Configuration, has_eight_extra_portions_at_most)
{
    auto catalogue = a_rich_catalogue();
    Configuration wanted;
    for (std::int64_t id = 100; id < 104; ++id) {
        catalogue.ingredients.emplace(
            IngredientId{id}, Ingredient{IngredientId{id}, "x", "g", {}, true, "", {}});
        catalogue.extras[{Category::Pizza, "M"}].push_back(
            {IngredientId{id}, Quantity::units(1), Money::cents(1)});
        wanted.amounts.emplace(IngredientId{id}, Amount{Kind::Extra, 2});
    }
    EXPECT_EQ(made(catalogue, margherita, wanted).price, Money::cents(1008));
    wanted.other_half = OtherHalf{diavola, {{olives, {Kind::Extra, 1}}}};
    EXPECT_EQ(refusal(catalogue, margherita, wanted), Refusal::ConfigurationInvalid);
}

TEST(Deal, shares_its_price_over_what_is_in_it)
{
    auto const catalogue = a_rich_catalogue();
    Configuration const wanted{"", {}, {}, {{margherita, "M", {}}, {beer, "unit", {}}}};
    auto const deal = made(catalogue, menu, wanted, "unit");
    EXPECT_EQ(deal.price, Money::cents(1490));
    ASSERT_EQ(deal.portions.size(), 2U);
    EXPECT_EQ(deal.portions[0].price, Money::cents(1028)) << "1490 × 1000 / 1450, and the cent left";
    EXPECT_EQ(deal.portions[1].price, Money::cents(462));
    EXPECT_EQ(deal.load_points, 6);
    EXPECT_EQ(deal.needs.at(beer_bottle), Quantity::units(1));
}

TEST(Deal, costs_more_by_what_is_dearer_than_its_slot_and_by_extras)
{
    auto const catalogue = a_rich_catalogue();
    Configuration const wanted{
        "", {}, {}, {{diavola, "M", {"free", {{chorizo, {Kind::Extra, 1}}}, {}, {}}}, {beer, "unit", {}}}};
    auto const deal = made(catalogue, menu, wanted, "unit");
    EXPECT_EQ(deal.price, Money::cents(1490 + 150 + 250 + 199))
        << "12.50 in a slot of 11.00, a dough, an extra";
    EXPECT_EQ(deal.portions[0].price + deal.portions[1].price, deal.price);
    EXPECT_GE(deal.portions[0].price, Money::cents(150 + 250 + 199)) << "who is dearer pays it";
}

TEST(Deal, that_is_not_filled_as_it_says_is_refused)
{
    auto const catalogue = a_rich_catalogue();
    Pick const pizza{margherita, "M", {}}, drink{beer, "unit", {}};
    for (auto const& picks :
        std::vector<std::vector<Pick>>{{}, {pizza}, {pizza, drink, drink}, {drink, pizza}, {pizza, pizza}})
        EXPECT_EQ(refusal(catalogue, menu, {"", {}, {}, picks}, "unit"), Refusal::ConfigurationInvalid);
    EXPECT_EQ(
        refusal(catalogue, menu, {"thin", {}, {}, {pizza, drink}}, "unit"), Refusal::ConfigurationInvalid);
    EXPECT_EQ(refusal(catalogue, menu, {"", {}, {}, {{menu, "unit", {}}, drink}}, "unit"),
        Refusal::ConfigurationInvalid)
        << "no deal in a deal";
    EXPECT_EQ(
        refusal(catalogue, menu, {"", {}, {}, {{sketch, "M", {}}, drink}}, "unit"), Refusal::UnknownProduct);
}

TEST(Deal, is_sold_where_each_slot_can_be_filled)
{
    auto catalogue = a_rich_catalogue();
    EXPECT_TRUE(sold_at(catalogue, bellecour, *catalogue.find(menu)));
    catalogue.changes[bellecour][beer].hidden = true;
    EXPECT_FALSE(sold_at(catalogue, bellecour, *catalogue.find(menu)));
    EXPECT_TRUE(sold_at(catalogue, vaise, *catalogue.find(menu)));
}

TEST(Split, gives_the_cents_left_to_the_largest_remainders)
{
    auto const shares = [](std::int64_t cents, std::vector<std::int64_t> const& weights) {
        std::vector<Money> money;
        for (auto const weight : weights)
            money.push_back(Money::cents(weight));
        std::vector<std::int64_t> result;
        for (auto const share : split(Money::cents(cents), money))
            result.push_back(share.cents());
        return result;
    };
    EXPECT_THAT(shares(100, {1, 1, 1}), ElementsAre(34, 33, 33));
    EXPECT_THAT(shares(101, {1, 2}), ElementsAre(34, 67));
    EXPECT_THAT(shares(1, {0, 5}), ElementsAre(0, 1));
    EXPECT_THAT(shares(5, {0, 0}), ElementsAre(3, 2)) << "nothing weighs anything";
    EXPECT_THAT(shares(0, {7, 3}), ElementsAre(0, 0));
}

/// Any amount of anything; now and then what cannot be had.
Amounts any_amounts()
{
    Amounts amounts;
    if (*rc::gen::inRange(0, 3) != 0) {
        for (auto const id : {mozzarella, olives, chorizo})
            if (*rc::gen::inRange(0, 2) == 0)
                amounts.emplace(id, Amount{Kind::Extra, *rc::gen::inRange(1, 3)});
        return amounts;
    }
    for (auto const id : {dough, mozzarella, olives, chorizo})
        if (*rc::gen::inRange(0, 3) == 0)
            amounts.emplace(id,
                Amount{*rc::gen::element(Kind::Without, Kind::Light, Kind::Extra), *rc::gen::inRange(-1, 4)});
    return amounts;
}

Configuration any_single()
{
    Configuration wanted{
        *rc::gen::element<std::string>("", "thin", "free", "classic"), any_amounts(), {}, {}};
    if (*rc::gen::inRange(0, 2) == 0)
        wanted.other_half
            = OtherHalf{*rc::gen::element(margherita, diavola, diavola, calzone), any_amounts()};
    return wanted;
}

Money price_of_portions(Configured const& made)
{
    Money sum;
    for (auto const& portion : made.portions)
        sum += portion.price;
    return sum;
}

RC_GTEST_PROP(Configuration, whatever_it_is_costs_the_sum_of_its_portions_and_never_less_than_nothing, ())
{
    auto catalogue = a_rich_catalogue();
    catalogue.half_price = *rc::gen::element(HalfPrice::Dearest, HalfPrice::Average, HalfPrice::ByPortion);
    if (*rc::gen::inRange(0, 2) == 0)
        catalogue.changes[bellecour][margherita].price = Money::cents(*rc::gen::inRange(0, 2000));
    auto const is_deal = *rc::gen::inRange(0, 2) == 0;
    Configuration wanted;
    if (is_deal)
        wanted.picks = {{*rc::gen::element(margherita, diavola, calzone),
                            *rc::gen::element<std::string>("S", "M", "L"), any_single()},
            {beer, "unit", {}}};
    else
        wanted = any_single();
    auto const size = is_deal ? "unit" : *rc::gen::element("S", "M", "L");
    auto const answer = configure(
        catalogue, bellecour, is_deal ? menu : *rc::gen::element(margherita, diavola), size, wanted);
    RC_CLASSIFY(answer.has_value(), "can be had");
    if (!answer) return;
    RC_ASSERT(price_of_portions(*answer) == answer->price);
    for (auto const& portion : answer->portions) {
        RC_ASSERT(portion.price >= Money{});
        for (auto const& [ingredient, quantity] : portion.needs)
            RC_ASSERT(quantity > Quantity{});
    }
    auto const again = configure(catalogue, bellecour, answer->product->id, size, answer->configuration);
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->price == answer->price);
    RC_ASSERT(again->needs == answer->needs);
}

RC_GTEST_PROP(Split, loses_no_cent_and_gives_nobody_less_than_nothing, ())
{
    auto const price = Money::cents(*rc::gen::inRange(0, 100'000));
    std::vector<Money> weights;
    for (auto left = *rc::gen::inRange(1, 9); left > 0; --left)
        weights.push_back(Money::cents(*rc::gen::inRange(0, 5'000)));
    auto const shares = split(price, weights);
    RC_ASSERT(std::accumulate(shares.begin(), shares.end(), Money{}) == price);
    for (auto const share : shares)
        RC_ASSERT(share >= Money{});
    auto const back = split(Money{} - price, weights);
    for (std::size_t i = 0; i < shares.size(); ++i)
        RC_ASSERT(back[i] == Money{} - shares[i]);
}

} // namespace
} // namespace ocp::product
