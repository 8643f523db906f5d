#include "ocpizza/request_checks.h"
#include "tests/support/running_site.h"
#include "tests/support/temp_folder.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

namespace ocp {
namespace {

using test::Browser;
using testing::HasSubstr;

struct Metrics : test::OnBothSites {
    Browser browser = site.browser();
    Browser::Answer asked(std::string const& lines = "") { return browser.send("GET", "/metrics", lines); }
    /// The value of the sample that begins with this.
    static std::string value_of(std::string const& text, std::string const& sample)
    {
        auto const at = text.find("\n" + sample + " ");
        if (at == text.npos) return {};
        auto const begin = at + sample.size() + 2;
        return text.substr(begin, text.find('\n', begin) - begin);
    }
};
OCP_ON_BOTH_ENGINES(Metrics);

TEST_P(Metrics, are_for_who_asks_the_program_itself_on_this_machine)
{
    auto const answer = asked();
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
}

TEST_P(Metrics, are_not_there_for_who_comes_through_a_proxy)
{
    for (std::string const line : {"X-Forwarded-For: 203.0.113.9", "X-Forwarded-For: 127.0.0.1",
             "X-Forwarded-For: nonsense", "X-Forwarded-Proto: https", "X-Forwarded-Host: localhost",
             "Forwarded: for=127.0.0.1", "Via: 1.1 proxy", "X-Real-IP: 127.0.0.1"})
        EXPECT_EQ(asked(line + "\r\n").status, 404U) << line;
    EXPECT_EQ(
        site.signed_in(site.technician).send("GET", "/metrics", "X-Forwarded-For: 203.0.113.9\r\n").status,
        404U);
    EXPECT_EQ(browser.get("/metrics/").status, 404U);
    EXPECT_EQ(browser.post("/metrics").status, 404U);
}

TEST(MetricsDoor, opens_to_loopback_only)
{
    http::Request request;
    for (auto const* const peer : {"127.0.0.1", "127.0.0.9", "::1"}) {
        request.peer = peer;
        EXPECT_TRUE(comes_from_this_machine(request)) << peer;
    }
    for (auto const* const peer : {"", "10.0.0.1", "128.0.0.1", "::", "::2", "fe80::1", "203.0.113.9"}) {
        request.peer = peer;
        EXPECT_FALSE(comes_from_this_machine(request)) << peer;
    }
}

TEST_P(Metrics, count_what_was_answered)
{
    auto const lane = [&](std::string_view way, std::string_view status) {
        auto const value = value_of(asked().body,
            "ocpizza_http_requests_total{lane=\"" + std::string{way} + "\",status=\"" + std::string{status}
                + "\"}");
        return std::stoll("0" + value);
    };
    auto const pages = lane("pages", "2xx"), missing = lane("pages", "4xx"), at_once = lane("at_once", "2xx");
    browser.get("/connexion");
    browser.get("/connexion");
    browser.get("/nowhere");
    browser.get("/healthz");
    EXPECT_EQ(lane("pages", "2xx"), pages + 2);
    EXPECT_EQ(lane("pages", "4xx"), missing + 1);
    EXPECT_GE(lane("at_once", "2xx"), at_once + 1);
    EXPECT_NE(value_of(asked().body, "ocpizza_http_request_duration_seconds_count{lane=\"pages\"}"), "0");
}

TEST_P(Metrics, tell_who_was_refused_from_whom_an_error_met)
{
    auto const refused = [&] { return std::stoll(value_of(asked().body, "ocpizza_http_refused_total")); };
    auto const before = refused();
    http::Request never_reached_a_worker, failed;
    site.app().site.sent(never_reached_a_worker, 503, 0, std::chrono::microseconds{10});
    failed.route = 0;
    site.app().site.sent(failed, 503, 0, std::chrono::microseconds{10});
    EXPECT_EQ(refused(), before + 1);
}

TEST_P(Metrics, count_kept_pages)
{
    auto const fresh = [&] { return std::stoll(value_of(asked().body, "ocpizza_kept_pages_hits_total")); };
    auto const before = fresh();
    // Nothing is kept before events were read for the first time.
    for (int i = 0; i < 500 && fresh() == before; ++i) {
        browser.get("/");
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    EXPECT_GT(fresh(), before);
}

TEST_P(Metrics, tell_of_queues_database_events_and_machine)
{
    site.app().watch.look();
    auto const text = asked().body;
    EXPECT_EQ(value_of(text, "ocpizza_http_queue_limit_requests{lane=\"pages\"}"), "256");
    EXPECT_EQ(value_of(text, "ocpizza_http_queue_requests{lane=\"slow\"}"), "0");
    EXPECT_EQ(value_of(text, "ocpizza_database_sessions"), "16");
    EXPECT_EQ(value_of(text, "ocpizza_http_connections_limit"), "4000");
    EXPECT_NE(value_of(text, "ocpizza_machine_memory_bytes"), "");
    EXPECT_NE(value_of(text, "ocpizza_machine_processes"), "0");
    EXPECT_NE(value_of(text, "process_resident_memory_bytes"), "");
    EXPECT_THAT(text, HasSubstr("ocpizza_info{version=\"0.1.0\",environment=\"test\"} 1\n"));
    EXPECT_THAT(text, testing::Not(HasSubstr("order")));
}

TEST_P(Metrics, tell_what_waits_for_stripe)
{
    auto const now = site.app().clock.now();
    site.shop().sql(
        "DELETE FROM payment_tasks; INSERT INTO payment_tasks (kind, subject, next_at, created_at, "
        "ended_at, failure) VALUES ('follow', 'pi_1', 1, "
        + std::to_string((now - std::chrono::seconds{90}).ms()) + ", NULL, NULL), ('follow', 'pi_1', 1, 1, "
        + std::to_string(now.ms()) + ", 'later 500')");
    site.app().cashier.look();
    auto const text = asked().body;
    EXPECT_EQ(value_of(text, "ocpizza_payment_tasks_waiting"), "1");
    EXPECT_GE(std::stod("0" + value_of(text, "ocpizza_payment_tasks_oldest_seconds")), 90);
    EXPECT_EQ(value_of(text, "ocpizza_payment_tasks_given_up"), "1");
    site.shop().sql("DELETE FROM payment_tasks");
    site.app().cashier.look();
    EXPECT_EQ(value_of(asked().body, "ocpizza_payment_tasks_waiting"), "0");
}

TEST_P(Metrics, tell_how_late_events_are_once_they_were_read)
{
    std::string lag;
    for (int i = 0; i < 500 && lag.empty(); ++i) {
        lag = value_of(asked().body, "ocpizza_outbox_lag_seconds");
        if (lag.empty()) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    ASSERT_NE(lag, "");
    EXPECT_LT(std::stod(lag), 60);
}

/// What promtool says of a text; nothing when all is well.
std::string judged_by_promtool(std::string const& text)
{
    test::TempFolder const folder;
    auto const file = folder / "metrics";
    std::ofstream{file} << text;
    auto* const pipe
        = ::popen(("promtool check metrics <" + file.string() + " 2>&1; echo \"rc $?\"").c_str(), "r");
    std::string said;
    for (int c = 0; pipe && (c = std::fgetc(pipe)) != EOF;)
        said += static_cast<char>(c);
    ::pclose(pipe);
    return said == "rc 0\n" ? "" : said;
}

TEST_P(Metrics, are_found_well_by_promtool)
{
    if (std::system("command -v promtool >/dev/null") != 0) GTEST_SKIP() << "skipped: promtool not installed";
    site.app().watch.look();
    auto const text = asked().body;
    EXPECT_EQ(judged_by_promtool(text), "");
    for (std::string const fault : {"ocpizza_nothing{a=\"b} 1\n", "ocpizza_twice 1\nocpizza_twice 2\n",
             "# TYPE ocpizza_bad counter\nocpizza_bad 1\n", "9lives 1\n"})
        EXPECT_NE(judged_by_promtool(text + fault), "") << fault;
}

} // namespace
} // namespace ocp
