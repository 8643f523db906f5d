#include "clients/new_relic/client.h"
#include "tests/support/fake_vendor.h"
#include "tests/support/fixed_clock.h"

#include <gmock/gmock.h>
#include <memory>
#include <nlohmann/json.hpp>

namespace ocp::new_relic {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using test::FakeVendor;
using Manner = FakeVendor::Manner;

struct NewRelicClient : testing::Test {
    FakeVendor vendor;
    test::FixedClock clock{Instant::ms(1'795'435'200'000)};
    std::atomic<int> gathered{0};
    std::unique_ptr<Client> client;

    void start(std::string const& base_url, std::chrono::milliseconds interval = 20ms,
        std::chrono::milliseconds answer_within = 300ms)
    {
        client = std::make_unique<Client>(Client::Options{.license_key = "license-7",
                                              .base_url = base_url,
                                              .interval = interval,
                                              .common = {{"service.name", "ocpizza"}},
                                              .http = {.user_agent = "ocpizza/1.2.3", .ca_file = ""},
                                              .answer_within = answer_within,
                                              .flush_within = 500ms},
            clock, [this] {
                clock.advance(60s);
                ++gathered;
                return std::vector<Metric>{{"ocpizza.turn", Gauge{static_cast<double>(gathered)}, {}}};
            });
    }
    void start() { start(vendor.base_url()); }
    template <class Holds>
    bool soon(Holds holds) const
    {
        for (int i = 0; i < 2'000 && !holds(); ++i)
            std::this_thread::sleep_for(5ms);
        return holds();
    }
    bool has_gathered(int times)
    {
        return soon([&] { return gathered >= times; });
    }
    static int turn_of(FakeVendor::Request const& request)
    {
        return json::parse(request.body)[0]["metrics"][0]["value"].get<int>();
    }
};

} // namespace

TEST_F(NewRelicClient, posts_each_interval_with_its_key)
{
    vendor.answer({.status = 202});
    start();
    auto const posts = vendor.requests(2);
    ASSERT_GE(posts.size(), 2U);
    EXPECT_EQ(posts[0].line, "POST /metric/v1 HTTP/1.1");
    EXPECT_EQ(posts[0].header("api-key"), "license-7");
    EXPECT_EQ(posts[0].header("content-type"), "application/json");
    EXPECT_EQ(posts[0].header("content-encoding"), "gzip");
    EXPECT_EQ(turn_of(posts[0]), 1);
    EXPECT_EQ(turn_of(posts[1]), 2);
    auto const common = json::parse(posts[1].body)[0]["common"];
    EXPECT_EQ(common["attributes"]["service.name"], "ocpizza");
    EXPECT_EQ(common["timestamp"], 1'795'435'200'000) << "the beginning of its minute";
    EXPECT_EQ(common["interval.ms"], 60'000);
}

TEST_F(NewRelicClient, posts_the_last_interval_before_it_ends)
{
    vendor.answer({.status = 202});
    start(vendor.base_url(), 1h);
    client.reset();
    EXPECT_EQ(vendor.requests().size(), 1U);
}

TEST_F(NewRelicClient, keeps_the_last_ten_while_New_Relic_is_away_and_posts_the_oldest_first)
{
    vendor.answer({.status = 503});
    start();
    ASSERT_TRUE(has_gathered(15));
    vendor.answer({.status = 202});
    ASSERT_TRUE(soon([&] { return client->own_figures().posts >= 10; }));
    auto const dropped = static_cast<int>(client->own_figures().dropped);
    EXPECT_GE(dropped, 4);
    int next = dropped + 1;
    for (auto const& request : vendor.requests()) {
        auto const turn = turn_of(request);
        // Those that were refused came before, again and again.
        if (turn == next) ++next;
    }
    EXPECT_GT(next, dropped + 10);
}

TEST_F(NewRelicClient, waits_as_long_as_it_is_told_after_429)
{
    vendor.answer({.status = 429, .headers = "Retry-After: 30\r\n"});
    start();
    ASSERT_TRUE(has_gathered(6));
    client.reset();
    EXPECT_EQ(vendor.requests().size(), 1U) << "at the end too";
}

TEST_F(NewRelicClient, keeps_what_was_cut_off_not_answered_or_not_reached)
{
    for (auto const manner : {Manner::Silent, Manner::Gone}) {
        vendor.answer({.manner = manner});
        start();
        ASSERT_TRUE(has_gathered(gathered + 2));
        EXPECT_EQ(client->own_figures().posts, 0U);
        EXPECT_EQ(client->own_figures().dropped, 0U);
        client.reset();
    }
    start("http://127.0.0.1:" + std::to_string(test::closed_port()));
    ASSERT_TRUE(has_gathered(gathered + 3));
    EXPECT_EQ(client->own_figures().dropped, 0U);
}

TEST_F(NewRelicClient, drops_what_will_never_be_taken)
{
    for (unsigned const status : {400U, 413U}) {
        vendor.answer({.status = status});
        start();
        EXPECT_TRUE(soon([&] { return client->own_figures().dropped >= 2; })) << status;
        EXPECT_FALSE(client->own_figures().refused);
        client.reset();
    }
}

TEST_F(NewRelicClient, stops_for_good_when_its_key_is_refused)
{
    vendor.answer({.status = 403});
    start();
    ASSERT_TRUE(soon([&] { return client->own_figures().refused; }));
    auto const before = gathered.load();
    std::this_thread::sleep_for(100ms);
    EXPECT_EQ(gathered, before);
    EXPECT_EQ(vendor.requests().size(), 1U);
}

TEST_F(NewRelicClient, ends_within_its_time_when_no_answer_comes)
{
    vendor.answer({.manner = Manner::Silent});
    start(vendor.base_url(), 20ms, 30s);
    vendor.requests(1);
    auto const begun = std::chrono::steady_clock::now();
    client.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 1500ms);
}

} // namespace ocp::new_relic
