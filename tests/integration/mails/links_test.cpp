#include "base/refusal_text.h"
#include "tests/integration/mails/mailed_site.h"
#include "tests/integration/site/checkout_form.h"
#include "tests/support/at_once.h"
#include "tests/support/page_text.h"

#include <algorithm>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::Browser;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

constexpr auto password = "cerise-et-4-noyaux";
constexpr auto other = "prune-et-5-noyaux";

/// Ways in by mail.
struct MailLinks : test::OnBothMailedSites {
    UserId const person = site.person("Alice");
    std::string const email = email_of(person);

    void SetUp() override { arrived(); }

    std::string asked_reset(std::string const& of)
    {
        auto visitor = site.browser();
        EXPECT_EQ(visitor.post("/mot-de-passe-oublie", {{"email", of}}).status, 303U);
        return link_arrived("/mot-de-passe-oublie/");
    }
    /// Opens the link as a browser does, up to the page behind it.
    static Browser::Answer opened(Browser& browser, std::string const& link)
    {
        return browser.follow(browser.get(link));
    }
    static Browser::Answer choose(Browser& browser, std::string const& chosen, std::string const& again)
    {
        return browser.post("/nouveau-mot-de-passe", {{"password", chosen}, {"password_again", again}});
    }
    void age_links(std::chrono::milliseconds by)
    {
        site.shop().sql(fmt::format("UPDATE tokens SET expires_at = expires_at - {}", by.count()));
    }
    void expect_over(Browser::Answer const& answer)
    {
        EXPECT_EQ(answer.status, 410U);
        EXPECT_THAT(answer.body, HasSubstr(test::french(sentence_of(Refusal::LinkOver))));
    }
};
OCP_ON_BOTH_ENGINES(MailLinks);

TEST_P(MailLinks, come_in_the_language_of_the_account)
{
    site.shop().sql(fmt::format("UPDATE users SET locale = 'en' WHERE id = {}", person.value()));
    auto visitor = site.browser();
    for (auto const& [page, subject] : {std::pair{"/mot-de-passe-oublie", "Choose a new password"},
             {"/connexion/lien", "Your sign-in link"}}) {
        ASSERT_EQ(visitor.post(page, {{"email", email}}).status, 303U);
        auto const mails = arrived();
        ASSERT_THAT(mails, SizeIs(1));
        EXPECT_EQ(mails[0].header("Subject"), subject);
        EXPECT_THAT(mails[0].words(),
            AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr("This link works once"),
                HasSubstr("without this link, nothing changes"), Not(HasSubstr("Vous"))));
    }
}

TEST_P(MailLinks, lead_to_a_new_password_and_in)
{
    auto elsewhere = site.signed_in(person);
    auto const link = asked_reset(email);
    ASSERT_THAT(link, StartsWith("/mot-de-passe-oublie/"));
    auto browser = site.browser();
    auto const redirect = browser.get(link);
    EXPECT_EQ(redirect.status, 303U);
    EXPECT_EQ(redirect.header("location"), "/nouveau-mot-de-passe") << "the address says nothing any more";
    EXPECT_EQ(redirect.header("referrer-policy"), "no-referrer");
    auto const page = browser.follow(redirect);
    EXPECT_EQ(page.status, 200U);
    EXPECT_THAT(page.body, HasSubstr(email));
    EXPECT_EQ(elsewhere.get("/mes-commandes").status, 200U) << "looking changes nothing";

    EXPECT_EQ(choose(browser, password, password).header("location"), "/mes-commandes");
    EXPECT_EQ(browser.get("/mes-commandes").status, 200U);
    EXPECT_EQ(elsewhere.get("/mes-commandes").status, 303U) << "other login sessions end";
    auto again = site.browser();
    EXPECT_EQ(again.post("/connexion", {{"email", email}, {"password", password}}).status, 303U);
    auto const told = arrived();
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(told[0].to, email);
    EXPECT_THAT(told[0].words(), HasSubstr("Les autres appareils ont été déconnectés"));
}

TEST_P(MailLinks, serve_once)
{
    auto const link = asked_reset(email);
    auto browser = site.browser(), second = site.browser();
    opened(browser, link);
    opened(second, link);
    EXPECT_EQ(choose(browser, password, password).status, 303U);
    expect_over(choose(second, other, other));
    expect_over(opened(second, link));
    auto in = site.browser();
    EXPECT_EQ(in.post("/connexion", {{"email", email}, {"password", password}}).status, 303U);
}

