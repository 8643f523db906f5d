#include "account/model/account_store.h"
#include "tests/integration/site/checkout_form.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <chrono>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::Browser;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view menu = "/pizzerias/part-dieu";
constexpr std::string_view in_english = "Accept-Language: en-GB,en;q=0.9\r\n";
constexpr std::string_view in_french = "Accept-Language: fr-FR,fr;q=0.9,en;q=0.8\r\n";
auto const is_french = AllOf(HasSubstr("<html lang=\"fr\">"), HasSubstr("Aller au contenu"),
    HasSubstr(">English<"), Not(HasSubstr("Skip to content")));
auto const is_english = AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr("Skip to content"),
    HasSubstr(">Français<"), Not(HasSubstr("Aller au contenu")));

struct SpokenLanguage : test::OnBothSites {
    static std::string page(Browser& browser, std::string_view path, std::string_view header = "")
    {
        return browser.send("GET", std::string{path}, std::string{header}).body;
    }
    Language language_of(UserId user)
    {
        return site.app().database.read(
            [&](db::Reader const& reader) { return account::find_user(reader, user)->language; });
    }
};
OCP_ON_BOTH_ENGINES(SpokenLanguage);

TEST_P(SpokenLanguage, is_the_browsers)
{
    struct Vector {
        std::string_view header;
        Language expected;
    };
    constexpr Vector vectors[] = {
        {"", Language::French},
        {"Accept-Language: de-DE,de;q=0.9\r\n", Language::French},
        {"Accept-Language: en\r\n", Language::English},
        {"Accept-Language: en-US,en;q=0.9,fr;q=0.8\r\n", Language::English},
        {"Accept-Language: fr;q=0.3,en;q=0.4\r\n", Language::English},
        {"Accept-Language: fr,en\r\n", Language::French},
        {"Accept-Language: *\r\n", Language::French},
        {"Accept-Language: de, fr;q=0, *;q=0.1\r\n", Language::English},
        {"Accept-Language: \xff\xfe;q=,;,\r\n", Language::French},
    };
    for (auto const& [header, expected] : vectors) {
        auto visitor = site.browser();
        EXPECT_THAT(page(visitor, "/", header),
            HasSubstr(expected == Language::French ? "<html lang=\"fr\">" : "<html lang=\"en\">"))
            << header;
    }
}

TEST_P(SpokenLanguage, of_a_kept_page_is_never_the_one_of_who_asked_before)
{
    auto visitor = site.browser();
    using namespace std::chrono_literals;
    auto const end = std::chrono::steady_clock::now() + 5s;
    auto const kept = [&] { return site.app().site.kept_page_finds().fresh; };
    // Until pages were answered from what was kept, on the thread that reads requests.
    for (auto const before = kept(); kept() < before + 8 && std::chrono::steady_clock::now() < end;)
        for (auto const path : {std::string_view{"/"}, menu}) {
            ASSERT_THAT(page(visitor, path, in_french), is_french) << path;
            ASSERT_THAT(page(visitor, path, in_english), is_english) << path;
        }
    EXPECT_GE(kept(), 8U);
}

TEST_P(SpokenLanguage, of_a_kept_part_is_the_pages)
{
    auto buyer = site.with_cart();
    EXPECT_THAT(page(buyer, menu, in_french),
        AllOf(is_french, HasSubstr("Aucun allergène"), HasSubstr("10,00\u00a0€")));
    EXPECT_THAT(
        page(buyer, menu, in_english), AllOf(is_english, HasSubstr("No allergens"), HasSubstr("€10.00")));
    auto const link = buyer.post("/commander", test::checkout_form(buyer)).header("location");
    auto anyone = site.browser();
    for (int round = 0; round < 2; ++round) {
        EXPECT_THAT(
            page(anyone, link, in_french), AllOf(is_french, HasSubstr("La pizzeria va la confirmer.")));
        EXPECT_THAT(page(anyone, link, in_english),
            AllOf(is_english, HasSubstr("The pizzeria will confirm it shortly.")));
    }
}

TEST_P(SpokenLanguage, says_to_caches_what_it_was_chosen_by)
{
    auto visitor = site.browser();
    for (int round = 0; round < 2; ++round)
        EXPECT_EQ(visitor.get("/").header("vary"), "Accept-Encoding, Accept-Language, Cookie");
}

