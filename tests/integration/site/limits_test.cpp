#include "tests/integration/site/checkout_form.h"
#include "tests/support/at_once.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp {

namespace {

using test::Browser, test::RunningSite;
using testing::TestWithParam;

/// Each case on a site of its own, with the limits that production has.
struct Limits : TestWithParam<db::Engine> {
    RunningSite site{GetParam(), {{"RATE_LIMITS", "on"}}};

    Browser::Answer order(Browser browser, test::Form const& changes = {})
    {
        return browser.post("/commander", test::with(checkout_form(browser), changes));
    }
    std::int64_t orders() { return site.shop().number("SELECT COUNT(*) FROM orders"); }
};
OCP_ON_BOTH_ENGINES(Limits);

test::Form const one_email{{"email", "une.autre@exemple.fr"}, {"note", "sonner deux fois"}};

TEST_P(Limits, let_two_unpaid_orders_of_an_email_wait_and_keep_the_form_of_the_third)
{
    ASSERT_EQ(order(site.with_cart(), one_email).status, 303);
    ASSERT_EQ(order(site.with_cart(), one_email).status, 303);
    auto browser = site.with_cart();
    auto const third = order(browser, one_email);
    EXPECT_EQ(third.status, 429);
    EXPECT_EQ(third.header("retry-after"), "300");
    EXPECT_NE(third.body.find("Deux de vos commandes attendent encore la pizzeria."), std::string::npos);
    EXPECT_NE(third.body.find("sonner deux fois"), std::string::npos) << "what was typed is kept";
    EXPECT_EQ(orders(), 2);
    EXPECT_EQ(order(site.with_cart()).status, 303) << "another customer of the same address orders";

    site.shop().sql("UPDATE orders SET order_status = 'in_preparation' WHERE id = 1");
    EXPECT_EQ(order(site.with_cart(), one_email).status, 303) << "the shop has accepted one";
}

TEST_P(Limits, let_no_third_order_slip_through_in_parallel)
{
    auto const answers
        = test::at_once(6, [&](std::size_t) { return order(site.with_cart(), one_email).status; });
    EXPECT_EQ(std::count(answers.begin(), answers.end(), 303), 2);
    EXPECT_EQ(std::count(answers.begin(), answers.end(), 429), 4);
    EXPECT_EQ(orders(), 2);
}

TEST_P(Limits, let_no_third_order_slip_through_in_parallel_from_many_addresses)
{
    auto const email = site.shop()
                           .words(fmt::format("SELECT email FROM users WHERE id = {}", site.customer.value()))
                           .front();
    auto const answers = test::at_once(6, [&](std::size_t i) {
        auto browser = site.with_cart();
        auto form = test::with(checkout_form(browser), {{"email", email}, {"csrf", browser.csrf}});
        auto const lines = fmt::format(
            "X-Forwarded-For: 203.0.113.{}\r\n{}{}", i + 1, Browser::origin, Browser::form_type);
        return browser.send("POST", "/commander", lines, test::encoded(form)).status;
    });
    EXPECT_EQ(std::count(answers.begin(), answers.end(), 303), 2);
    EXPECT_EQ(std::count(answers.begin(), answers.end(), 429), 4);
    EXPECT_EQ(orders(), 2);
}

TEST_P(Limits, let_nobody_guess_promo_codes)
{
    site.shop().sql(
        "INSERT INTO promo_codes (code, percent, minimum, from_at, to_at, created_at, updated_at) "
        "VALUES ('PIZZA10', 10, 0, 0, 9999999999999, 0, 0)");
    auto browser = site.with_cart();
    auto const said = [&](std::string const& code) {
        return std::string{browser.post("/panier/code", {{"code", code}}).header("location")};
    };
    for (int i = 0; i < 30; ++i)
        ASSERT_EQ(said("pizza10"), "/panier") << "a right one is no guess";
    for (int i = 0; i < 20; ++i)
        ASSERT_EQ(said(fmt::format("PIZZA{}", 20 + i)), "/panier?code=1");
    EXPECT_EQ(said("PIZZA99"), "/panier?trop-de-codes=1");
    EXPECT_EQ(said("pizza10"), "/panier?trop-de-codes=1") << "who guesses is not told what is right";
    EXPECT_NE(browser.get("/panier?trop-de-codes=1").body.find("Trop d’essais"), std::string::npos);
    EXPECT_EQ(said(""), "/panier") << "taking it out is none";
}

TEST_P(Limits, do_not_let_strangers_keep_somebody_from_ordering_signed_in)
{
    auto const email = site.shop()
                           .words(fmt::format("SELECT email FROM users WHERE id = {}", site.customer.value()))
                           .front();
    for (int i = 0; i < 2; ++i)
        ASSERT_EQ(order(site.with_cart(), {{"email", email}}).status, 303);
    EXPECT_EQ(order(site.with_cart(), {{"email", email}}).status, 429);
    EXPECT_EQ(order(site.with_cart(site.customer)).status, 303);
    EXPECT_EQ(order(site.with_cart(site.customer)).status, 303);
    EXPECT_EQ(order(site.with_cart(site.customer)).status, 429);
}

TEST_P(Limits, let_ten_orders_an_hour_come_from_one_address)
{
    for (int i = 0; i < 10; ++i)
        ASSERT_EQ(order(site.with_cart()).status, 303);
    auto const eleventh = order(site.with_cart());
    EXPECT_EQ(eleventh.status, 429);
    EXPECT_EQ(eleventh.header("retry-after"), "3600");
    EXPECT_EQ(orders(), 10);
    EXPECT_EQ(site.shop().number("SELECT COUNT(*) FROM idempotency"), 10) << "a refused key is not kept";
    site.shop().sql("UPDATE sign_in_attempts SET first_at = first_at - 3600000");
    EXPECT_EQ(order(site.with_cart()).status, 303) << "an hour later";
}

TEST_P(Limits, answer_five_registrations_an_hour_taken_or_not)
{
    auto browser = site.browser();
    browser.get("/inscription");
    auto const registration = [&] {
        return browser.post("/inscription",
            {{"firstname", "Zoé"}, {"lastname", "Petit"}, {"email", "personne.1@exemple.fr"},
                {"password", "Mot de passe 7#"}, {"password_again", "Mot de passe 7#"}});
    };
    for (int i = 0; i < 5; ++i)
        ASSERT_EQ(registration().status, 409);
    EXPECT_EQ(registration().status, 429);
}

TEST_P(Limits, stop_one_guess_on_each_of_many_accounts)
{
    auto browser = site.browser();
    browser.get("/connexion");
    for (int i = 0; i < 10; ++i)
        ASSERT_EQ(browser
                      .post("/connexion",
                          {{"email", fmt::format("compte.{}@exemple.fr", i)}, {"password", "Devine-moi 1"}})
                      .status,
            401);
    auto const refused
        = browser.post("/connexion", {{"email", "compte.11@exemple.fr"}, {"password", "Devine-moi 1"}});
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("retry-after"), "3600");
}

TEST_P(Limits, answer_twenty_links_of_no_order_and_every_true_one)
{
    auto browser = site.browser();
    auto const placed = order(site.with_cart());
    for (int i = 0; i < 20; ++i)
        ASSERT_EQ(browser.get(fmt::format("/suivi/{:022}", i)).status, 404);
    EXPECT_EQ(browser.get("/suivi/0000000000000000000099").status, 429);
    EXPECT_EQ(browser.get(placed.header("location")).status, 200);
}

} // namespace

} // namespace ocp
