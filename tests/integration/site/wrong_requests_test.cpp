#include "tests/integration/site/route_address.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <set>

namespace ocp {
namespace {

using test::Browser;
using test::for_every_form;
using test::RunningSite;
using testing::HasSubstr;
using testing::StartsWith;

/// Requests that no page of ours sends.
struct WrongRequests : test::OnBothSites {
    Browser administrator = site.signed_in(site.administrator);
    std::vector<std::string> const before = site.state();
    void TearDown() override { EXPECT_EQ(site.state(), before); }

    static std::string address(Route const& route)
    {
        return test::address_of(route, {.shop = RunningSite::slug_here});
    }
    static void expect_guarded_error_page(Browser::Answer const& answer, unsigned status)
    {
        EXPECT_EQ(answer.status, status);
        EXPECT_THAT(answer.body, HasSubstr("<html lang=\"fr\">"));
        for (auto const* const header : {"content-security-policy", "x-content-type-options",
                 "x-frame-options", "referrer-policy", "cross-origin-opener-policy", "permissions-policy"})
            EXPECT_NE(answer.header(header), "") << header;
    }
};
OCP_ON_BOTH_ENGINES(WrongRequests);

TEST_P(WrongRequests, for_a_host_that_is_not_ours_are_refused_everywhere)
{
    for (auto const* const path : {"/", "/connexion", "/healthz", "/pizzerias/part-dieu"}) {
        EXPECT_EQ(administrator.get(path).status, path == std::string_view{"/connexion"} ? 303U : 200U);
        for (std::string const host : {"evil.example", "localhost.evil.example", "evil.localhost",
                 "127.0.0.1", "user@localhost", "localhost:80:80", "localhost, evil.example"}) {
            SCOPED_TRACE(path + (" at " + host));
            expect_guarded_error_page(administrator.send("GET", path, "Host: " + host + "\r\n"), 400);
        }
    }
    EXPECT_EQ(administrator.send("GET", "/", "Host: LOCALHOST:8080\r\n").status, 200U);
}

TEST_P(WrongRequests, with_another_method_are_told_which_ones_there_are)
{
    std::map<std::string, std::set<std::string>> methods;
    for (auto const& route : route_table()) {
        if (test::is_post(route))
            methods[address(route)].insert("POST");
        else
            methods[address(route)].insert({"GET", "HEAD"});
    }
    for (auto const& [path, allowed] : methods) {
        for (std::string const method : {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
            if (allowed.contains(method)) continue;
            SCOPED_TRACE(fmt::format("{} {}", method, path));
            auto const answer = administrator.send(method, path, std::string{Browser::origin});
            EXPECT_EQ(answer.status, 405U);
            EXPECT_EQ(answer.header("allow"), fmt::format("{}", fmt::join(allowed, ", ")));
            if (method != "HEAD") expect_guarded_error_page(answer, 405);
        }
    }
    EXPECT_THAT(administrator.send("TRACE", "/", "").header("allow"), StartsWith("GET"));
    EXPECT_EQ(administrator.send("BREW", "/", "").status, 501U);
}

TEST_P(WrongRequests, for_what_is_not_there_get_a_guarded_page)
{
    for (auto const* const path : {"/nulle-part", "/.env", "/.git/config", "/static/nulle-part.css",
             "/pizzerias/atlantide", "/cuisine/part-dieu/fiches/nulle-part", "/panier/", "/connexion/"}) {
        SCOPED_TRACE(path);
        expect_guarded_error_page(administrator.get(path), 404);
    }
}

TEST_P(WrongRequests, with_a_path_that_climbs_or_hides_something_are_refused)
{
    for (auto const* const path :
        {"/../etc/passwd", "/static/../../etc/passwd", "/%2e%2e/etc/passwd", "/pizzerias/%00",
            "/pizzerias/%ff", "/pizzerias/%zz", "/pizzerias/part-dieu%2Fpanier", "/pizzerias\\part-dieu"}) {
        SCOPED_TRACE(path);
        expect_guarded_error_page(administrator.get(path), 400);
    }
}

TEST_P(WrongRequests, that_are_no_form_are_refused_by_every_form)
{
    for_every_form([&](Route const& route) {
        auto const body = test::encoded({{"csrf", administrator.csrf}});
        for (std::string const type : {"Content-Type: text/plain\r\n", "Content-Type: application/json\r\n",
                 "", "Content-Type: application/x-www-form-urlencoded; charset=latin1\r\n",
                 "Content-Type: application/x-www-form-urlencodedx\r\n"}) {
            SCOPED_TRACE(type);
            auto const answer
                = administrator.send("POST", address(route), std::string{Browser::origin} + type, body);
            expect_guarded_error_page(answer, 415);
        }
    });
}

TEST_P(WrongRequests, with_a_malformed_form_are_refused_by_every_form)
{
    for_every_form([&](Route const& route) {
        for (std::string const broken : {"a=%", "a=%zz", "a=%00", "a=%ff", "a=%ED%A0%80"}) {
            auto const body = test::encoded({{"csrf", administrator.csrf}}) + "&" + broken;
            auto const lines = std::string{Browser::origin} + std::string{Browser::form_type};
            EXPECT_EQ(administrator.send("POST", address(route), lines, body).status, 400U) << broken;
        }
    });
}

TEST_P(WrongRequests, that_are_too_large_are_refused_by_every_form)
{
    for_every_form([&](Route const& route) {
        auto const body = test::encoded({{"csrf", administrator.csrf}, {"note", std::string(65'536, 'x')}});
        auto const lines = std::string{Browser::origin} + std::string{Browser::form_type};
        expect_guarded_error_page(administrator.send("POST", address(route), lines, body), 413);
    });
}

} // namespace
} // namespace ocp