TEST_P(SpokenLanguage, is_chosen_by_a_visitor_for_this_browser)
{
    auto visitor = site.browser();
    auto const chosen = visitor.post("/langue", {{"langue", "en"}, {"page", menu.data()}});
    EXPECT_EQ(chosen.status, 303U);
    EXPECT_EQ(chosen.header("location"), menu);
    EXPECT_EQ(chosen.header("set-cookie"), "lang=en; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000");
    EXPECT_THAT(page(visitor, menu, in_french), is_english);
    EXPECT_THAT(
        page(visitor, "/nulle-part", in_french), AllOf(is_english, HasSubstr("This page does not exist")));
    visitor.post("/langue", {{"langue", "fr"}, {"page", "/"}});
    EXPECT_THAT(page(visitor, menu, in_english), is_french);
}

TEST_P(SpokenLanguage, goes_with_the_person_to_another_browser)
{
    auto const person = site.person("Kate");
    auto first = site.signed_in(person);
    first.get("/");
    EXPECT_EQ(first.post("/langue", {{"langue", "en"}, {"page", "/mes-commandes"}}).header("location"),
        "/mes-commandes");
    EXPECT_EQ(language_of(person), Language::English);
    auto second = site.signed_in(person);
    EXPECT_THAT(page(second, "/mes-commandes", in_french), AllOf(is_english, HasSubstr("No orders yet")));
}

TEST_P(SpokenLanguage, of_an_account_is_that_of_the_page_where_it_was_opened)
{
    auto visitor = site.browser();
    visitor.post("/langue", {{"langue", "en"}});
    auto const opened = visitor.post("/inscription",
        {{"firstname", "Kate"}, {"lastname", "Wood"}, {"email", "kate@example.com"},
            {"password", "four-cheeses-4"}, {"password_again", "four-cheeses-4"}});
    ASSERT_EQ(opened.status, 303U);
    EXPECT_EQ(
        site.shop().number("SELECT COUNT(*) FROM users WHERE email = 'kate@example.com' AND locale = 'en'"),
        1);
}

TEST_P(SpokenLanguage, is_not_changed_by_nonsense_or_from_elsewhere)
{
    auto visitor = site.browser();
    for (auto const* code : {"", "de", "EN", "en ", "fr\r\nX: y"}) {
        auto const answer = visitor.post("/langue", {{"langue", code}, {"page", "/"}});
        EXPECT_EQ(answer.status, 303U) << code;
        EXPECT_EQ(answer.header("set-cookie"), "") << code;
    }
    for (auto const* elsewhere :
        {"//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"})
        EXPECT_EQ(visitor.post("/langue", {{"langue", "en"}, {"page", elsewhere}}).header("location"), "/");
    EXPECT_EQ(visitor
                  .send("POST", "/langue",
                      "Origin: http://evil.example\r\n" + std::string{Browser::form_type}, "langue=en")
                  .status,
        403U);
    auto person = site.signed_in(site.customer);
    auto const csrf = std::exchange(person.csrf, "wrong");
    EXPECT_EQ(person.post("/langue", {{"langue", "en"}}).status, 403U);
    EXPECT_EQ(language_of(site.customer), Language::French);
}

TEST_P(SpokenLanguage, of_a_refusal_is_the_pages)
{
    auto visitor = site.browser();
    auto const refused = visitor.send("POST", "/connexion",
        std::string{Browser::origin} + std::string{Browser::form_type} + std::string{in_english},
        test::encoded({{"email", "nobody@example.com"}, {"password", "x"}}));
    EXPECT_THAT(refused.body,
        AllOf(HasSubstr("<title>Error: Sign in"),
            HasSubstr("The email address or the password does not match.")));
}

TEST_P(SpokenLanguage, of_the_staff_is_French_with_its_frame)
{
    auto pizzaiolo = site.signed_in(site.here.pizzaiolo);
    pizzaiolo.get("/");
    pizzaiolo.post("/langue", {{"langue", "en"}, {"page", "/equipe"}});
    EXPECT_THAT(page(pizzaiolo, "/equipe"),
        AllOf(HasSubstr("<html lang=\"fr\">"), HasSubstr("Aller au contenu"), Not(HasSubstr(">English<"))));
    EXPECT_THAT(page(pizzaiolo, "/cuisine/part-dieu"), HasSubstr("<html lang=\"fr\">"));
    EXPECT_THAT(page(pizzaiolo, "/"), is_english);
}

} // namespace
} // namespace ocp
