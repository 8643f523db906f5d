#include "product/picture/gallery.h"
#include "product/picture/picture_of.h"
#include "tests/unit/rules/a_catalogue.h"

#include <gtest/gtest.h>

namespace ocp::product::picture {
namespace {

using test::calzone;
using test::margherita;
using test::menu;

/// Both pizzas are of cheese; the calzone may not be half of one, and so is folded.
Catalogue drawn_catalogue()
{
    auto catalogue = test::a_catalogue();
    catalogue.ingredients.at(test::mozzarella).drawing = "mozzarella";
    catalogue.products[catalogue.by_id.at(margherita)].halvable = true;
    return catalogue;
}

std::string of_menu(Catalogue const& catalogue, ProductId id)
{
    return picture_of(catalogue, *catalogue.find(id));
}

TEST(PictureOf, a_pizza_is_flat_unless_it_is_folded)
{
    auto const catalogue = drawn_catalogue();
    EXPECT_EQ(of_menu(catalogue, margherita), path_of({"mozzarella"}));
    EXPECT_EQ(of_menu(catalogue, calzone), path_of({"mozzarella", "chausson"}));
}

TEST(PictureOf, a_deal_is_a_box_with_the_pizza_that_was_chosen)
{
    auto const catalogue = drawn_catalogue();
    EXPECT_EQ(of_menu(catalogue, menu), path_of({"mozzarella", "carton"}));
    Configuration wanted;
    wanted.picks = {{margherita, "M", {}}, {test::beer, "unit", {}}};
    auto const whole = configure(catalogue, test::bellecour, menu, "unit", wanted);
    ASSERT_TRUE(whole);
    EXPECT_EQ(picture_of(catalogue, *whole), path_of({"mozzarella", "carton"}));
    wanted.picks[0].configuration.amounts[test::mozzarella] = {Amount::Kind::Without};
    auto const without = configure(catalogue, test::bellecour, menu, "unit", wanted);
    ASSERT_TRUE(without);
    EXPECT_EQ(picture_of(catalogue, *without), "") << "nothing of it is drawn";
}

TEST(PictureOf, what_nothing_is_drawn_of_has_no_picture_in_any_shape)
{
    auto const catalogue = test::a_catalogue();
    for (auto const id : {margherita, calzone, menu, test::beer})
        EXPECT_EQ(of_menu(catalogue, id), "");
}

} // namespace
} // namespace ocp::product::picture
