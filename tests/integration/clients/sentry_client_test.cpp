#include "clients/sentry/client.h"
#include "tests/support/fake_vendor.h"
#include "tests/support/fixed_random.h"

#include <gmock/gmock.h>
#include <memory>
#include <nlohmann/json.hpp>

namespace ocp::sentry {

namespace {

using namespace std::chrono_literals;
using test::FakeVendor;
using testing::HasSubstr;
using testing::StartsWith;
using Manner = FakeVendor::Manner;
using Steady = std::chrono::steady_clock;

struct SentryClient : testing::Test {
    FakeVendor vendor;
    test::FixedRandom random;
    std::unique_ptr<Client> client;

    Client::Options options(std::string const& address) const
    {
        Client::Options chosen;
        chosen.sender = {.dsn = *dsn_from("http://k@" + address + "/1"),
            .release = "ocpizza@1.2.3",
            .environment = "test",
            .server_name = "",
            .version = "1.2.3"};
        chosen.http = {.user_agent = "ocpizza/1.2.3", .ca_file = ""};
        chosen.answer_within = 300ms;
        chosen.silence_after_failure = 60s;
        chosen.flush_within = 1s;
        return chosen;
    }
    std::string address() const { return "127.0.0.1:" + std::to_string(vendor.port()); }
    void start(Client::Options chosen) { client = std::make_unique<Client>(std::move(chosen), random); }
    void start() { start(options(address())); }

    static Event event(std::string value = "it broke")
    {
        Event event;
        event.type = "std::runtime_error";
        event.value = std::move(value);
        return event;
    }
    static Transaction transaction()
    {
        Transaction transaction;
        transaction.name = "GET /";
        return transaction;
    }

