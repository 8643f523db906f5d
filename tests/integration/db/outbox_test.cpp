#include "platform/outbox/outbox.h"
#include "tests/support/database.h"

#include <atomic>
#include <gmock/gmock.h>
#include <map>
#include <random>
#include <set>
#include <thread>

namespace ocp::outbox {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

struct Outbox : test::OnBothEngines {
    Outbox()
    {
        database().in_transaction(
            [](db::Transaction& tx) { return tx.write("UPDATE outbox SET at = 0") == 1; });
    }
    void happen(std::string kind, std::string stream = "shop:1", Instant at = Instant::ms(1000))
    {
        database().in_transaction([&](db::Transaction& tx) {
            append(tx, {{stream, kind, "{}"}}, at);
            return true;
        });
    }
    Cursor now()
    {
        return database().read([](db::Reader const& reader) { return now_cursor(reader); });
    }
    std::vector<Delivered> read_after(Cursor const& cursor, std::size_t limit = 100)
    {
        return database().read([&](db::Reader const& reader) { return after(reader, cursor, limit); });
    }
    std::vector<std::string> kinds_after(Cursor const& cursor, std::size_t limit = 100)
    {
        std::vector<std::string> kinds;
        for (auto const& delivered : read_after(cursor, limit))
            kinds.push_back(delivered.event.kind);
        return kinds;
    }
    bool resumable(Cursor const& cursor)
    {
        return database().read([&](db::Reader const& reader) { return can_resume(reader, cursor); });
    }
    std::int64_t forget_before(Instant before, std::int64_t limit = 100)
    {
        std::int64_t count = 0;
        database().in_transaction([&](db::Transaction& tx) {
            count = prune(tx, before, limit);
            return true;
        });
        return count;
    }
};
OCP_ON_BOTH_ENGINES(Outbox);

TEST_P(Outbox, delivers_what_was_written_as_it_was_written)
{
    auto const begin = now();
    database().in_transaction([](db::Transaction& tx) {
        append(tx, {{"shop:3", "order.placed", R"({"order":42})"}, {"order:42", "order.placed", "{}"}},
            Instant::ms(1'700'000'000'123));
        return true;
    });
    auto const delivered = read_after(begin);
    ASSERT_EQ(delivered.size(), 2u);
    EXPECT_EQ(delivered[0].event.stream, "shop:3");
    EXPECT_EQ(delivered[0].event.body, R"({"order":42})");
    EXPECT_EQ(delivered[1].event.stream, "order:42");
    EXPECT_EQ(delivered[1].at, Instant::ms(1'700'000'000'123));
    EXPECT_LT(delivered[0].cursor, delivered[1].cursor);
}

TEST_P(Outbox, announces_nothing_that_was_not_committed)
{
    auto const begin = now();
    database().in_transaction([](db::Transaction& tx) {
        append(tx, {{"s", "never", "{}"}}, Instant::ms(0));
        return false;
    });
    happen("yes");
    EXPECT_THAT(kinds_after(begin), ElementsAre("yes"));
}

TEST_P(Outbox, goes_on_where_a_cursor_stands)
{
    auto const begin = now();
    for (auto const* kind : {"a", "b", "c", "d", "e"})
        happen(kind);
    EXPECT_THAT(kinds_after(begin, 2), ElementsAre("a", "b"));
    auto const second = read_after(begin, 2).back().cursor;
    EXPECT_THAT(kinds_after(second, 2), ElementsAre("c", "d"));
    EXPECT_THAT(kinds_after(now()), IsEmpty());
}

TEST_P(Outbox, takes_an_empty_list_of_events)
{
    database().in_transaction([](db::Transaction& tx) {
        append(tx, {}, Instant::ms(0));
        return true;
    });
}

TEST_P(Outbox, refuses_what_could_not_travel)
{
    for (auto const& event : {Event{"", "k", "{}"}, Event{"s", "", "{}"}, Event{"s\nid: 1", "k", "{}"},
             Event{"s", "k\r", "{}"}, Event{"s", "k", ""}, Event{"s", "k", "[]"}, Event{"s", "k", "{"}})
        EXPECT_THROW(database().in_transaction([&](db::Transaction& tx) {
            append(tx, {event}, Instant::ms(0));
            return true;
        }),
            std::logic_error);
}

TEST_P(Outbox, lets_nobody_step_over_a_transaction_that_commits_late)
{
    auto const begin = now();
    Cursor seen;
    std::thread quick;
    database().in_transaction([&](db::Transaction& slow) {
        append(slow, {{"s", "slow", "{}"}}, Instant::ms(0));
        // Commits before the slow one on PostgreSQL, and waits for it on SQLite.
        quick = std::thread{[&] { happen("quick"); }};
        std::this_thread::sleep_for(100ms);
        EXPECT_THAT(kinds_after(begin), IsEmpty()) << "the quick one must wait for the slow one before it";
        seen = now();
        return true;
    });
    quick.join();
    EXPECT_THAT(kinds_after(begin), ElementsAre("slow", "quick"));
    EXPECT_THAT(kinds_after(seen), ElementsAre("slow", "quick"))
        << "a page made meanwhile surely saw neither";
}

TEST_P(Outbox, gives_a_page_the_cursor_of_its_moment)
{
    happen("before");
    auto const [cursor, seen] = database().read_snapshot([&](db::Reader const& reader) {
        auto const stood = now_cursor(reader);
        happen("between");
        return std::pair{stood, reader.value<int>("SELECT count(*) FROM outbox WHERE kind = 'between'")};
    });
    EXPECT_EQ(seen, 0);
    EXPECT_THAT(kinds_after(cursor), ElementsAre("between"));
}

TEST_P(Outbox, resumes_from_what_it_still_has)
{
    auto const begin = now();
    EXPECT_TRUE(resumable(begin));
    for (int i = 0; i < 6; ++i)
        happen("k" + std::to_string(i), "s", Instant::ms(i * 1000));
    auto const all = read_after(begin);
    EXPECT_EQ(forget_before(Instant::ms(3500)), 4) << "k0, k1, k2 and the event before them";
    EXPECT_FALSE(resumable(begin));
    EXPECT_FALSE(resumable(all[1].cursor));
    EXPECT_TRUE(resumable(all[3].cursor));
    EXPECT_THAT(kinds_after(all[3].cursor), ElementsAre("k4", "k5"));
    EXPECT_TRUE(resumable(now()));
}

TEST_P(Outbox, forgets_in_small_batches_and_leaves_the_last)
{
    for (int i = 0; i < 5; ++i)
        happen("k", "s", Instant::ms(i));
    EXPECT_EQ(forget_before(Instant::ms(100'000'000'000'000), 2), 2);
    EXPECT_EQ(forget_before(Instant::ms(100'000'000'000'000), 100), 3);
    EXPECT_EQ(forget_before(Instant::ms(100'000'000'000'000), 100), 0);
    EXPECT_TRUE(resumable(now()));
}

TEST_P(Outbox, makes_no_gap_when_a_clock_went_back)
{
    auto const begin = now();
    for (auto const at : {1, 2, 9, 3, 4})
        happen("at" + std::to_string(at), "s", Instant::ms(at));
    auto const all = read_after(begin);
    forget_before(Instant::ms(5));
    EXPECT_TRUE(resumable(all[1].cursor));
    EXPECT_THAT(kinds_after(all[1].cursor), ElementsAre("at9", "at3", "at4"));
}

TEST_P(Outbox, starts_afresh_with_a_cursor_of_another_life_or_of_tomorrow)
{
    happen("a");
    auto const here = now();
    EXPECT_FALSE(resumable({"0123456789abcdef", here.xid, here.id}));
    EXPECT_FALSE(resumable({here.epoch, here.xid + 1'000'000, here.id + 1'000'000}));
    EXPECT_FALSE(resumable({here.epoch, 0, 0}));
}

/// What each reader saw is what the table holds, each event once, in an order each reader agrees on.
TEST_P(Outbox, loses_and_doubles_nothing_under_many_writers_and_readers_that_reconnect)
{
    constexpr int writers = 12, readers = 3, streams = 5, events_each = 60;
    db::Database for_readers{options()};
    auto pool = options();
    pool.sessions = writers;
    db::Database for_writers{pool};
    auto const begin = now();
    std::atomic<int> writing = writers;

    auto const write = [&](unsigned seed) {
        std::mt19937 dice{seed};
        auto const up_to = [&](int most) { return std::uniform_int_distribution{0, most}(dice); };
        for (int i = 0; i < events_each; ++i) {
            for_writers.in_transaction([&](db::Transaction& tx) {
                append(tx, {{"shop:" + std::to_string(up_to(streams - 1)), "k", "{}"}}, Instant::ms(i));
                if (GetParam() == db::Engine::Postgres)
                    std::this_thread::sleep_for(std::chrono::milliseconds{up_to(20)});
                if (up_to(3) == 0) append(tx, {{"shop:9", "k", "{}"}, {"shop:8", "k", "{}"}}, Instant::ms(i));
                return up_to(9) > 0;
            });
            if (up_to(2) == 0) std::this_thread::sleep_for(std::chrono::milliseconds{up_to(3)});
        }
        --writing;
    };
    std::vector<std::vector<std::int64_t>> seen(readers);
    auto const follow = [&](int reader, unsigned seed) {
        std::mt19937 dice{seed};
        auto text = to_text(begin);
        for (bool last = false; !last;) {
            last = writing == 0;
            auto const cursor = cursor_from(text);
            ASSERT_TRUE(cursor);
            ASSERT_TRUE(for_readers.read([&](db::Reader const& r) { return can_resume(r, *cursor); }));
            auto const limit = std::uniform_int_distribution<std::size_t>{1, 40}(dice);
            auto const found
                = for_readers.read([&](db::Reader const& r) { return after(r, *cursor, limit); });
            for (auto const& delivered : found)
                seen[static_cast<std::size_t>(reader)].push_back(delivered.cursor.id);
            if (!found.empty()) text = to_text(found.back().cursor);
            if (found.size() == limit)
                last = false;
            else
                std::this_thread::sleep_for(2ms);
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < writers; ++i)
        threads.emplace_back(write, 100 + i);
    for (int i = 0; i < readers; ++i)
        threads.emplace_back(follow, i, 200 + i);
    for (auto& thread : threads)
        thread.join();

    std::set<std::int64_t> written;
    for (auto const& [id] : database().read([](db::Reader const& reader) {
             return reader.rows<std::int64_t>("SELECT id FROM outbox WHERE stream <> 'outbox'");
         }))
        written.insert(id);
    EXPECT_GT(written.size(), 600u);
    for (auto const& ids : seen) {
        EXPECT_EQ(ids.size(), written.size()) << "none twice, none lost";
        EXPECT_EQ(std::set<std::int64_t>(ids.begin(), ids.end()), written);
        EXPECT_EQ(ids, seen[0]) << "every reader sees the same order";
    }
}

TEST(Cursor, is_the_same_after_a_journey_as_text)
{
    Cursor const cursor{"00ff", 9'223'372'036'854'775'807, 42};
    EXPECT_EQ(to_text(cursor), "00ff-9223372036854775807-42");
    EXPECT_EQ(cursor_from(to_text(cursor)), cursor);
}

TEST(Cursor, is_nothing_when_it_is_no_such_text)
{
    for (auto const* text :
        {"", "-", "--", "a--", "a-1-", "a-1", "-1-1", "a-1-1-1", "a-01-1", "a--1-1", "a-1-+1", "A-1-1",
            "g-1-1", "a b-1-1", "a-9223372036854775808-1", "a-1-1 ", " a-1-1", "a-1-1\n", "a-0x1-1"})
        EXPECT_FALSE(cursor_from(text)) << text;
    EXPECT_FALSE(cursor_from(std::string(65, 'a') + "-1-1"));
    EXPECT_FALSE(cursor_from(std::string_view{"a-1-1\0", 6}));
}

} // namespace
} // namespace ocp::outbox
