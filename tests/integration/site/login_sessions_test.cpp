#include "tests/support/running_site.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::Browser;
using testing::StartsWith;

/// What a session cookie opens, and for how long.
struct LoginSessions : test::OnBothSites {
    UserId person = site.person("Alice");
    Browser browser = site.signed_in(person);

    /// Both of a page and of a form.
    static void expect_signed_out(Browser visitor)
    {
        auto const page = visitor.get("/mes-commandes");
        EXPECT_EQ(page.status, 303U);
        EXPECT_THAT(page.header("location"), StartsWith("/connexion"));
        EXPECT_EQ(visitor.get("/").body.find("Mes commandes"), std::string::npos);
    }
    void change(std::string_view statement)
    {
        site.shop().sql(fmt::format(
            fmt::runtime(statement), fmt::arg("person", person.value()), fmt::arg("now", now().ms())));
    }
    Instant now() { return site.shop().clock.now(); }
};
OCP_ON_BOTH_ENGINES(LoginSessions);

TEST_P(LoginSessions, open_their_persons_pages)
{
    EXPECT_EQ(browser.get("/mes-commandes").status, 200U);
}

TEST_P(LoginSessions, begin_in_a_browser_of_whatever_name)
{
    // Cut to length in the middle of a letter, a name would be no text for PostgreSQL.
    for (auto const& name :
        {std::string(119, 'x') + "é", std::string(118, 'x') + "€uro", std::string(5'000, 'x')}) {
        auto visitor = site.browser();
        auto const added = visitor.send("POST", "/pizzerias/part-dieu/panier",
            "User-Agent: " + name + "\r\n" + std::string{Browser::origin} + std::string{Browser::form_type},
            test::encoded({{"item", "1:M"}}));
        EXPECT_EQ(added.status, 303U) << name;
        EXPECT_EQ(visitor.cookies.count("s"), 1U);
    }
}

TEST_P(LoginSessions, are_not_opened_by_a_cookie_that_was_forged_or_cut)
{
    auto const token = browser.cookies["s"];
    auto flipped = token;
    flipped.front() = flipped.front() == 'A' ? 'B' : 'A';
    for (auto const& wrong : {std::string{"x"}, std::string(43, 'A'), flipped, token.substr(0, 42),
             token + "A", '"' + token.substr(0, 42) + '"', token.substr(1), std::string(4000, 'A'),
             std::string{"' OR '1'='1"}, std::string{"é"}}) {
        SCOPED_TRACE(wrong);
        browser.cookies["s"] = wrong;
        expect_signed_out(browser);
    }
    browser.cookies = {{"__Host-s", token}};
    expect_signed_out(browser);
}

TEST_P(LoginSessions, are_known_to_the_database_by_a_fingerprint_alone)
{
    auto const hash = site.shop().words(
        fmt::format("SELECT token_hash FROM sessions WHERE user_id = {}", person.value()));
    ASSERT_EQ(hash.size(), 1U);
    browser.cookies["s"] = hash[0];
    expect_signed_out(browser);
    browser.cookies["s"] = hash[0].substr(0, 43);
    expect_signed_out(browser);
}

TEST_P(LoginSessions, end_when_their_time_is_over)
{
    change("UPDATE sessions SET expires_at = {now} WHERE user_id = {person}");
    expect_signed_out(browser);
    EXPECT_THAT(browser.post("/deconnexion").header("location"), "/") << "a form of before does no harm";
}

TEST_P(LoginSessions, end_when_the_account_is_closed)
{
    change("UPDATE users SET blocked_at = {now} WHERE id = {person}");
    expect_signed_out(browser);
}

TEST_P(LoginSessions, end_on_the_server_too_when_the_person_signs_out)
{
    auto const stolen = browser;
    EXPECT_EQ(browser.post("/deconnexion").header("location"), "/");
    EXPECT_TRUE(browser.cookies.empty());
    expect_signed_out(stolen);
}

TEST_P(LoginSessions, of_others_stay_when_one_ends)
{
    auto elsewhere = site.signed_in(person);
    browser.post("/deconnexion");
    EXPECT_EQ(elsewhere.get("/mes-commandes").status, 200U);
}

TEST_P(LoginSessions, keep_what_they_show_out_of_every_cache)
{
    for (auto const* const path : {"/", "/pizzerias/part-dieu", "/panier", "/mes-commandes", "/nulle-part"})
        EXPECT_EQ(browser.get(path).header("cache-control"), "no-store") << path;
}

TEST_P(LoginSessions, can_be_ended_from_every_page_the_person_sees)
{
    for (auto const* const path : {"/", "/mes-commandes", "/nulle-part", "/cuisine/part-dieu"}) {
        auto visitor = site.signed_in(person);
        visitor.csrf.clear();
        visitor.get(path);
        EXPECT_EQ(visitor.post("/deconnexion").status, 303U) << path;
    }
}

} // namespace
} // namespace ocp
