#include "tests/integration/site/route_address.h"
#include "tests/support/running_site.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::Browser;
using test::for_every_form;
using test::Form;
using test::RunningSite;

/// Every form of the site, sent by somebody who may do what it says, but not from a page of ours.
struct ForgedForms : test::OnBothSites {
    Browser administrator = site.signed_in(site.administrator);
    std::string order = std::to_string(site.shop().an_order(pizzeria::Mode::Delivery).value());

    /// All that any of the forms asks for.
    Form full_form(std::string const& token) const
    {
        return {{"csrf", token}, {"item", "1:M"}, {"quantity", "2"}, {"order", order}, {"means", "cash"},
            {"reason", "four éteint"}, {"email", "nouvelle@exemple.fr"}, {"password", "cerise-et-4-noyaux"},
            {"password_again", "cerise-et-4-noyaux"}, {"firstname", "Inès"}, {"lastname", "Morel"}};
    }
    unsigned status_of(
        Browser browser, Route const& route, std::string const& lines, std::string const& token) const
    {
        auto const address = test::address_of(route, {.shop = RunningSite::slug_here, .order = order});
        return browser
            .send("POST", address, lines + std::string{Browser::form_type}, test::encoded(full_form(token)))
            .status;
    }
    std::string const ours{Browser::origin};
};
OCP_ON_BOTH_ENGINES(ForgedForms);

TEST_P(ForgedForms, are_refused_without_the_token_of_this_very_session)
{
    auto const of_another = site.signed_in(site.here.manager).csrf;
    auto const good = administrator.csrf;
    auto one_off = good;
    one_off.back() = one_off.back() == 'A' ? 'B' : 'A';
    one_off.front() = one_off.front() == 'A' ? 'B' : 'A';
    auto const before = site.state();
    for_every_form([&](Route const& route) {
        for (auto const& token : {std::string{}, std::string(good.size(), 'A'), one_off, good + good,
                 good.substr(0, good.size() - 1), of_another, std::string{"é"}}) {
            SCOPED_TRACE(token);
            EXPECT_EQ(status_of(administrator, route, ours, token), 403U);
        }
    });
    EXPECT_EQ(site.state(), before);
}

TEST_P(ForgedForms, are_refused_when_the_token_is_not_sent_or_sent_twice)
{
    auto const before = site.state();
    for_every_form([&](Route const& route) {
        auto const address = test::address_of(route, {.shop = RunningSite::slug_here, .order = order});
        auto const lines = ours + std::string{Browser::form_type};
        EXPECT_EQ(administrator.send("POST", address, lines, "quantity=2").status, 403U);
        EXPECT_EQ(administrator.send("POST", address, ours).status, 403U) << "no form at all";
        auto const twice = test::encoded({{"csrf", administrator.csrf}, {"csrf", administrator.csrf}});
        EXPECT_EQ(administrator.send("POST", address, lines, twice).status, 403U);
    });
    EXPECT_EQ(site.state(), before);
}

TEST_P(ForgedForms, are_refused_when_another_site_sends_them)
{
    auto const nobody = site.browser();
    auto const before = site.state();
    for_every_form([&](Route const& route) {
        for (std::string const lines :
            {"Origin: http://evil.example\r\n", "Origin: null\r\n", "Origin: https://localhost\r\n",
                "Origin: http://localhost.evil.example\r\n", "Origin: http://localhost:81\r\n", "",
                "Origin: http://localhost\r\nSec-Fetch-Site: cross-site\r\n",
                "Origin: http://localhost\r\nSec-Fetch-Site: same-site\r\n", "Sec-Fetch-Site: none\r\n",
                "Referer: http://localhost/panier\r\n",
                "Origin: http://evil.example\r\nSec-Fetch-Site: same-origin\r\n",
                "Origin: http://evil.example\r\nX-Forwarded-Host: evil.example\r\n"}) {
            SCOPED_TRACE(lines);
            EXPECT_EQ(status_of(administrator, route, lines, administrator.csrf), 403U);
            EXPECT_EQ(status_of(nobody, route, lines, ""), 403U) << "who has no session yet";
        }
    });
    EXPECT_EQ(site.state(), before);
}

// The visitor opened the page before the first thing in the cart began a session, so it carries no token.
// Such a session holds a cart and nobody's name; the page's origin is looked at all the same.
TEST_P(ForgedForms, are_not_those_of_a_visitors_other_tab)
{
    auto visitor = site.with_cart(1);
    auto const lines = ours + std::string{Browser::form_type};
    for (auto const& token : {Form{}, Form{{"csrf", ""}}}) {
        auto form = token;
        form.insert(form.end(), {{"item", "1:M"}, {"quantity", "1"}});
        EXPECT_EQ(
            visitor.send("POST", "/pizzerias/part-dieu/panier", lines, test::encoded(form)).status, 303U);
    }
    EXPECT_THAT(
        visitor.get("/panier").body, testing::HasSubstr("<output aria-label=\"Quantité\">3</output>"));
}

TEST_P(ForgedForms, are_refused_of_visitors_too)
{
    auto const visitor = site.with_cart(1);
    auto const another = site.with_cart(1).csrf;
    auto const before = site.state();
    for_every_form([&](Route const& route) {
        for (auto const& token : {another, std::string(visitor.csrf.size(), 'A'), std::string{"é"}})
            EXPECT_EQ(status_of(visitor, route, ours, token), 403U) << token;
        for (auto const& token : {visitor.csrf, std::string{}})
            EXPECT_EQ(status_of(visitor, route, "Origin: http://evil.example\r\n", token), 403U) << token;
        auto const address = test::address_of(route, {.shop = RunningSite::slug_here, .order = order});
        auto const twice = test::encoded({{"csrf", ""}, {"csrf", ""}});
        EXPECT_EQ(
            Browser{visitor}.send("POST", address, ours + std::string{Browser::form_type}, twice).status,
            403U);
    });
    EXPECT_EQ(site.state(), before);
}

TEST_P(ForgedForms, differ_from_honest_ones_in_nothing_else)
{
    for_every_form([&](Route const& route) {
        for (auto const* const lines : {"Origin: http://localhost\r\n", "Sec-Fetch-Site: same-origin\r\n",
                 "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n"}) {
            auto const honest = site.signed_in(site.administrator);
            EXPECT_NE(status_of(honest, route, lines, honest.csrf), 403U) << lines;
        }
    });
}

} // namespace
} // namespace ocp