TEST_P(MailLinks, keep_the_rules_of_passwords)
{
    auto const link = asked_reset(email);
    auto browser = site.browser();
    opened(browser, link);
    auto const weak = choose(browser, "cerise", "cerise");
    EXPECT_EQ(weak.status, 422U);
    EXPECT_EQ(
        test::fault_beside(weak.body, "password"), test::french(sentence_of(Refusal::PasswordTooShort)));
    auto const differs = choose(browser, password, other);
    EXPECT_EQ(test::fault_beside(differs.body, "password-again"),
        test::french(sentence_of(Refusal::PasswordsDiffer)));
    EXPECT_EQ(choose(browser, email, email).status, 422U);
    EXPECT_EQ(choose(browser, password, password).status, 303U) << "a mistake does not use it up";
}

TEST_P(MailLinks, are_over_after_an_hour)
{
    auto const link = asked_reset(email);
    auto browser = site.browser();
    age_links(std::chrono::hours{1});
    expect_over(opened(browser, link));
    expect_over(choose(browser, password, password));
}

TEST_P(MailLinks, are_dead_when_the_password_or_the_email_has_changed)
{
    auto const first = asked_reset(email), second = asked_reset(email);
    ASSERT_NE(first, second);
    auto browser = site.browser();
    opened(browser, first);
    ASSERT_EQ(choose(browser, password, password).status, 303U);
    auto late = site.browser();
    expect_over(opened(late, second));

    auto const third = asked_reset(email);
    ASSERT_NE(third, "");
    site.shop().sql(
        fmt::format("UPDATE users SET email = 'alice.neuve.{0}@exemple.fr' WHERE id = {0}", person.value()));
    expect_over(opened(late, third));
}

TEST_P(MailLinks, do_not_hold_when_tampered_with_or_of_another_kind)
{
    auto const link = asked_reset(email);
    auto browser = site.browser();
    auto tampered = link;
    tampered.back() = tampered.back() == 'A' ? 'B' : 'A';
    expect_over(opened(browser, tampered));
    expect_over(choose(browser, password, password));
    expect_over(opened(browser, "/connexion/lien/" + link.substr(link.rfind('/') + 1)));
    expect_over(browser.post("/connexion/confirmation"));
    auto nobody = site.browser();
    expect_over(nobody.get("/nouveau-mot-de-passe"));
    expect_over(choose(nobody, password, password));
    EXPECT_EQ(opened(browser, link).status, 200U);
}

TEST_P(MailLinks, are_kept_nowhere_in_clear)
{
    auto const link = asked_reset(email);
    auto const token = link.substr(link.rfind('/') + 1);
    ASSERT_GE(token.size(), 43U);
    EXPECT_EQ(site.shop().number(fmt::format("SELECT COUNT(*) FROM tokens WHERE hash = '{}'", token)), 0);
}

TEST_P(MailLinks, say_the_same_of_an_address_that_nobody_has)
{
    auto known = site.browser(), unknown = site.browser();
    auto const nobody = "personne.nulle.part@exemple.fr";
    for (auto const* const door : {"/mot-de-passe-oublie", "/connexion/lien"}) {
        auto const here = known.post(door, {{"email", email}}),
                   there = unknown.post(door, {{"email", nobody}});
        EXPECT_EQ(here.status, there.status);
        EXPECT_EQ(here.header("location"), there.header("location"));
        EXPECT_EQ(known.follow(here).body, unknown.follow(there).body);
        EXPECT_EQ(here.head.size(), there.head.size());
    }
    // The same rows, so the same work; who it is for is looked up where nobody waits.
    EXPECT_EQ(site.shop().number(fmt::format("SELECT COUNT(*) FROM mails WHERE address = '{}'", nobody)), 2);
    EXPECT_THAT(arrived(), SizeIs(2));
    EXPECT_EQ(site.shop().number(fmt::format("SELECT COUNT(*) FROM mails WHERE address = '{}'", nobody)), 0)
        << "nothing is kept of an address that is nobody's";
}

TEST_P(MailLinks, are_sent_three_times_an_hour_to_one_address)
{
    for (auto const& of : {email, std::string{"personne.du.tout@exemple.fr"}}) {
        auto visitor = site.browser();
        for (int i = 0; i < 3; ++i)
            EXPECT_EQ(visitor.post("/mot-de-passe-oublie", {{"email", of}}).status, 303U);
        auto const answer = visitor.post("/connexion/lien", {{"email", of}});
        EXPECT_EQ(answer.status, 429U);
        EXPECT_EQ(
            test::fault_beside(answer.body, "email"), test::french(sentence_of(Refusal::TooManyRequests)));
    }
    EXPECT_THAT(arrived(), SizeIs(3));
}

