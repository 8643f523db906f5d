#include "tests/integration/site/checkout_form.h"
#include "tests/support/running_site.h"

#include <gmock/gmock.h>

namespace ocp {
namespace {

using order::Action;
using order::Actor;
using test::Browser;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct LateChange : test::OnBothSites {
    Browser browser = site.with_cart(2);
    Browser::Answer placed = browser.post("/commander", test::checkout_form(browser));
    std::string const link = placed.header("location");
    OrderId const order{site.shop().number("SELECT MAX(id) FROM orders")};

    void SetUp() override
    {
        browser.get(link);
        ASSERT_EQ(browser.post(link + "/modification").header("location"), "/panier");
    }
    std::int64_t orders() { return site.shop().number("SELECT COUNT(*) FROM orders"); }
};
OCP_ON_BOTH_ENGINES(LateChange);

TEST_P(LateChange, leaves_a_cart_that_can_be_ordered_by_itself)
{
    EXPECT_THAT(browser.get("/commander").body,
        AllOf(HasSubstr("Garder la commande comme elle était"), Not(HasSubstr("/commander/a-part"))));
    ASSERT_TRUE(site.shop().step(order, Action::Accept, Actor::Pizzaiolo));
    auto const late = browser.get("/commander");
    EXPECT_EQ(late.status, 409);
    EXPECT_THAT(late.body,
        AllOf(HasSubstr("ne peut plus être modifiée"), HasSubstr("action=\"/commander/a-part\""),
            Not(HasSubstr("/commander/changements")), Not(HasSubstr("comme elle était"))));
    EXPECT_EQ(browser.post("/commander/a-part").header("location"), "/panier");
    auto const before = orders();
    EXPECT_EQ(browser.post("/commander", test::checkout_form(browser)).status, 303);
    EXPECT_EQ(orders(), before + 1);
    EXPECT_EQ(site.shop().status_of(order), order::Status::InPreparation);
    EXPECT_THAT(site.shop().faults(), testing::IsEmpty());
}

TEST_P(LateChange, empties_the_cart_of_who_wants_none_of_it)
{
    ASSERT_TRUE(site.shop().step(order, Action::Cancel, Actor::Customer));
    browser.get("/commander");
    EXPECT_EQ(
        browser.post("/commander/abandon", {{"token", link.substr(sizeof "/suivi/" - 1)}}).header("location"),
        link);
    EXPECT_EQ(browser.get("/commander").header("location"), "/panier");
}

} // namespace
} // namespace ocp
