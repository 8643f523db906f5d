#include "platform/log/log.h"
#include "platform/stack/thrown.h"
#include "tests/support/fake_vendor.h"
#include "tests/support/running_site.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <sstream>

namespace ocp {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using test::FakeVendor;
using testing::HasSubstr;
using testing::Not;
using Steady = std::chrono::steady_clock;

/// The whole application, told to report to a Sentry of ours.
struct Reporting : testing::TestWithParam<db::Engine> {
    FakeVendor sentry;
    std::optional<test::RunningSite> site;

    void start(std::string const& share = "0") { start_at(sentry.port(), share); }
    void start_at(unsigned short port, std::string const& share = "0")
    {
        site.emplace(GetParam(),
            VariableMap{{"SENTRY_DSN", "http://k@127.0.0.1:" + std::to_string(port) + "/1"},
                {"SENTRY_TRACES_SAMPLE_RATE", share}});
    }
    void break_carts() { site->shop().sql("ALTER TABLE cart_lines RENAME TO cart_lines_gone"); }
    void mend_carts() { site->shop().sql("ALTER TABLE cart_lines_gone RENAME TO cart_lines"); }

    /// What has arrived of this type, once so many envelopes came; text and parsed.
    struct Item {
        std::string envelope;
        json body;
    };
    std::vector<Item> items(std::string_view type, std::size_t envelopes)
    {
        std::vector<Item> found;
        for (auto const& request : sentry.requests(envelopes)) {
            std::istringstream lines{request.body};
            std::string head, item, body;
            std::getline(lines, head);
            std::getline(lines, item);
            std::getline(lines, body);
            if (json::parse(item)["type"] == type) found.push_back({request.body, json::parse(body)});
        }
        return found;
    }
};
OCP_ON_BOTH_ENGINES(Reporting);

struct ReportingOnPostgres : Reporting { };
INSTANTIATE_TEST_SUITE_P(on, ReportingOnPostgres, testing::Values(db::Engine::Postgres), test::engine_name);

} // namespace

TEST_P(Reporting, tells_a_request_that_failed_with_all_that_led_to_it)
{
    start();
    auto browser = site->with_cart(site->customer);
    break_carts();
    auto const answer = browser.get("/panier?email=lola@exemple.fr");
    EXPECT_EQ(answer.status, 500U);
    auto events = items("event", 1);
    ASSERT_EQ(events.size(), 1U);
    auto event = events[0].body;
    EXPECT_EQ(event["level"], "error");
    EXPECT_EQ(event["transaction"], "GET /panier");
    EXPECT_EQ(event["release"], "ocpizza@0.1.0");
    EXPECT_EQ(event["environment"], "test");
    EXPECT_EQ(event["user"], (json{{"id", std::to_string(site->customer.value())}}));
    EXPECT_EQ(event["tags"]["route"], "/panier");
    EXPECT_EQ(event["tags"]["request_id"], answer.header("x-request-id"));
    auto exception = event["exception"]["values"][0];
    EXPECT_EQ(exception["type"], "ocp::db::Error");
    EXPECT_THAT(exception["value"], HasSubstr("cart_lines"));
    EXPECT_EQ(exception["mechanism"]["handled"], false);
    auto crumbs = event["breadcrumbs"]["values"];
    EXPECT_GE(crumbs.size(), 2U) << "the visitor's session, and the query that failed";
    EXPECT_EQ(crumbs.back()["category"], "query");
    EXPECT_EQ(crumbs.back()["level"], "error");
    EXPECT_THAT(crumbs.back()["message"], HasSubstr("cart_lines"));
}

TEST_P(Reporting, tells_where_in_our_source_it_was)
{
    if (!stack::can_watch()) GTEST_SKIP() << "sanitizers watch throws themselves";
    start();
    auto browser = site->with_cart(site->customer);
    break_carts();
    browser.get("/panier");
    auto events = items("event", 1);
    ASSERT_EQ(events.size(), 1U);
    auto frames = events[0].body["exception"]["values"][0]["stacktrace"]["frames"];
    auto const place = [&](std::string_view function) {
        return std::find_if(frames.begin(), frames.end(), [&](json& frame) {
            return frame["function"].get<std::string>().find(function) != std::string::npos;
        });
    };
    auto const site_frame = place("ocp::Site::handle("), page = place("ocp::cart::CartPages::show(");
    ASSERT_NE(site_frame, frames.end());
    ASSERT_NE(page, frames.end());
    EXPECT_LT(site_frame, page) << "the outermost first";
    EXPECT_EQ((*page)["filename"], "src/cart/template/cart_pages.cpp");
    EXPECT_GT((*page)["lineno"], 0);
    EXPECT_EQ((*page)["in_app"], true);
}

TEST_P(Reporting, tells_nothing_of_who_it_was_and_what_they_sent)
{
    start("1");
    auto browser = site->with_cart(site->customer);
    break_carts();
    browser.get("/panier?email=lola@exemple.fr&tel=0612345678");
    browser.post("/panier/lignes/1", {{"quantity", "2"}, {"note", "12 rue des Lilas"}});
    auto const cookie = browser.cookies.at("s");
    auto const email = site->shop().words(
        "SELECT email FROM users WHERE id = " + std::to_string(site->customer.value()))[0];
    site.reset();
    auto const requests = sentry.requests();
    EXPECT_GE(requests.size(), 2U);
    for (auto const& request : requests)
        for (auto const& secret : {std::string{"lola"}, std::string{"0612345678"}, std::string{"Lilas"},
                 cookie, email, std::string{"lise"}, std::string{"Bonnet"}, browser.csrf})
            EXPECT_THAT(request.body, Not(HasSubstr(secret)));
}

