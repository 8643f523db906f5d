#include "tests/support/running_site.h"

#include <gmock/gmock.h>

namespace ocp {
namespace {

using Lane = http::Application::Lane;

/// Which lane a request takes before anybody has looked at who sends it.
struct StaffLane : test::OnBothSites {
    std::string const board = "/cuisine/" + std::string{test::RunningSite::slug_here};

    Lane lane(std::string path, std::string const& session = "", bool by_proxy = false)
    {
        http::Request request;
        request.path = request.target = std::move(path);
        request.peer = "127.0.0.1";
        if (by_proxy) request.headers.emplace_back("x-forwarded-for", "203.0.113.9");
        if (!session.empty()) request.headers.emplace_back("cookie", "s=" + session);
        return site.app().site.lane(request);
    }
    static std::string session_of(test::Browser const& browser) { return browser.cookies.at("s"); }
};
OCP_ON_BOTH_ENGINES(StaffLane);

TEST_P(StaffLane, is_for_sessions_that_were_seen_to_be_of_staff)
{
    auto pizzaiolo = site.signed_in(site.here.pizzaiolo);
    EXPECT_EQ(lane(board, session_of(pizzaiolo)), Lane::Pages) << "nobody knows yet";
    ASSERT_EQ(pizzaiolo.get(board).status, 200U);
    EXPECT_EQ(lane(board, session_of(pizzaiolo)), Lane::Staff);
    EXPECT_EQ(lane("/", session_of(pizzaiolo)), Lane::Pages) << "only for the staff's own pages";
}

TEST_P(StaffLane, is_not_for_who_invents_a_cookie_or_is_somebody_else)
{
    EXPECT_EQ(lane(board), Lane::Pages);
    EXPECT_EQ(lane(board, "aW52ZW50ZWQ"), Lane::Pages);
    auto customer = site.signed_in(site.customer);
    EXPECT_EQ(customer.get(board).status, 404U);
    EXPECT_EQ(lane(board, session_of(customer)), Lane::Pages);
}

TEST_P(StaffLane, is_for_probes_of_this_machine_and_not_of_the_world)
{
    EXPECT_EQ(lane("/readyz"), Lane::Staff);
    EXPECT_EQ(lane("/readyz", "", true), Lane::Pages);
}

struct Readiness : test::OnBothSites { };
OCP_ON_BOTH_ENGINES(Readiness);

TEST_P(Readiness, is_there_on_a_schema_that_is_ahead)
{
    site.app().database.in_transaction([](db::Transaction& tx) {
        tx.script("INSERT INTO migrations VALUES (900, 'of a newer program', 0)");
        return true;
    });
    EXPECT_EQ(site.browser().get("/readyz").status, 200U);
    site.app().database.in_transaction([](db::Transaction& tx) {
        tx.script("DELETE FROM migrations WHERE number = 900");
        return true;
    });
}

} // namespace
} // namespace ocp
