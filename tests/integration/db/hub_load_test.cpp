#include "tests/integration/db/hub_fixture.h"

#include <atomic>
#include <gmock/gmock.h>
#include <random>

namespace ocp::live {
namespace {

struct BusyHub : HubTest {
    BusyHub() { hub.start(); }
};
OCP_ON_BOTH_ENGINES(BusyHub);

TEST_P(BusyHub, drops_a_reader_that_never_reads_and_serves_the_others)
{
    auto const lazy = open(hub, {{"shop:1"}, "", {}}, FakeSink::Reader::Never);
    auto const good = listening({"shop:1"});
    ASSERT_TRUE(lazy->waits_for("id: "));
    std::string const body = "{\"x\":\"" + std::string(900, 'x') + "\"}";
    for (int i = 0; i < 100; ++i)
        happen("k" + std::to_string(i), "shop:1", body);
    EXPECT_TRUE(good->waits_for("event: k99"));
    EXPECT_EQ(good->events().size(), 100u);
    EXPECT_TRUE(lazy->waits_for_its_end());
    EXPECT_TRUE(soon([&] { return hub.clients() == 1; }));
    EXPECT_LE(lazy->received().size(), 64u * 1024);

    auto const again = open({"shop:1"}, lazy->last_event_id());
    EXPECT_TRUE(again->waits_for("event: k99"));
    EXPECT_EQ(lazy->events().size() + again->events().size(), 100u) << "nothing lost, nothing twice";
}

TEST_P(BusyHub, gives_a_burst_in_portions_a_good_reader_can_take)
{
    struct Draining : FakeSink {
        // As a socket would: what was sent more than 5 ms ago is gone.
        bool send(std::shared_ptr<std::string const> bytes) override
        {
            auto const now = std::chrono::steady_clock::now();
            if (now - last > 5ms) pending = 0;
            last = now;
            pending += bytes->size();
            worst = std::max(worst, pending);
            return FakeSink::send(std::move(bytes));
        }
        std::chrono::steady_clock::time_point last{};
        std::size_t pending = 0, worst = 0;
    };
    auto const live = std::make_shared<Draining>(), back = std::make_shared<Draining>();
    hub.subscribe({{"shop:1"}, "", {}}).stream(live);
    ASSERT_TRUE(live->waits_for("id: "));
    auto const begin = now();
    std::vector<outbox::Event> burst;
    for (int i = 0; i < 1200; ++i)
        burst.push_back({"shop:1", "k" + std::to_string(i), "{\"x\":\"" + std::string(200, 'x') + "\"}"});
    database().in_transaction([&](db::Transaction& tx) {
        outbox::append(tx, burst, Instant::ms(1));
        return true;
    });
    EXPECT_TRUE(live->waits_for("event: k1199"));
    hub.subscribe({{"shop:1"}, begin, {}}).stream(back);
    EXPECT_TRUE(back->waits_for("event: k1199"));
    for (auto const& sink : {live, back}) {
        EXPECT_EQ(sink->events().size(), 1200u);
        EXPECT_LE(sink->worst, 48u * 1024);
    }
}

struct TwoHubs : HubTest { };
OCP_ON_BOTH_ENGINES(TwoHubs);

/// Two processes on one database, clients that go from one to the other with what they saw last, and on
/// PostgreSQL connections that are killed meanwhile.
TEST_P(TwoHubs, lose_and_double_nothing_for_clients_that_change_between_them)
{
    constexpr int writers = 6, clients = 6, events_each = 80;
    auto small = quick();
    small.kept_events = 64; // So that memory is often not enough.
    db::Database second{options()};
    Hub one{database(), small}, two{second, small};
    one.start();
    two.start();
    auto const begin = now();
    std::atomic<int> writing = writers;

    auto const write = [&](unsigned seed) {
        std::mt19937 dice{seed};
        auto const up_to = [&](int most) { return std::uniform_int_distribution{0, most}(dice); };
        for (int i = 0; i < events_each; ++i) {
            try {
                database().in_transaction([&](db::Transaction& tx) {
                    outbox::append(tx, {{"shop:" + std::to_string(up_to(3)), "k", "{}"}}, Instant::ms(i));
                    std::this_thread::sleep_for(std::chrono::milliseconds{up_to(8)});
                    return up_to(9) > 0;
                });
            } catch (db::Error const&) {
                // Killed: whether it was written is for the table to say.
            }
        }
        --writing;
    };
    std::vector<std::vector<std::string>> seen(clients);
    auto const follow = [&](std::size_t me, unsigned seed) {
        std::mt19937 dice{seed};
        auto last_id = begin;
        for (bool last = false; !last;) {
            last = writing == 0;
            auto& hub_now = dice() % 2 == 0 ? one : two;
            auto const sink = open(hub_now, {{"shop:0", "shop:1", "shop:2", "shop:3"}, last_id, {}});
            std::this_thread::sleep_for(last ? 3s : std::chrono::milliseconds{50 + dice() % 250});
            sink->close();
            for (auto const& event : sink->events()) {
                ASSERT_EQ(event.event, "k") << "nothing was missed, so nobody starts afresh";
                seen[me].push_back(event.id);
            }
            if (auto const id = sink->last_event_id(); !id.empty()) last_id = id;
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < writers; ++i)
        threads.emplace_back(write, 300 + i);
    for (std::size_t i = 0; i < clients; ++i)
        threads.emplace_back(follow, i, 400 + static_cast<unsigned>(i));
    if (GetParam() == db::Engine::Postgres) {
        auto killer_options = options();
        killer_options.sessions = 1;
        db::Database killer{killer_options};
        for (int i = 0; i < 4; ++i) {
            std::this_thread::sleep_for(150ms);
            killer.read([](db::Reader const& reader) {
                return reader.rows<bool>("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                         "WHERE datname = current_database() AND pid <> pg_backend_pid()");
            });
        }
    }
    for (auto& thread : threads)
        thread.join();

    auto const written = database().read([&](db::Reader const& reader) {
        std::vector<std::string> ids;
        for (auto const& delivered : outbox::after(reader, *outbox::cursor_from(begin), 10'000))
            ids.push_back(to_text(delivered.cursor));
        return ids;
    });
    EXPECT_GT(written.size(), 200u);
    for (auto const& ids : seen)
        EXPECT_EQ(ids, written) << "every event once, in the order of commits";
}

} // namespace
} // namespace ocp::live