TEST_P(Reporting, names_the_shop_of_a_staff_screen)
{
    start();
    auto pizzaiolo = site->signed_in(site->here.pizzaiolo);
    site->shop().sql("ALTER TABLE orders RENAME TO orders_gone");
    EXPECT_EQ(pizzaiolo.get("/cuisine/part-dieu").status, 500U);
    auto events = items("event", 1);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].body["transaction"], "GET /cuisine/{shop}");
    EXPECT_EQ(events[0].body["tags"]["shop"], "1");
}

TEST_P(Reporting, tells_the_times_of_the_sampled_requests)
{
    start("1");
    auto browser = site->with_cart(site->customer);
    browser.get("/panier");
    site.reset();
    auto transactions = items("transaction", 0);
    auto const found = std::find_if(transactions.begin(), transactions.end(),
        [](Item& item) { return item.body["transaction"] == "GET /panier"; });
    ASSERT_NE(found, transactions.end());
    EXPECT_EQ(found->body["contexts"]["trace"]["status"], "ok");
    EXPECT_LE(found->body["start_timestamp"], found->body["timestamp"]);
    EXPECT_GE(found->body["spans"].size(), 2U);
    EXPECT_EQ(found->body["spans"][0]["op"], "db.sql.query");
}

TEST_P(Reporting, samples_none_of_the_times_without_a_share)
{
    start("0");
    auto browser = site->with_cart(site->customer);
    browser.get("/panier");
    site.reset();
    EXPECT_TRUE(items("transaction", 0).empty());
}

TEST_P(Reporting, tells_in_sums_how_requests_ended)
{
    start();
    auto browser = site->with_cart(site->customer);
    browser.get("/panier");
    browser.get("/nowhere");
    break_carts();
    browser.get("/panier");
    browser.get("/healthz");
    site.reset();
    auto sessions = items("sessions", 0);
    ASSERT_EQ(sessions.size(), 1U);
    auto sums = sessions[0].body["aggregates"][0];
    EXPECT_EQ(sums["crashed"], 1);
    EXPECT_GE(sums["exited"], 4);
    EXPECT_FALSE(sums.contains("errored"));
}

TEST_P(Reporting, tells_errors_outside_of_requests_as_the_log_has_them)
{
    start();
    log::error("the batch failed", {{"what", "disk full"}, {"token", "abc"}, {"to", "lola@exemple.fr"}});
    log::warning("no error", {});
    site.reset();
    auto events = items("event", 0);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].body["logentry"]["formatted"], "the batch failed");
    EXPECT_EQ(events[0].body["extra"], (json{{"what", "disk full"}, {"token", "***"}, {"to", "[e-mail]"}}));
    log::error("after the end", {});
}

TEST_P(ReportingOnPostgres, of_a_database_that_does_not_answer_is_an_error_that_the_program_knew)
{
    start();
    auto browser = site->with_cart(site->customer);
    // Somebody else holds the table for longer than a statement may wait.
    std::atomic<bool> is_held = false, is_over = false;
    std::thread holder{[&] {
        (void)site->shop().database.in_transaction([&](db::Transaction& tx) -> Result<void> {
            tx.script("LOCK TABLE cart_lines IN ACCESS EXCLUSIVE MODE");
            is_held = true;
            while (!is_over)
                std::this_thread::sleep_for(5ms);
            return {};
        });
    }};
    while (!is_held)
        std::this_thread::sleep_for(5ms);
    EXPECT_EQ(browser.get("/panier").status, 503U);
    is_over = true;
    holder.join();
    auto events = items("event", 1);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].body["exception"]["values"][0]["mechanism"]["handled"], true);
}

TEST_P(Reporting, never_holds_up_a_request_whatever_sentry_does)
{
    using Manner = FakeVendor::Manner;
    std::vector<FakeVendor::Answer> const ways{{.status = 200},
        {.status = 429, .headers = "Retry-After: 60\r\n"},
        {.headers = "X-Sentry-Rate-Limits: 60:error:organization\r\n"}, {.status = 413}, {.status = 500},
        {.manner = Manner::Silent}, {.manner = Manner::Gone}};
    for (auto const& way : ways) {
        sentry.answer(way);
        start("1");
        auto browser = site->with_cart(site->customer);
        break_carts();
        auto const begun = Steady::now();
        for (int i = 0; i < 30; ++i)
            EXPECT_EQ(browser.get("/panier").status, 500U);
        EXPECT_LT(Steady::now() - begun, 3s) << way.status << " " << static_cast<int>(way.manner);
        mend_carts();
        EXPECT_EQ(browser.get("/panier").status, 200U);
        site.reset();
    }
    start_at(test::closed_port(), "1");
    auto browser = site->with_cart(site->customer);
    break_carts();
    auto const begun = Steady::now();
    for (int i = 0; i < 30; ++i)
        EXPECT_EQ(browser.get("/panier").status, 500U);
    EXPECT_LT(Steady::now() - begun, 3s);
    auto const dropped = [&] { return site->app().reports.client().figures().failed; };
    for (int i = 0; i < 400 && dropped() < 30; ++i)
        std::this_thread::sleep_for(5ms);
    // An event each, and the times of those before Sentry was known to be away; the log's lines are none of
    // their own.
    EXPECT_GE(dropped(), 30U);
    EXPECT_LT(dropped(), 50U);
}

} // namespace ocp
