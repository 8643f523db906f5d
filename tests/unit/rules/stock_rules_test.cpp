#include "product/business/product_rules.h"
#include "stock/business/stock_rules.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace ocp::stock {
namespace {

constexpr IngredientId dough{1};
constexpr IngredientId mozzarella{2};

product::Needs const a_pizza{{dough, Quantity::units(250)}, {mozzarella, Quantity::units(120)}};

TEST(Portions, are_as_many_as_the_scarcest_ingredient_gives)
{
    EXPECT_EQ(portions({{dough, Quantity::units(2'500)}, {mozzarella, Quantity::units(359)}}, a_pizza), 2);
}

TEST(Portions, are_none_without_an_ingredient)
{
    EXPECT_EQ(portions({{dough, Quantity::units(2'500)}}, a_pizza), 0) << "no mozzarella on the shelf";
    EXPECT_EQ(portions({{dough, Quantity::units(2'500)}, {mozzarella, Quantity::units(-500)}}, a_pizza), 0)
        << "more is held than lies there";
    EXPECT_EQ(portions({}, {}), 0) << "nothing is made of nothing";
}

TEST(Portions, count_to_the_ten_thousandth)
{
    Shelf const all_but_a_crumb{{dough, Quantity::units(250) - Quantity::ten_thousandths(1)}};
    product::Needs const only_dough{{dough, Quantity::units(250)}};
    EXPECT_EQ(portions(all_but_a_crumb, only_dough), 0);
}

TEST(Shortages, say_what_lacks_and_how_much)
{
    auto const missing
        = shortages({{dough, Quantity::units(250)}, {mozzarella, Quantity::units(90)}}, a_pizza);
    ASSERT_EQ(missing.size(), 1U);
    EXPECT_EQ(missing[0].ingredient, mozzarella);
    EXPECT_EQ(missing[0].missing, Quantity::units(30));
}

struct Kitchen {
    Shelf shelf;
    product::Needs needs;
};
Kitchen a_kitchen()
{
    Kitchen kitchen;
    auto const kinds = *rc::gen::inRange(1, 6);
    for (int i = 1; i <= kinds; ++i) {
        auto const ingredient = IngredientId{i};
        kitchen.needs.emplace(
            ingredient, Quantity::ten_thousandths(*rc::gen::inRange<std::int64_t>(1, 5'000)));
        if (*rc::gen::inRange(0, 8) > 0)
            kitchen.shelf.emplace(
                ingredient, Quantity::ten_thousandths(*rc::gen::inRange<std::int64_t>(-100, 100'000)));
    }
    return kitchen;
}

RC_GTEST_PROP(Portions, are_the_most_that_lacks_nothing, ())
{
    auto const [shelf, needs] = a_kitchen();
    auto const most = portions(shelf, needs);
    product::Needs all;
    if (most > 0) {
        product::add_needs(all, needs, most);
        RC_ASSERT(shortages(shelf, all).empty());
    }
    product::add_needs(all, needs, 1);
    RC_ASSERT(!shortages(shelf, all).empty());
}

RC_GTEST_PROP(Shortages, are_exactly_what_would_help, ())
{
    auto [shelf, needs] = a_kitchen();
    for (auto const& [ingredient, missing] : shortages(shelf, needs)) {
        RC_ASSERT(missing > Quantity{});
        shelf[ingredient] = std::max(shelf[ingredient], Quantity{}) + missing;
    }
    RC_ASSERT(shortages(shelf, needs).empty());
    RC_ASSERT(portions(shelf, needs) >= 1);
}

} // namespace
} // namespace ocp::stock
