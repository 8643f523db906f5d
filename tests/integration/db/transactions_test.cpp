#include "platform/db/session.h"
#include "tests/support/database.h"

#include <atomic>
#include <gmock/gmock.h>
#include <thread>

namespace ocp::db {
namespace {

using namespace std::chrono_literals;

struct Transactions : test::OnBothEngines {
    Transactions()
    {
        database().in_transaction([](Transaction& tx) {
            tx.script("CREATE TABLE stock (id BIGINT PRIMARY KEY, left_over BIGINT NOT NULL CHECK (left_over "
                      ">= 0));"
                      "INSERT INTO stock VALUES (1, 10), (2, 10)");
            return true;
        });
    }
    std::int64_t left(Reader const& reader, int id = 1)
    {
        return *reader.value<std::int64_t>("SELECT left_over FROM stock WHERE id = :id", {{"id", id}});
    }
    std::int64_t left(int id = 1)
    {
        return database().read([&](Reader const& reader) { return left(reader, id); });
    }
    static bool take(Transaction& tx, int id = 1)
    {
        return tx.write("UPDATE stock SET left_over = left_over - 1 WHERE id = :id AND left_over >= 1",
                   {{"id", id}})
            == 1;
    }
};
OCP_ON_BOTH_ENGINES(Transactions);

TEST_P(Transactions, keep_what_ends_with_yes_and_nothing_else)
{
    EXPECT_TRUE(database().in_transaction([](Transaction& tx) { return take(tx); }));
    EXPECT_EQ(left(), 9);
    EXPECT_FALSE(database().in_transaction([](Transaction& tx) {
        take(tx);
        return false;
    }));
    EXPECT_EQ(left(), 9);
    EXPECT_THROW(database().in_transaction([](Transaction& tx) -> bool {
        take(tx);
        throw std::runtime_error{"no"};
    }),
        std::runtime_error);
    EXPECT_EQ(left(), 9);
    EXPECT_EQ(database().sessions_in_use(), 0u);
}

TEST_P(Transactions, may_read_and_then_write_side_by_side)
{
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            EXPECT_TRUE(database().in_transaction([&](Transaction& tx) {
                left(tx);
                std::this_thread::sleep_for(5ms);
                tx.write("UPDATE stock SET left_over = left_over - 1 WHERE id = 1");
                return true;
            }));
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(left(), 2);
}

TEST_P(Transactions, sell_exactly_what_is_there_to_a_hundred_at_once)
{
    database().in_transaction(
        [](Transaction& tx) { return tx.write("UPDATE stock SET left_over = 37 WHERE id = 1") == 1; });
    std::atomic<int> sold = 0, refused = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 100; ++i)
        threads.emplace_back([&] {
            bool const mine = database().in_transaction([](Transaction& tx) { return take(tx); });
            ++(mine ? sold : refused);
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(sold, 37);
    EXPECT_EQ(refused, 63);
    EXPECT_EQ(left(), 0);
}

TEST_P(Transactions, are_not_committed_after_a_statement_failed)
{
    EXPECT_THROW(database().in_transaction([](Transaction& tx) {
        take(tx);
        try {
            tx.write("INSERT INTO stock VALUES (1, 1)");
        } catch (UniqueViolation const&) {
            // Engines differ in what would be committed now, so neither commits.
        }
        return true;
    }),
        std::logic_error);
    EXPECT_EQ(left(), 10);
    EXPECT_TRUE(database().in_transaction([](Transaction& tx) { return take(tx); }))
        << "and the session goes on";
}

TEST_P(Transactions, end_although_a_reader_left_in_the_middle_of_its_rows)
{
    database().in_transaction([](Transaction& tx) {
        EXPECT_EQ(tx.value<int>("SELECT id FROM stock ORDER BY id"), 1) << "there is a second row";
        EXPECT_TRUE(tx.row<int>("SELECT id FROM stock ORDER BY id").has_value());
        return take(tx);
    });
    EXPECT_THROW(database().in_transaction([&](Transaction& tx) -> bool {
        tx.rows<std::string>("SELECT NULL FROM stock");
        return true;
    }),
        std::bad_variant_access);
    EXPECT_TRUE(database().in_transaction([](Transaction& tx) { return take(tx); }));
    EXPECT_EQ(left(), 8);
}

TEST_P(Transactions, run_again_after_a_conflict_three_times_at_most)
{
    int runs = 0;
    EXPECT_TRUE(database().in_transaction([&](Transaction& tx) {
        if (++runs < 3) throw Conflict{"somebody was first"};
        return take(tx);
    }));
    EXPECT_EQ(runs, 3);
    EXPECT_THROW(database().in_transaction([&](Transaction&) -> bool {
        ++runs;
        throw Conflict{"somebody is always first"};
    }),
        Conflict);
    EXPECT_EQ(runs, 6);
    EXPECT_EQ(left(), 9);
}

TEST_P(Transactions, show_a_snapshot_one_and_the_same_moment)
{
    database().read_snapshot([&](Reader const& reader) {
        EXPECT_EQ(left(reader), 10);
        database().in_transaction([](Transaction& tx) { return take(tx); });
        EXPECT_EQ(left(reader), 10);
        return 0;
    });
    database().read([&](Reader const& reader) {
        EXPECT_EQ(left(reader), 9);
        database().in_transaction([](Transaction& tx) { return take(tx); });
        EXPECT_EQ(left(reader), 8) << "outside of a snapshot each statement sees the newest commit";
        return 0;
    });
}

TEST_P(Transactions, do_not_keep_readers_waiting)
{
    database().in_transaction([&](Transaction& tx) {
        take(tx);
        EXPECT_EQ(left(), 10);
        return true;
    });
}

TEST_P(Transactions, answer_quickly_when_every_session_is_taken)
{
    auto one = options();
    one.sessions = 1;
    one.pool_wait = 50ms;
    Database small{one};
    small.read([&](Reader const&) {
        auto const begun = std::chrono::steady_clock::now();
        EXPECT_THROW(small.read([](Reader const&) { return 0; }), Unavailable);
        EXPECT_LT(std::chrono::steady_clock::now() - begun, 2s);
        EXPECT_EQ(small.sessions_in_use(), 1u);
        return 0;
    });
    EXPECT_EQ(small.sessions_in_use(), 0u);
    EXPECT_EQ(small.session_waits(), 1u);
    EXPECT_EQ(small.sessions_refused(), 1u);
}

TEST_P(Transactions, lock_rows_in_order_and_skip_those_taken)
{
    database().in_transaction([&](Transaction& tx) {
        EXPECT_EQ(tx.rows<int>("SELECT id FROM stock ORDER BY id /*lock*/ LIMIT 1").size(), 1u);
        if (GetParam() == Engine::Sqlite) return true; // One writer: nobody else could try.
        database().in_transaction([](Transaction& other) {
            EXPECT_THAT(other.rows<int>("SELECT id FROM stock ORDER BY id /*lock skip*/"),
                testing::ElementsAre(std::tuple(2)));
            return true;
        });
        return true;
    });
}

TEST_P(Transactions, of_many_sessions_opened_at_once_all_work)
{
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            Database another{options()};
            for (int n = 0; n < 5; ++n)
                another.in_transaction([](Transaction& tx) {
                    tx.write("UPDATE stock SET left_over = left_over + 1 WHERE id = 2");
                    return true;
                });
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(left(2), 30);
}

} // namespace
} // namespace ocp::db
