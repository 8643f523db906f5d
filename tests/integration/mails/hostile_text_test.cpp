#include "tests/integration/mails/mailed_site.h"
#include "tests/integration/site/checkout_form.h"

#include <gmock/gmock.h>

namespace ocp {
namespace {

using order::Action;
using order::Actor;
using test::Browser;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// An order whose every word is meant for something else than to be read.
struct HostileText : test::OnBothMailedSites {
    UserId const alice = site.person("Alice");
    Browser buyer = site.with_cart(alice, 2);
    test::Form const form = test::with(test::checkout_form(buyer),
        {{"firstname", "\"><svg onload=alert(1)>"}, {"lastname", "{{CSRF}}\u202eneila"},
            {"line", "4 <script>alert(2)</script>\x1b[2J"}, {"city", "Lyon\r\nBcc: tous@exemple.fr"},
            {"note", "code \u202e4321\u202c <img src=x onerror=alert(3)>\x1b]0;x\x07"},
            {"save_address", "1"}});
    Browser::Answer placed = buyer.post("/commander", form);
    std::string const link = placed.header("location");
    OrderId const order{site.shop().number("SELECT MAX(id) FROM orders")};

    static auto is_harmless()
    {
        return AllOf(Not(HasSubstr("<svg onload")), Not(HasSubstr("<script>alert")),
            Not(HasSubstr("<img src=x")), Not(HasSubstr("\x1b")), Not(HasSubstr("\x07")),
            Not(HasSubstr("\u202e")));
    }
};
OCP_ON_BOTH_ENGINES(HostileText);

TEST_P(HostileText, is_read_as_text_by_the_kitchen_and_the_driver)
{
    ASSERT_THAT(link, testing::StartsWith("/suivi/"));
    auto const note = HasSubstr("code 4321 &lt;img src=x onerror=alert(3)&gt;]0;x");
    auto const line = HasSubstr("4 &lt;script&gt;alert(2)&lt;/script&gt;[2J");
    auto kitchen = site.signed_in(site.here.pizzaiolo);
    EXPECT_THAT(kitchen.get("/cuisine/part-dieu").body, AllOf(is_harmless(), note, line));
    EXPECT_THAT(
        kitchen.get(fmt::format("/cuisine/part-dieu/commandes/{}/refus", order.value())).body, is_harmless());
    site.shop().step(order, Action::Accept, Actor::Pizzaiolo);
    site.shop().step(order, Action::Finish, Actor::Pizzaiolo);
    auto driver = site.signed_in(site.here.driver);
    EXPECT_THAT(driver.get("/livraisons/part-dieu").body,
        AllOf(is_harmless(), line, HasSubstr("Lyon  Bcc: tous@exemple.fr")));
    ASSERT_TRUE(site.shop().step(order, Action::Depart, Actor::Driver));
    EXPECT_THAT(driver.get("/livraisons/part-dieu").body,
        AllOf(is_harmless(), line, note, HasSubstr("&lt;svg onload=alert(1)&gt; {{CSRF}}neila")));
}

TEST_P(HostileText, is_read_as_text_by_the_customer_on_every_page_and_in_the_mail)
{
    ASSERT_THAT(link, testing::StartsWith("/suivi/"));
    for (auto const* const path : {"/mes-commandes", "/mon-compte/adresses", "/commander"})
        EXPECT_THAT(buyer.get(path).body, is_harmless()) << path;
    EXPECT_EQ(buyer.get("/mon-compte/donnees/export").header("content-type"), "application/json");
    EXPECT_THAT(buyer.get("/mon-compte/adresses").body, HasSubstr("4 &lt;script&gt;alert(2)"));
    EXPECT_THAT(buyer.get(link).body, is_harmless());
    auto const mails = arrived();
    ASSERT_THAT(mails, Not(testing::IsEmpty()));
    EXPECT_EQ(mails.back().to, email_of(alice));
    EXPECT_EQ(mails.back().header("Bcc"), "");
    EXPECT_THAT(mails.back().words(),
        AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\u202e")),
            HasSubstr("4 &lt;script&gt;alert(2)&lt;/script&gt;[2J")));
}

} // namespace
} // namespace ocp
