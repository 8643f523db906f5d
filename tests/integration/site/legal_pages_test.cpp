#include "base/refusal_text.h"
#include "tests/integration/site/checkout_form.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::Browser;
using test::with;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct LegalPages : test::OnBothSites { };
OCP_ON_BOTH_ENGINES(LegalPages);

TEST_P(LegalPages, say_what_the_group_filled_in_and_what_it_has_not_yet)
{
    auto visitor = site.browser();
    EXPECT_THAT(visitor.get("/mentions-legales").body, HasSubstr("[à compléter\u00a0: siège social]"));
    site.shop().sql("INSERT INTO legal_facts (name, value, created_at, updated_at) "
                    "VALUES ('registered_office', '14 rue <Victor-Hugo>', 0, 0);");
    auto const filled = visitor.get("/mentions-legales").body;
    EXPECT_THAT(filled, HasSubstr("14 rue &lt;Victor-Hugo&gt;"));
    EXPECT_THAT(filled, Not(HasSubstr("siège social]")));
    site.shop().sql("DELETE FROM legal_facts;");
}

TEST_P(LegalPages, are_reached_from_every_page_in_both_languages)
{
    auto visitor = site.browser();
    auto const home = visitor.get("/").body;
    for (auto const* const page :
        {"/mentions-legales", "/conditions-generales-de-vente", "/donnees-personnelles", "/accessibilite"}) {
        EXPECT_THAT(home, HasSubstr(std::string{"href=\""} + page + "\""));
        EXPECT_EQ(visitor.get(page).status, 200U) << page;
        auto const english = visitor.send("GET", page, "Accept-Language: en\r\n");
        EXPECT_THAT(english.body, HasSubstr("<html lang=\"en\"")) << page;
        EXPECT_THAT(english.body, HasSubstr("Legal notice")) << page;
    }
}

TEST_P(LegalPages, no_alcohol_is_sold_to_who_does_not_say_that_they_are_of_age)
{
    auto& shop = site.shop();
    shop.sql("UPDATE products SET vat_class = 'alcohol' WHERE id = 1; UPDATE catalogue_version SET version = "
             "version + 1;");
    site.app().catalogue.forget();
    auto buyer = site.with_cart(1);
    auto const form = with(test::checkout_form(buyer), {{"mode", "pickup"}});
    auto const before = site.state();
    auto const refused = buyer.post("/commander", form);
    EXPECT_EQ(refused.status, 422U);
    EXPECT_EQ(test::fault_beside(refused.body, "adult"), test::french(sentence_of(Refusal::AgeUnconfirmed)));
    EXPECT_EQ(site.state(), before);
    EXPECT_THAT(
        buyer.post("/commander", with(form, {{"adult", "1"}})).header("location"), StartsWith("/suivi/"));
    shop.sql("UPDATE products SET vat_class = 'ready_to_eat' WHERE id = 1; UPDATE catalogue_version SET "
             "version = version + 1;");
    site.app().catalogue.forget();
    auto sober = site.with_cart(1);
    EXPECT_THAT(sober.get("/commander").body, Not(HasSubstr("name=\"adult\"")));
}

TEST_P(LegalPages, who_hands_alcohol_over_is_told_to_look_at_the_age)
{
    auto& shop = site.shop();
    auto const order = shop.order_at(order::Status::Ready, pizzeria::Mode::Delivery);
    auto const picked_up = shop.order_at(order::Status::Ready, pizzeria::Mode::Pickup);
    auto driver = site.signed_in(site.here.driver);
    EXPECT_THAT(driver.get("/livraisons/part-dieu").body, Not(HasSubstr("alcool")));
    shop.sql("UPDATE products SET vat_class = 'alcohol' WHERE id = 1;");
    EXPECT_THAT(driver.get("/livraisons/part-dieu").body, HasSubstr("alcool, âge à vérifier"));
    auto kitchen = site.signed_in(site.here.pizzaiolo);
    auto const board = kitchen.get("/cuisine/part-dieu").body;
    auto const ticket_of
        = [&](OrderId id) { return test::words_of(board, fmt::format("order-{}", id.value())); };
    EXPECT_THAT(ticket_of(picked_up), HasSubstr("vérifier l’âge à la remise"));
    EXPECT_THAT(ticket_of(order), Not(HasSubstr("âge"))) << "its driver is told";
    ASSERT_TRUE(shop.step(order, order::Action::Depart, order::Actor::Driver));
    EXPECT_THAT(driver.get("/livraisons/part-dieu").body, HasSubstr("vérifier l’âge à la porte"));
    shop.sql("UPDATE products SET vat_class = 'ready_to_eat' WHERE id = 1;");
}

} // namespace
} // namespace ocp