TEST_P(MailLinks, are_sent_ten_times_an_hour_for_one_client)
{
    auto tools = site.app().sign_in_tools;
    tools.limits_clients = true;
    auto const now = site.app().clock.now();
    auto const ask = [&](int i, std::string const& client) {
        return account::ask_for_link(
            tools, {account::Link::SignIn, fmt::format("n{}.{}@exemple.fr", i, person.value()), client, now});
    };
    auto const one = fmt::format("198.51.100.{}", person.value());
    for (int i = 0; i < 10; ++i)
        EXPECT_TRUE(ask(i, one));
    auto const refused = ask(10, one);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), Refusal::TooManyRequests);
    EXPECT_TRUE(ask(11, "2001:db8::1"));
}

TEST_P(MailLinks, sign_in_without_a_password)
{
    auto browser = site.with_cart();
    EXPECT_EQ(browser.post("/connexion/lien", {{"email", " " + email + " "}}).status, 303U);
    auto const link = link_arrived("/connexion/lien/");
    auto const page = opened(browser, link);
    EXPECT_EQ(page.status, 200U);
    EXPECT_THAT(page.body, HasSubstr(email));
    EXPECT_EQ(browser.get("/mes-commandes").status, 303U) << "a look signs nobody in";
    browser.get("/connexion/confirmation");
    auto const in = browser.post("/connexion/confirmation");
    EXPECT_EQ(in.header("location"), "/panier");
    EXPECT_THAT(browser.get("/panier").body, HasSubstr("Margherita")) << "the cart came along";
    EXPECT_EQ(browser.get("/mes-commandes").status, 200U);
    auto second = site.browser();
    expect_over(opened(second, link));
}

TEST_P(MailLinks, let_in_one_of_all_who_follow_at_the_same_moment)
{
    site.browser().post("/connexion/lien", {{"email", email}});
    auto const link = link_arrived("/connexion/lien/");
    std::vector<Browser> browsers(8, site.browser());
    for (auto& browser : browsers)
        opened(browser, link);
    auto const statuses = test::at_once(
        browsers.size(), [&](std::size_t i) { return browsers[i].post("/connexion/confirmation").status; });
    EXPECT_EQ(std::count(statuses.begin(), statuses.end(), 303U), 1);
    EXPECT_EQ(std::count(statuses.begin(), statuses.end(), 410U), 7);
}

TEST_P(MailLinks, do_not_open_a_closed_account)
{
    auto const link = asked_reset(email);
    site.shop().sql(fmt::format("UPDATE users SET blocked_at = 1 WHERE id = {}", person.value()));
    auto browser = site.browser();
    expect_over(opened(browser, link));
    EXPECT_EQ(asked_reset(email), "");
    EXPECT_THAT(arrived(), IsEmpty());
}

TEST_P(MailLinks, are_linked_from_the_sign_in_page_and_hold_no_host_of_the_request)
{
    auto visitor = site.browser();
    EXPECT_THAT(visitor.get("/connexion").body,
        testing::AllOf(HasSubstr("href=\"/mot-de-passe-oublie\""), HasSubstr("href=\"/connexion/lien\"")));
    EXPECT_EQ(
        visitor
            .send("POST", "/mot-de-passe-oublie",
                "Host: evil.example\r\n" + std::string{Browser::origin} + std::string{Browser::form_type},
                test::encoded({{"email", email}}))
            .status,
        400U);
    EXPECT_THAT(arrived(), IsEmpty());
}

/// Nobody learns at checkout who has an account (ADR 17).
struct CheckoutOfAKnownEmail : MailLinks { };
OCP_ON_BOTH_ENGINES(CheckoutOfAKnownEmail);