    /// Waits until the figures are so, ten seconds at most.
    template <class Holds>
    bool soon(Holds holds) const
    {
        for (int i = 0; i < 2'000 && !holds(client->figures()); ++i)
            std::this_thread::sleep_for(5ms);
        return holds(client->figures());
    }
};

} // namespace

TEST_F(SentryClient, sends_an_event_as_an_envelope_with_its_key)
{
    start();
    client->send(event());
    auto const asked = vendor.requests(1).at(0);
    EXPECT_EQ(asked.line, "POST /api/1/envelope/ HTTP/1.1");
    EXPECT_EQ(asked.header("content-type"), "application/x-sentry-envelope");
    EXPECT_THAT(
        asked.header("x-sentry-auth"), StartsWith("Sentry sentry_version=7, sentry_client=ocpizza.cpp/"));
    EXPECT_THAT(asked.body, HasSubstr("it broke"));
    EXPECT_TRUE(soon([](Figures const& now) { return now.sent == 1 && now.dropped() == 0; }));
}

TEST_F(SentryClient, is_silent_for_all_after_429_with_Retry_After_and_counts_what_it_drops)
{
    vendor.answer({.status = 429, .headers = "Retry-After: 60\r\n"});
    start();
    client->send(event());
    ASSERT_TRUE(soon([](Figures const& now) { return now.rate_limited == 1; }));
    client->send(event());
    client->send(transaction());
    EXPECT_FALSE(client->wants(Category::Session));
    EXPECT_EQ(client->figures().rate_limited, 4U);
    client.reset();
    EXPECT_EQ(vendor.requests().size(), 1U) << "never again, and never later";
}

TEST_F(SentryClient, speaks_again_when_the_time_is_over)
{
    vendor.answer({.status = 429, .headers = "Retry-After: 1\r\n"});
    start();
    client->send(event());
    ASSERT_TRUE(soon([](Figures const& now) { return now.rate_limited == 1; }));
    vendor.answer({});
    std::this_thread::sleep_for(1100ms);
    client->send(event("later"));
    EXPECT_THAT(vendor.requests(2).at(1).body, HasSubstr("later"));
}

TEST_F(SentryClient, obeys_rate_limits_of_a_category_on_a_good_answer_too)
{
    vendor.answer({.headers = "X-Sentry-Rate-Limits: 60:transaction:organization\r\n"});
    start();
    client->send(transaction());
    ASSERT_TRUE(soon([](Figures const& now) { return now.sent == 1; }));
    client->send(transaction());
    client->send(event());
    ASSERT_TRUE(soon([](Figures const& now) { return now.sent == 2; }));
    EXPECT_EQ(client->figures().rate_limited, 1U);
    EXPECT_EQ(vendor.requests().size(), 2U);
}

TEST_F(SentryClient, drops_what_is_too_large_for_Sentry_and_goes_on)
{
    vendor.answer({.status = 413});
    start();
    client->send(event());
    ASSERT_TRUE(soon([](Figures const& now) { return now.too_large == 1; }));
    vendor.answer({});
    client->send(event());
    EXPECT_TRUE(soon([](Figures const& now) { return now.sent == 1; }));
}

TEST_F(SentryClient, never_sends_more_than_Sentry_takes)
{
    start();
    auto huge = event();
    // Chance does not pack: 50 breadcrumbs of 8 KB of it are over 200 KB.
    unsigned chance = 1;
    for (int i = 0; i < 50; ++i) {
        std::string text;
        while (text.size() < 8'000) {
            text += static_cast<char>('!' + (chance = chance * 1664525U + 1013904223U) / 46'603'364U % 15);
            text += static_cast<char>('A' + chance / 65'537U % 26);
        }
        huge.breadcrumbs.push_back({{}, "log", Level::Info, text});
    }
    client->send(huge);
    ASSERT_TRUE(soon([](Figures const& now) { return now.too_large == 1; }));
    EXPECT_EQ(vendor.requests().size(), 0U);
}

TEST_F(SentryClient, is_silent_for_a_while_after_a_failure)
{
    vendor.answer({.status = 500});
    start();
    client->send(event());
    ASSERT_TRUE(soon([](Figures const& now) { return now.failed == 1; }));
    for (int i = 0; i < 50; ++i)
        client->send(event());
    EXPECT_EQ(client->figures().failed, 51U);
    EXPECT_EQ(vendor.requests().size(), 1U);
}

TEST_F(SentryClient, tries_again_after_the_silence)
{
    vendor.answer({.status = 500});
    auto chosen = options(address());
    chosen.silence_after_failure = 50ms;
    start(std::move(chosen));
    client->send(event("lost"));
    ASSERT_TRUE(soon([](Figures const& now) { return now.failed == 1; }));
    vendor.answer({});
    std::this_thread::sleep_for(60ms);
    client->send(event("found"));
    EXPECT_THAT(vendor.requests(2).at(1).body, HasSubstr("found"));
}

TEST_F(SentryClient, gives_up_an_answer_that_does_not_come)
{
    vendor.answer({.manner = Manner::Silent});
    start();
    client->send(event());
    EXPECT_TRUE(soon([](Figures const& now) { return now.failed == 1; }));
}

TEST_F(SentryClient, drops_when_nobody_listens)
{
    start(options("127.0.0.1:" + std::to_string(test::closed_port())));
    client->send(event());
    EXPECT_TRUE(soon([](Figures const& now) { return now.failed == 1; }));
}

TEST_F(SentryClient, asks_no_more_with_a_key_that_was_refused)
{
    vendor.answer({.status = 403});
    auto chosen = options(address());
    chosen.silence_after_failure = 0ms;
    start(std::move(chosen));
    client->send(event());
    ASSERT_TRUE(soon([](Figures const& now) { return now.failed == 1; }));
    client->send(event());
    EXPECT_EQ(client->figures().failed, 2U);
    EXPECT_EQ(vendor.requests().size(), 1U);
}

TEST_F(SentryClient, keeps_no_more_than_its_queue_and_never_makes_anybody_wait)
{
    vendor.answer({.manner = Manner::Silent});
    auto chosen = options(address());
    chosen.answer_within = 5s;
    start(std::move(chosen));
    client->send(event());
    vendor.requests(1);
    auto const begun = Steady::now();
    for (int i = 0; i < 1'000; ++i)
        client->send(event());
    EXPECT_LT(Steady::now() - begun, 500ms);
    EXPECT_EQ(client->figures().queue_full, 900U);
}

TEST_F(SentryClient, sends_what_waits_before_it_ends)
{
    vendor.answer({.after = 5ms});
    start();
    for (int i = 0; i < 10; ++i)
        client->send(event());
    client.reset();
    EXPECT_EQ(vendor.requests().size(), 10U);
}

TEST_F(SentryClient, ends_within_its_time_whatever_Sentry_does)
{
    vendor.answer({.manner = Manner::Silent});
    auto chosen = options(address());
    chosen.answer_within = 30s;
    start(std::move(chosen));
    for (int i = 0; i < 10; ++i)
        client->send(event());
    vendor.requests(1);
    auto const begun = Steady::now();
    client.reset();
    EXPECT_LT(Steady::now() - begun, 1500ms);
}

TEST_F(SentryClient, tells_sessions_in_sums)
{
    auto chosen = options(address());
    chosen.sessions_every = 50ms;
    start(std::move(chosen));
    for (int i = 0; i < 5; ++i)
        client->count_session(Client::Outcome::Exited);
    client->count_session(Client::Outcome::Errored);
    client->count_session(Client::Outcome::Crashed);
    std::uint64_t exited = 0, errored = 0, crashed = 0;
    client.reset();
    for (auto const& request : vendor.requests()) {
        auto const last = request.body.rfind('\n', request.body.size() - 2);
        auto const sums = nlohmann::json::parse(request.body.substr(last))["aggregates"][0];
        exited += sums.value("exited", 0U);
        errored += sums.value("errored", 0U);
        crashed += sums.value("crashed", 0U);
    }
    EXPECT_EQ(exited, 5U);
    EXPECT_EQ(errored, 1U);
    EXPECT_EQ(crashed, 1U);
}

} // namespace ocp::sentry
