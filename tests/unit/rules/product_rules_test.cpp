#include "product/business/product_rules.h"
#include "tests/unit/rules/a_catalogue.h"

#include <gmock/gmock.h>

namespace ocp::product {
namespace {

using namespace test;

Catalogue changed(ProductId product, ShopChange change)
{
    auto catalogue = a_catalogue();
    catalogue.changes[bellecour][product] = change;
    return catalogue;
}

Money price(Catalogue const& catalogue, PizzeriaId shop, ProductId product, std::string_view size)
{
    return offer_of(catalogue, shop, product, size).value().price;
}

TEST(Offer, has_the_price_of_its_size)
{
    auto const catalogue = a_catalogue();
    EXPECT_EQ(price(catalogue, bellecour, margherita, "S"), Money::cents(800));
    EXPECT_EQ(price(catalogue, bellecour, margherita, "L"), Money::cents(1300));
    EXPECT_FALSE(offer_of(catalogue, bellecour, margherita, "M")->price_before);
}

TEST(Offer, shows_the_price_that_a_discount_lowers)
{
    auto const catalogue = a_catalogue();
    auto const offer = offer_of(catalogue, bellecour, calzone, "M");
    ASSERT_TRUE(offer);
    EXPECT_EQ(offer->price, Money::cents(990));
    EXPECT_EQ(offer->price_before, Money::cents(1200));
}

TEST(Offer, moves_every_size_with_the_price_a_shop_sets_for_the_standard_one)
{
    auto const catalogue = changed(margherita, {Money::cents(1150), false});
    EXPECT_EQ(price(catalogue, bellecour, margherita, "S"), Money::cents(950));
    EXPECT_EQ(price(catalogue, bellecour, margherita, "M"), Money::cents(1150));
    EXPECT_EQ(price(catalogue, bellecour, margherita, "L"), Money::cents(1450));
    EXPECT_EQ(price(catalogue, vaise, margherita, "M"), Money::cents(1000))
        << "another shop keeps the group's price";
}

TEST(Offer, never_costs_less_than_nothing)
{
    auto const catalogue = changed(margherita, {Money::cents(0), false});
    EXPECT_EQ(price(catalogue, bellecour, margherita, "S"), Money::cents(0));
    EXPECT_EQ(price(catalogue, bellecour, margherita, "L"), Money::cents(300));
}

TEST(Offer, takes_the_shops_own_price_instead_of_the_groups_discount)
{
    auto const catalogue = changed(calzone, {Money::cents(1100), false});
    EXPECT_EQ(price(catalogue, bellecour, calzone, "M"), Money::cents(1100));
    EXPECT_FALSE(offer_of(catalogue, bellecour, calzone, "M")->price_before);
}

TEST(Offer, is_refused_where_the_shop_hides_it)
{
    auto const catalogue = changed(margherita, {std::nullopt, true});
    EXPECT_EQ(offer_of(catalogue, bellecour, margherita, "M").error(), Refusal::UnknownProduct);
    EXPECT_TRUE(offer_of(catalogue, vaise, margherita, "M"));
}

TEST(Offer, is_refused_for_what_cannot_be_made)
{
    auto const catalogue = a_catalogue();
    EXPECT_FALSE(offer_of(catalogue, bellecour, ProductId{999}, "M")) << "no such product";
    EXPECT_FALSE(offer_of(catalogue, bellecour, margherita, "XL")) << "no such size";
    EXPECT_FALSE(offer_of(catalogue, bellecour, beer, "M")) << "a bottle has one size";
    EXPECT_FALSE(offer_of(catalogue, bellecour, sketch, "M")) << "no recipe yet";
}

TEST(Vat, is_that_of_the_law)
{
    EXPECT_EQ(vat_rate(VatClass::ReadyToEat), 1000);
    EXPECT_EQ(vat_rate(VatClass::SealedDrink), 550);
    EXPECT_EQ(vat_rate(VatClass::Packed), 550);
    EXPECT_EQ(vat_rate(VatClass::Alcohol), 2000);
}

TEST(Needs, are_the_recipe_with_equal_ingredients_together)
{
    auto const size = a_size("M", 1,
        {{dough, Quantity::units(100), false}, {mozzarella, Quantity::ten_thousandths(1), true},
            {dough, Quantity::ten_thousandths(500), false}});
    EXPECT_EQ(needs_of(size),
        (Needs{{dough, Quantity::ten_thousandths(1'000'500)}, {mozzarella, Quantity::ten_thousandths(1)}}));
}

TEST(Needs, add_up_as_often_as_ordered)
{
    Needs sum{{dough, Quantity::units(1)}};
    add_needs(sum, {{dough, Quantity::units(2)}, {mozzarella, Quantity::units(5)}}, 3);
    EXPECT_EQ(sum, (Needs{{dough, Quantity::units(7)}, {mozzarella, Quantity::units(15)}}));
}

TEST(Allergens, are_named_once_by_alphabet)
{
    auto const catalogue = a_catalogue();
    auto const* pizza = catalogue.find(margherita);
    ASSERT_TRUE(pizza);
    auto needs = needs_of(*pizza->size("M"));
    needs[beer_bottle] = Quantity::units(1);
    EXPECT_THAT(allergens_of(catalogue, needs), testing::ElementsAre("Céréales contenant du gluten", "Lait"));
}

} // namespace
} // namespace ocp::product