TEST_P(CheckoutOfAKnownEmail, is_the_same_as_that_of_an_unknown_one)
{
    site.shop().sql(fmt::format(
        "UPDATE users SET firstname = 'Alix', lastname = 'Secrète', phone = '+33600000001' WHERE id = {}",
        person.value()));
    struct Seen {
        Browser browser;
        Browser::Answer placed, page;
    };
    auto const order_as = [&](std::string const& typed) {
        Seen seen{site.with_cart(), {}, {}};
        auto const form = test::with(test::checkout_form(seen.browser), {{"email", typed}});
        seen.placed = seen.browser.post("/commander", form);
        seen.page = seen.browser.follow(seen.placed);
        return seen;
    };
    auto known = order_as(email),
         unknown = order_as("toute.neuve." + std::to_string(person.value()) + "@exemple.fr");
    EXPECT_EQ(known.placed.status, 303U);
    EXPECT_EQ(known.placed.status, unknown.placed.status);
    EXPECT_EQ(known.placed.head.size(), unknown.placed.head.size());
    EXPECT_EQ(known.page.status, 200U);
    // But for what differs between any two orders: links, tokens of forms, numbers and promised times.
    auto const same = [](Seen const& seen) {
        auto body = seen.page.body;
        auto const link = seen.placed.header("location");
        for (auto const& own : {link, link.substr(7), test::value_of(body, "csrf")})
            for (auto at = body.find(own); !own.empty() && at != std::string::npos; at = body.find(own))
                body.erase(at, own.size());
        std::erase_if(body, [](char c) { return c >= '0' && c <= '9'; });
        auto const flux = body.find("data-flux=");
        body.erase(flux, body.find('>', flux) - flux);
        return body.substr(body.find("<main"));
    };
    EXPECT_EQ(same(known), same(unknown));
    for (auto* const seen : {&known, &unknown}) {
        EXPECT_THAT(seen->page.body, Not(HasSubstr("Alix")));
        EXPECT_THAT(seen->page.body, Not(HasSubstr("Secrète")));
        EXPECT_THAT(seen->page.body, HasSubstr("href=\"/mot-de-passe-oublie\""));
        EXPECT_EQ(seen->browser.get("/mes-commandes").status, 303U) << "nobody is signed in by ordering";
    }
    EXPECT_EQ(site.shop().words(
                  fmt::format("SELECT firstname || ' ' || lastname || ' ' || phone FROM users WHERE id "
                              "= {}",
                      person.value())),
        std::vector<std::string>{"Alix Secrète +33600000001"})
        << "nor is the account changed";
    EXPECT_THAT(arrived(), SizeIs(2)) << "each address gets its confirmation";
}

TEST_P(CheckoutOfAKnownEmail, gives_the_order_to_the_account_which_sees_it_once_signed_in)
{
    site.shop().sql("UPDATE users SET email_proven_at = 1"); // once they had followed a link sent there
    auto buyer = site.with_cart();
    auto const form = test::with(test::checkout_form(buyer), {{"email", "PERSONNE" + email.substr(8)}});
    auto const placed = buyer.post("/commander", form);
    ASSERT_THAT(placed.header("location"), StartsWith("/suivi/"));
    EXPECT_EQ(site.shop().number("SELECT client_id FROM orders ORDER BY id DESC LIMIT 1"), person.value());
    auto own = site.signed_in(person);
    EXPECT_THAT(own.get("/mes-commandes").body, HasSubstr(placed.header("location")));
    auto const mails = arrived();
    ASSERT_THAT(mails, SizeIs(1));
    EXPECT_THAT(mails[0].words(), HasSubstr("Si cette commande n’a pas été passée par vous"));
}

TEST_P(CheckoutOfAKnownEmail, makes_one_order_of_a_form_sent_twice)
{
    auto buyer = site.with_cart();
    auto const form = test::with(test::checkout_form(buyer), {{"email", email}});
    auto const once = buyer.post("/commander", form), twice = buyer.post("/commander", form);
    EXPECT_EQ(once.header("location"), twice.header("location"));
    EXPECT_THAT(arrived(), SizeIs(1));
}

TEST_P(MailLinks, only_who_proved_the_address_sees_what_visitors_ordered_with_it)
{
    // Whoever registered the address first never showed that it is theirs.
    auto const registered = site.signed_in(person);
    auto mallory = registered;
    auto visitor = site.with_cart(1);
    auto const form = test::with(test::checkout_form(visitor), {{"mode", "pickup"}, {"email", email}});
    ASSERT_THAT(visitor.post("/commander", form).header("location"), StartsWith("/suivi/"));
    auto const order = site.shop().number("SELECT MAX(id) FROM orders");
    auto const link = fmt::format("/mes-commandes/{}/facture", order);
    EXPECT_THAT(mallory.get("/mes-commandes").body, HasSubstr("Aucune commande effectuée"));
    EXPECT_THAT(mallory.get("/mon-compte/donnees/export").body, Not(HasSubstr("N'Diaye")));
    EXPECT_EQ(mallory.get(link).status, 404U);

    arrived();
    auto alice = site.browser();
    ASSERT_EQ(alice.post("/connexion/lien", {{"email", email}}).status, 303U);
    opened(alice, link_arrived("/connexion/lien/"));
    EXPECT_EQ(alice.post("/connexion/confirmation").status, 303U);
    EXPECT_THAT(alice.get("/mes-commandes").body, Not(HasSubstr("Aucune commande effectuée")));
    EXPECT_EQ(mallory.get("/mes-commandes").status, 303U) << "the account is its owner's now";
    EXPECT_EQ(site.shop().number(fmt::format(
                  "SELECT COUNT(*) FROM users WHERE id = {} AND password IS NULL", person.value())),
        1);
}

} // namespace
} // namespace ocp
