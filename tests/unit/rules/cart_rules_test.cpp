#include "cart/business/cart_rules.h"
#include "tests/unit/rules/a_catalogue.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace ocp::cart {
namespace {

using namespace product::test;

stock::Shelf enough_for(std::int64_t dough_g, std::int64_t mozzarella_g)
{
    return {{dough, Quantity::units(dough_g)}, {mozzarella, Quantity::units(mozzarella_g)},
        {beer_bottle, Quantity::units(6)}};
}

Cart a_cart(std::vector<CartLine> lines)
{
    return {CartId{1}, bellecour, std::move(lines)};
}

TEST(PricedCart, adds_up_prices_pieces_load_and_needs)
{
    auto const catalogue = product::test::a_catalogue();
    auto const cart = price_cart(catalogue, enough_for(10'000, 10'000),
        a_cart({{1, margherita, "M", 2}, {2, calzone, "M", 1}, {3, beer, "unit", 3}}));
    EXPECT_EQ(cart.total, Money::cents(2 * 1000 + 990 + 3 * 450));
    EXPECT_EQ(cart.count, 6);
    EXPECT_EQ(cart.load_points, 18);
    EXPECT_EQ(cart.needs.at(dough), Quantity::units(2 * 250 + 300));
    EXPECT_EQ(cart.needs.at(beer_bottle), Quantity::units(3));
    EXPECT_TRUE(cart.orderable());
}

TEST(PricedCart, gives_a_later_line_only_what_the_earlier_ones_leave)
{
    auto const catalogue = product::test::a_catalogue();
    auto const cart = price_cart(
        catalogue, enough_for(800, 10'000), a_cart({{1, margherita, "M", 2}, {2, calzone, "M", 2}}));
    EXPECT_EQ(cart.lines[0].can_make, 3);
    EXPECT_FALSE(cart.lines[0].sold_out());
    EXPECT_EQ(cart.lines[1].can_make, 1) << "300 g of dough are left";
    EXPECT_TRUE(cart.lines[1].sold_out());
    EXPECT_FALSE(cart.orderable());
}

TEST(PricedCart, leaves_out_what_the_shop_no_longer_sells)
{
    auto catalogue = product::test::a_catalogue();
    catalogue.changes[bellecour][calzone].hidden = true;
    auto const cart = price_cart(
        catalogue, enough_for(10'000, 10'000), a_cart({{1, margherita, "M", 1}, {2, calzone, "M", 1}}));
    EXPECT_EQ(cart.total, Money::cents(1000));
    ASSERT_EQ(cart.gone.size(), 1U);
    EXPECT_EQ(cart.gone[0].id, 2);
    EXPECT_FALSE(cart.orderable());
}

TEST(PricedCart, is_not_ordered_empty)
{
    auto const catalogue = product::test::a_catalogue();
    EXPECT_FALSE(price_cart(catalogue, {}, a_cart({})).orderable());
}

TEST(CartQuantity, goes_from_one_to_fifty)
{
    EXPECT_EQ(checked_quantity(1), 1);
    EXPECT_EQ(checked_quantity(50), 50);
    for (std::optional<std::int64_t> const typed :
        {std::optional<std::int64_t>{}, std::optional<std::int64_t>{0}, std::optional<std::int64_t>{-1},
            std::optional<std::int64_t>{51}, std::optional<std::int64_t>{4'294'967'297}})
        EXPECT_EQ(checked_quantity(typed).error(), Refusal::QuantityInvalid);
}

RC_GTEST_PROP(PricedCart, that_is_orderable_never_needs_more_than_the_shelf_gives, ())
{
    auto const catalogue = product::test::a_catalogue();
    std::vector<CartLine> lines;
    auto const count = *rc::gen::inRange(1, 5);
    for (int i = 0; i < count; ++i) {
        auto const [product, size] = *rc::gen::element(std::pair{margherita, "S"}, std::pair{margherita, "M"},
            std::pair{margherita, "L"}, std::pair{calzone, "M"}, std::pair{beer, "unit"});
        lines.push_back({i, product, size, *rc::gen::inRange(1, 6)});
    }
    auto const shelf = enough_for(*rc::gen::inRange(0, 5'000), *rc::gen::inRange(0, 2'000));
    auto const cart = price_cart(catalogue, shelf, a_cart(lines));
    bool fits = true;
    for (auto const& [ingredient, quantity] : cart.needs)
        fits = fits && shelf.at(ingredient) >= quantity;
    RC_ASSERT(cart.orderable() == fits);
}

} // namespace
} // namespace ocp::cart
