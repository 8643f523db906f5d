#include "tests/integration/db/hub_fixture.h"

#include <atomic>
#include <gmock/gmock.h>
#include <mutex>

namespace ocp::live {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct LiveHub : HubTest {
    LiveHub() { hub.start(); }
};
OCP_ON_BOTH_ENGINES(LiveHub);

TEST_P(LiveHub, opens_a_stream_no_proxy_gathers_and_no_browser_keeps)
{
    auto const response = hub.subscribe({{"shop:1"}, "", {}});
    EXPECT_EQ(response.status, 200u);
    EXPECT_THAT(response.headers,
        testing::IsSupersetOf(
            {std::pair<std::string, std::string>{"Content-Type", "text/event-stream; charset=utf-8"},
                {"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}}));
    EXPECT_THAT(listening({"shop:1"})->received(), testing::StartsWith("retry: 1500\n\n"));
}

TEST_P(LiveHub, tells_each_client_of_its_streams_only)
{
    auto const both = listening({"shop:1", "order:42", "shop:1"});
    auto const other = listening({"shop:2"});
    happen("order.placed", "shop:1", R"({"order":42})");
    happen("order.placed", "order:42", "{ }");
    happen("order.placed", "shop:2");
    EXPECT_TRUE(both->waits_for("order:42"));
    EXPECT_TRUE(other->waits_for("shop:2"));
    auto const events = both->events();
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].event, "order.placed");
    EXPECT_EQ(events[0].data, R"({"stream":"shop:1","order":42})");
    EXPECT_EQ(events[1].data, R"({"stream":"order:42" })");
    EXPECT_TRUE(outbox::cursor_from(events[0].id));
    EXPECT_EQ(other->events().size(), 1u);
}

TEST_P(LiveHub, tells_who_follows_a_shop_of_its_orders_once)
{
    auto const begin = now();
    auto const shop = listening({"shop:3", "shop:3/order:42"}), order = listening({"shop:3/order:42"});
    auto const other = listening({"shop:3/order:4", "order:42", "shop:33"});
    happen("placed", "shop:3/order:42");
    happen("closed", "shop:3");
    happen("last", "order:42");
    EXPECT_TRUE(shop->waits_for("event: closed"));
    EXPECT_TRUE(other->waits_for("event: last"));
    EXPECT_THAT(kinds(*shop), ElementsAre("placed", "closed"));
    EXPECT_THAT(kinds(*order), ElementsAre("placed"));
    EXPECT_THAT(kinds(*other), ElementsAre("last"));

    auto const later = open({"shop:3"}, begin);
    EXPECT_TRUE(later->waits_for("event: closed"));
    EXPECT_THAT(kinds(*later), ElementsAre("placed", "closed"));
}

TEST_P(LiveHub, keeps_an_event_on_one_line)
{
    auto const sink = listening({"s\"\\"});
    happen("k", "s\"\\", "{\n  \"a\":\r\n 1\n}");
    EXPECT_TRUE(sink->waits_for("event: k"));
    EXPECT_EQ(sink->events()[0].data, R"({"stream":"s\"\\",   "a":   1 })");
}

TEST_P(LiveHub, resumes_exactly_after_the_last_event_seen)
{
    auto const first = listening({"shop:1"});
    for (auto const* kind : {"a", "b", "c"})
        happen(kind);
    ASSERT_TRUE(first->waits_for("event: c"));
    auto const second = open({"shop:1"}, first->events()[0].id);
    EXPECT_TRUE(second->waits_for("event: c"));
    EXPECT_THAT(kinds(*second), ElementsAre("b", "c"));
}

TEST_P(LiveHub, hears_whatever_is_committed_after_its_start)
{
    for (int round = 0; round < 20; ++round) {
        std::atomic<int> heard = 0;
        Hub other{database(), quick()};
        other.listen([&](outbox::Delivered const&) { ++heard; });
        other.start();
        happen("k");
        EXPECT_TRUE(soon([&] { return heard > 0; })) << "round " << round;
    }
}

TEST_P(LiveHub, goes_on_from_the_cursor_a_page_was_made_with)
{
    happen("before");
    auto const page = now();
    happen("between");
    auto const sink = open({"shop:1"}, page);
    EXPECT_TRUE(sink->waits_for("between"));
    happen("after");
    EXPECT_TRUE(sink->waits_for("after"));
    EXPECT_THAT(kinds(*sink), ElementsAre("between", "after"));
}

TEST_P(LiveHub, resumes_from_the_database_what_another_process_told)
{
    Hub other{database(), quick()};
    other.start();
    auto const away = listening({"shop:1"});
    happen("a");
    ASSERT_TRUE(away->waits_for("event: a"));
    happen("b", "shop:2");
    happen("c");
    ASSERT_TRUE(away->waits_for("event: c"));
    // A process that starts now has told nobody anything yet.
    Hub third{database(), quick()};
    third.start();
    auto const sink = open(third, {{"shop:1"}, away->events()[0].id, {}});
    EXPECT_TRUE(sink->waits_for("event: c"));
    happen("d");
    EXPECT_TRUE(sink->waits_for("event: d"));
    EXPECT_THAT(kinds(*sink), ElementsAre("c", "d"));
}

TEST_P(LiveHub, starts_a_client_afresh_that_may_have_missed_something)
{
    auto const here = *outbox::cursor_from(now());
    for (auto const& id : {std::string{"nonsense"}, outbox::to_text({"ffff", here.xid, here.id}),
             outbox::to_text({here.epoch, here.xid + 1'000'000, here.id + 1'000'000}),
             outbox::to_text({here.epoch, 0, 0})}) {
        auto const sink = open({"shop:1"}, id);
        EXPECT_TRUE(sink->waits_for("event: reset")) << id;
        happen("after");
        EXPECT_TRUE(sink->waits_for("event: after"));
        EXPECT_THAT(kinds(*sink), ElementsAre("reset", "after"));
    }
}

TEST_P(LiveHub, starts_everybody_afresh_when_the_database_is_another_one)
{
    std::atomic<int> forgot = 0;
    Hub other{database(), quick()};
    other.listen([&](outbox::Delivered const& delivered) { forgot += delivered.event.stream == "outbox"; });
    other.start();
    auto const sink = open(other, {{"shop:1"}, "", {}});
    ASSERT_TRUE(sink->waits_for("id: "));
    database().in_transaction(
        [](db::Transaction& tx) { return tx.write("UPDATE outbox_epoch SET epoch = 'abcdef'") == 1; });
    EXPECT_TRUE(sink->waits_for("event: reset"));
    EXPECT_EQ(forgot, 1);
    happen("after");
    EXPECT_TRUE(sink->waits_for("event: after"));
    EXPECT_THAT(sink->last_event_id(), HasSubstr("abcdef-"));
}

TEST_P(LiveHub, hears_what_happens_in_a_database_that_came_from_another_server)
{
    happen("there");
    database().in_transaction([](db::Transaction& tx) {
        // That server had counted further than this one.
        if (tx.engine() == db::Engine::Postgres) tx.script("UPDATE outbox SET xid = '4000000000'");
        outbox::begin_epoch(tx, "abcdef");
        return true;
    });
    if (GetParam() == db::Engine::Postgres) {
        auto const ahead = database().read([](db::Reader const& reader) {
            return reader.value<int>(
                "SELECT count(*) FROM outbox WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())");
        });
        EXPECT_EQ(ahead, 0) << "it would be told as new once this server has counted so far";
    }
    Hub fresh{database(), quick()};
    fresh.start();
    auto const sink = open(fresh, {{"shop:1"}, "", {}});
    ASSERT_TRUE(sink->waits_for("id: abcdef-"));
    happen("here");
    EXPECT_TRUE(sink->waits_for("event: here"));
    EXPECT_THAT(kinds(*sink), ElementsAre("here"));
}

TEST_P(LiveHub, forgets_who_has_left)
{
    auto const here = listening({"shop:1"});
    for (int i = 0; i < 20; ++i)
        listening({"shop:1", "shop:" + std::to_string(i)})->close();
    EXPECT_TRUE(soon([&] { return hub.clients() == 1; }));
    std::weak_ptr<FakeSink> const gone = listening({"shop:1"});
    gone.lock()->close();
    EXPECT_TRUE(soon([&] { return gone.expired(); })) << "the hub still holds its sink";
}

TEST_P(LiveHub, says_goodbye_when_it_stops)
{
    auto const sink = listening({"shop:1"});
    auto late = hub.subscribe({{"shop:1"}, "", {}});
    hub.stop();
    EXPECT_THAT(sink->received(), testing::EndsWith("retry: 200\n\n"));
    EXPECT_FALSE(sink->open());
    EXPECT_EQ(hub.subscribe({{"shop:1"}, "", {}}).status, 503u);
    auto const too_late = std::make_shared<FakeSink>();
    late.stream(too_late);
    EXPECT_EQ(too_late->received(), "retry: 200\n\n");
    EXPECT_FALSE(too_late->open());
    EXPECT_EQ(hub.clients(), 0u);
}

TEST_P(LiveHub, knows_since_when_it_is_up_to_date)
{
    ASSERT_TRUE(soon([&] { return hub.caught_up_at() != std::chrono::steady_clock::time_point{}; }));
    auto const before = std::chrono::steady_clock::now();
    EXPECT_TRUE(soon([&] { return hub.caught_up_at() >= before; }));

    if (GetParam() == db::Engine::Sqlite) return;
    // What commits behind a running transaction cannot be told yet, so the promise must not move.
    database().in_transaction([&](db::Transaction& slow) {
        slow.write("UPDATE outbox_epoch SET epoch = epoch");
        happen("hidden");
        auto const committed = std::chrono::steady_clock::now();
        std::this_thread::sleep_for(100ms);
        EXPECT_LT(hub.caught_up_at(), committed);
        return true;
    });
    auto const after = std::chrono::steady_clock::now();
    EXPECT_TRUE(soon([&] { return hub.caught_up_at() >= after; }));
}

struct HubWithListeners : HubTest { };
OCP_ON_BOTH_ENGINES(HubWithListeners);

TEST_P(HubWithListeners, tells_listeners_first_and_survives_one_that_throws)
{
    auto options = quick();
    std::mutex mutex;
    std::string troubles;
    options.trouble = [&](std::string_view what) {
        std::lock_guard const lock{mutex};
        troubles += what;
    };
    Hub loud{database(), options};
    auto const sink = std::make_shared<FakeSink>();
    bool first = false;
    loud.listen([](outbox::Delivered const&) { throw std::runtime_error{"deaf"}; });
    loud.listen([&](outbox::Delivered const&) { first = sink->events().empty(); });
    loud.start();
    loud.subscribe({{"shop:1"}, "", {}}).stream(sink);
    ASSERT_TRUE(sink->waits_for("id: "));
    happen("k");
    EXPECT_TRUE(sink->waits_for("event: k"));
    EXPECT_TRUE(first);
    std::lock_guard const lock{mutex};
    EXPECT_THAT(troubles, HasSubstr("deaf"));
}

TEST_P(HubWithListeners, says_that_all_may_have_changed_when_it_finds_its_place_late)
{
    auto const rename = [&](std::string const& from, std::string const& to) {
        database().in_transaction([&](db::Transaction& tx) {
            tx.script("ALTER TABLE " + from + " RENAME TO " + to);
            return true;
        });
    };
    std::atomic<int> begun = 0;
    hub.listen([&](outbox::Delivered const& heard) { begun += heard.event.stream == "outbox"; });
    rename("outbox_epoch", "away");
    hub.start();
    std::this_thread::sleep_for(50ms);
    EXPECT_EQ(begun, 0);
    rename("away", "outbox_epoch");
    EXPECT_TRUE(soon([&] { return begun == 1; }));
}

struct RestlessHub : HubTest {
    static Hub::Options restless()
    {
        auto options = quick();
        options.heartbeat = std::chrono::seconds{0};
        options.reauthorise = std::chrono::seconds{0};
        return options;
    }
    RestlessHub()
        : HubTest{restless()}
    {
        hub.start();
    }
};
OCP_ON_BOTH_ENGINES(RestlessHub);

TEST_P(RestlessHub, has_a_pulse_that_moves_the_place_to_resume_from)
{
    auto const sink = open({"shop:1"});
    EXPECT_TRUE(sink->waits_for("event: pouls\ndata: {}"));
    happen("elsewhere", "shop:2");
    auto const behind_it = now();
    EXPECT_TRUE(soon([&] {
        auto const at = outbox::cursor_from(sink->last_event_id());
        return at && *at >= *outbox::cursor_from(behind_it);
    }));
    EXPECT_THAT(sink->events(), IsEmpty());
}

TEST_P(RestlessHub, ends_a_stream_that_is_no_longer_allowed)
{
    std::atomic<bool> allowed = true;
    auto const sink = open(hub, {{"shop:1"}, "", [&] { return allowed.load(); }});
    ASSERT_TRUE(sink->waits_for("pouls"));
    EXPECT_TRUE(sink->open());
    allowed = false;
    EXPECT_TRUE(sink->waits_for_its_end());
    EXPECT_THAT(sink->received(), Not(HasSubstr("retry: 200")));
}

TEST_P(RestlessHub, keeps_nobody_whose_right_cannot_be_asked)
{
    auto const sink
        = open(hub, {{"shop:1"}, "", []() -> bool { throw db::Unavailable{"the database is away"}; }});
    EXPECT_TRUE(sink->waits_for_its_end());
}

} // namespace
} // namespace ocp::live
