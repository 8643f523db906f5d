#include "platform/http/response.h"
#include "tests/integration/site/checkout_form.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <chrono>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using order::Action;
using order::Actor;
using test::Browser;
using test::Shop;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view board = "/cuisine/part-dieu";
constexpr std::string_view menu = "/pizzerias/part-dieu";

/// What `site.shop()` does happens beside the site, as in another process: only its events tell of it.
struct KeptPages : test::OnBothSites {
    /// Whether the page comes to say this before it would be made again anyway.
    static bool comes_to_say(Browser& browser, std::string_view path, std::string const& words)
    {
        using namespace std::chrono_literals;
        for (auto const until = std::chrono::steady_clock::now() + 5s;
             std::chrono::steady_clock::now() < until;) {
            if (browser.get(path).body.find(words) != std::string::npos) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }
    static std::string form_of(OrderId order, std::string_view deed)
    {
        return fmt::format("action=\"{}/commandes/{}/{}\"", board, order.value(), deed);
    }
    std::string a_followed_order()
    {
        auto buyer = site.with_cart(site.customer);
        return buyer.post("/commander", test::checkout_form(buyer)).header("location");
    }
    OrderId last_order() { return OrderId{site.shop().number("SELECT MAX(id) FROM orders")}; }
};
OCP_ON_BOTH_ENGINES(KeptPages);

TEST_P(KeptPages, show_a_step_to_whoever_took_it_on_the_next_page)
{
    auto pizzaiolo = site.signed_in(site.here.pizzaiolo);
    for (int round = 0; round < 10; ++round) {
        auto const order = site.shop().an_order();
        ASSERT_TRUE(comes_to_say(pizzaiolo, board, form_of(order, "acceptation")));
        pizzaiolo.post(fmt::format("{}/commandes/{}/acceptation", board, order.value()));
        EXPECT_THAT(pizzaiolo.get(board).body, HasSubstr(form_of(order, "preparation-terminee")));
    }
}

TEST_P(KeptPages, of_a_kitchen_show_what_another_process_did)
{
    auto pizzaiolo = site.signed_in(site.here.pizzaiolo);
    auto const order = site.shop().an_order();
    ASSERT_TRUE(comes_to_say(pizzaiolo, board, form_of(order, "acceptation")));
    site.shop().step(order, Action::Accept, Actor::Pizzaiolo);
    EXPECT_TRUE(comes_to_say(pizzaiolo, board, form_of(order, "preparation-terminee")));
}

TEST_P(KeptPages, of_everybody_come_compressed_to_the_first_who_asks_too)
{
    auto visitor = site.browser();
    auto const first = visitor.send("GET", menu, "Accept-Encoding: gzip\r\n");
    EXPECT_EQ(first.header("content-encoding"), "gzip");
    EXPECT_EQ(first.header("vary"), "Accept-Encoding, Accept-Language, Cookie");
    auto const plain = visitor.send("GET", menu, "Accept-Encoding: identity\r\n");
    EXPECT_EQ(plain.header("content-encoding"), "");
    EXPECT_THAT(plain.body, HasSubstr("</html>"));
    EXPECT_EQ(first.body, http::gzip(plain.body));
}

TEST_P(KeptPages, carry_each_visitors_own_token)
{
    auto pizzaiolo = site.signed_in(site.here.pizzaiolo), manager = site.signed_in(site.here.manager);
    auto const one = site.shop().an_order(), another = site.shop().an_order();
    ASSERT_TRUE(comes_to_say(pizzaiolo, board, form_of(another, "acceptation")));
    for (auto const& [browser, order] : {std::pair{&pizzaiolo, one}, std::pair{&manager, another}}) {
        auto const page = browser->get(board).body;
        EXPECT_THAT(page, Not(HasSubstr(site.app().parts.csrf_place())));
        browser->csrf = test::value_of(page.substr(page.find(form_of(order, "acceptation"))), "csrf");
        browser->post(fmt::format("{}/commandes/{}/acceptation", board, order.value()));
        EXPECT_EQ(site.shop().status_of(order), order::Status::InPreparation);
    }
}

TEST_P(KeptPages, are_not_for_who_has_heard_of_more_from_another_process)
{
    auto pizzaiolo = site.signed_in(site.here.pizzaiolo);
    for (int round = 0; round < 8; ++round) {
        auto const link = a_followed_order();
        auto const order = last_order();
        auto anyone = site.browser();
        ASSERT_TRUE(comes_to_say(anyone, link, "La pizzeria va la confirmer."));
        ASSERT_TRUE(comes_to_say(pizzaiolo, board, form_of(order, "acceptation")));
        site.shop().step(order, Action::Accept, Actor::Pizzaiolo);
        auto const seen = site.app().database.read(
            [](db::Reader const& reader) { return outbox::to_text(outbox::now_cursor(reader)); });
        // This process has not heard of it yet, but for one time in ten.
        auto const header = "X-Seen-Event: " + seen + "\r\n";
        EXPECT_THAT(anyone.send("GET", link, header).body, HasSubstr("En cuisine depuis"));
        EXPECT_THAT(pizzaiolo.send("GET", std::string{board}, header).body,
            HasSubstr(form_of(order, "preparation-terminee")));
    }
}

TEST_P(KeptPages, of_an_order_show_what_the_kitchen_did)
{
    auto const link = a_followed_order();
    auto anyone = site.browser(), customer = site.signed_in(site.customer);
    EXPECT_THAT(anyone.get(link).body, HasSubstr("La pizzeria va la confirmer."));
    EXPECT_THAT(customer.get(link).body, HasSubstr("La pizzeria va la confirmer."));
    site.shop().step(last_order(), Action::Accept, Actor::Pizzaiolo);
    EXPECT_TRUE(comes_to_say(anyone, link, "En cuisine depuis"));
    EXPECT_TRUE(comes_to_say(customer, link, "En cuisine depuis"));
}

TEST_P(KeptPages, of_an_order_say_at_once_that_it_is_cancelled)
{
    for (auto const signed_in : {false, true}) {
        auto const link = a_followed_order();
        auto browser = signed_in ? site.signed_in(site.customer) : site.browser();
        EXPECT_THAT(browser.get(link).body, HasSubstr("/annulation\""));
        auto const cancelled = browser.post(link + "/annulation");
        EXPECT_EQ(cancelled.header("location"), link);
        auto const told = browser.follow(cancelled).body;
        EXPECT_THAT(told, HasSubstr("Commande annulée"));
        EXPECT_THAT(test::words_of(told, "steps"), AllOf(HasSubstr("Commande reçue"), HasSubstr("Annulée")));
        EXPECT_THAT(test::words_of(told, "steps"), Not(HasSubstr("Prête"))) << "it will never be";
    }
}

TEST_P(KeptPages, of_an_order_say_once_that_cancelling_came_too_late)
{
    auto const link = a_followed_order();
    auto browser = site.signed_in(site.customer);
    browser.get(link);
    site.shop().step(last_order(), Action::Accept, Actor::Pizzaiolo);
    auto const refused = browser.post(link + "/annulation");
    auto const told = browser.follow(refused).body;
    EXPECT_THAT(told, HasSubstr("role=\"alert\""));
    EXPECT_THAT(told, HasSubstr("En cuisine depuis"));
    EXPECT_THAT(browser.get(link).body, Not(HasSubstr("role=\"alert\"")));
}

TEST_P(KeptPages, of_a_shop_say_that_its_last_pizza_is_sold)
{
    auto visitor = site.browser();
    site.shop().count(Shop::mozzarella, site.shop().held(Shop::mozzarella) + Shop::mozzarella_of_one);
    site.app().changes.everything();
    EXPECT_THAT(visitor.get(menu).body, Not(HasSubstr("En rupture")));
    site.shop().an_order();
    EXPECT_TRUE(comes_to_say(visitor, menu, "En rupture"));
}

} // namespace
} // namespace ocp
