#include "tests/support/database.h"

#include <array>
#include <gmock/gmock.h>
#include <thread>

namespace ocp::db {
namespace {

using namespace std::chrono_literals;

struct Postgres : testing::Test {
    Postgres()
    {
        made.database().in_transaction([](Transaction& tx) {
            tx.script("CREATE TABLE stock (id BIGINT PRIMARY KEY, left_over BIGINT NOT NULL);"
                      "INSERT INTO stock VALUES (1, 10), (2, 10)");
            return true;
        });
    }
    std::string setting(char const* name)
    {
        return *made.database().read([&](Reader const& reader) {
            return reader.value<std::string>("SELECT current_setting(:name)", {{"name", name}});
        });
    }
    /// Ends every other connection to this test's database, as an administrator or a restart would.
    void kill_everybody_else(Database& by)
    {
        by.read([](Reader const& reader) {
            return reader.rows<bool>("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                                     "WHERE datname = current_database() AND pid <> pg_backend_pid()");
        });
    }
    Options one_session() const
    {
        auto options = made.options();
        options.sessions = 1;
        return options;
    }
    static std::int64_t left(Reader const& reader)
    {
        return *reader.value<std::int64_t>("SELECT left_over FROM stock WHERE id = 1");
    }
    static bool take(Transaction& tx)
    {
        return tx.write("UPDATE stock SET left_over = left_over - 1 WHERE id = 1") == 1;
    }
    test::TestDatabase made{Engine::Postgres};
};

TEST_F(Postgres, is_told_our_name_and_patience)
{
    EXPECT_EQ(setting("application_name"), "ocpizza");
    EXPECT_EQ(setting("statement_timeout"), "30s");
    EXPECT_EQ(setting("lock_timeout"), "30s");
    EXPECT_EQ(setting("idle_in_transaction_session_timeout"), "30s");
    made.database().in_transaction([](Transaction& tx) {
        EXPECT_EQ(tx.value<std::string>("SELECT current_setting('transaction_isolation')"), "read committed");
        return true;
    });
    made.database().read_snapshot([](Reader const& reader) {
        EXPECT_EQ(
            reader.value<std::string>("SELECT current_setting('transaction_isolation')"), "repeatable read");
        EXPECT_EQ(reader.value<std::string>("SELECT current_setting('transaction_read_only')"), "on");
        return 0;
    });
}

TEST_F(Postgres, opens_a_session_when_it_is_first_wanted_and_keeps_it)
{
    auto const opened = [&] {
        return *made.database().read([](Reader const& reader) {
            return reader.value<std::int64_t>(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()");
        });
    };
    auto const before = opened();
    Database database{made.options()};
    EXPECT_EQ(opened(), before + 1);
    for (int i = 0; i < 3; ++i)
        database.read([&](Reader const& one) {
            database.read([&](Reader const& another) { return left(one) + left(another); });
            return 0;
        });
    EXPECT_EQ(opened(), before + 2);
}

TEST_F(Postgres, gives_up_a_lock_and_a_slow_statement_in_time)
{
    auto options = one_session();
    options.lock_timeout = 100ms;
    options.statement_timeout = 200ms;
    Database hasty{options};
    made.database().in_transaction([&](Transaction& tx) {
        take(tx);
        EXPECT_THROW(hasty.in_transaction([](Transaction& other) { return take(other); }), Unavailable);
        return true;
    });
    EXPECT_THROW(hasty.read([](Reader const& reader) {
        return reader.value<std::string>("SELECT pg_sleep(2)::text");
    }),
        Unavailable);
    EXPECT_TRUE(hasty.in_transaction([](Transaction& tx) { return take(tx); }));
}

TEST_F(Postgres, resolves_a_deadlock_by_running_again)
{
    std::atomic<int> ready = 0;
    std::atomic<int> runs = 0;
    auto const lock_both = [&](int first, int second) {
        bool waited = false;
        return made.database().in_transaction([&](Transaction& tx) {
            ++runs;
            auto const sql = "UPDATE stock SET left_over = left_over - 1 WHERE id = :id";
            tx.write(sql, {{"id", first}});
            if (!waited) {
                waited = true;
                for (++ready; ready < 2;)
                    std::this_thread::sleep_for(1ms);
            }
            return tx.write(sql, {{"id", second}}) == 1;
        });
    };
    std::thread other{[&] { EXPECT_TRUE(lock_both(2, 1)); }};
    EXPECT_TRUE(lock_both(1, 2));
    other.join();
    EXPECT_EQ(runs, 3) << "one of the two was chosen, and tried again";
    EXPECT_EQ(made.database().read(left), 8);
}

TEST_F(Postgres, comes_back_by_itself_when_every_connection_was_killed)
{
    Database killer{one_session()};
    for (int round = 0; round < 3; ++round) {
        std::array<std::thread, 4> threads;
        for (auto& thread : threads)
            thread = std::thread{[&] { EXPECT_NO_THROW(made.database().read(left)); }};
        for (auto& thread : threads)
            thread.join();
        kill_everybody_else(killer);
        EXPECT_NO_THROW(made.database().read(left));
        EXPECT_TRUE(made.database().in_transaction([](Transaction& tx) { return take(tx); }));
    }
    EXPECT_EQ(made.database().read(left), 7);
}

TEST_F(Postgres, begins_on_a_new_session_when_the_old_one_was_cut_while_idle)
{
    Database one{one_session()};
    for (int round = 0; round < 3; ++round) {
        kill_everybody_else(made.database());
        EXPECT_TRUE(one.in_transaction([](Transaction& tx) { return take(tx); }));
        kill_everybody_else(made.database());
        EXPECT_EQ(one.read_snapshot(left), 9 - round);
    }
}

TEST_F(Postgres, ends_a_transaction_that_idles_and_goes_on)
{
    auto options = one_session();
    options.idle_in_transaction_timeout = 50ms;
    Database one{options};
    int runs = 0;
    EXPECT_TRUE(one.in_transaction([&](Transaction& tx) {
        take(tx);
        if (++runs == 1) std::this_thread::sleep_for(300ms);
        return take(tx);
    }));
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(one.read(left), 8);
}

TEST_F(Postgres, plans_anew_when_tables_changed_under_kept_statements)
{
    Database one{one_session()};
    auto const read_them = [](Reader const& reader) {
        for (auto const* sql : {"SELECT * FROM stock WHERE id = 1", "SELECT * FROM stock WHERE id = 2",
                 "SELECT * FROM stock ORDER BY 1 LIMIT 1", "SELECT * FROM stock ORDER BY 1 DESC LIMIT 1"})
            EXPECT_TRUE((reader.row<int, int>(sql).has_value())) << sql;
        return true;
    };
    auto const change_to = [&](char const* type) {
        made.database().in_transaction([&](Transaction& tx) {
            tx.script(std::string{"ALTER TABLE stock ALTER left_over TYPE "} + type);
            return true;
        });
    };
    one.read(read_them);
    change_to("INTEGER");
    EXPECT_TRUE(one.in_transaction([&](Transaction& tx) { return read_them(tx); }));
    change_to("BIGINT");
    EXPECT_TRUE(one.read(read_them));
}

TEST_F(Postgres, runs_a_transaction_again_that_was_cut_before_its_commit)
{
    Database killer{one_session()};
    int runs = 0;
    EXPECT_TRUE(made.database().in_transaction([&](Transaction& tx) {
        take(tx);
        if (++runs == 1) kill_everybody_else(killer);
        return take(tx);
    }));
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(made.database().read(left), 8) << "the first run left nothing";
}

TEST_F(Postgres, runs_it_again_once_only)
{
    Database killer{one_session()};
    int runs = 0;
    EXPECT_THROW(made.database().in_transaction([&](Transaction& tx) {
        ++runs;
        kill_everybody_else(killer);
        return take(tx);
    }),
        Unavailable);
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(made.database().read(left), 10);
}

TEST_F(Postgres, does_not_know_how_a_commit_ended_that_was_cut)
{
    Database killer{one_session()};
    int runs = 0;
    EXPECT_THROW(made.database().in_transaction([&](Transaction& tx) {
        ++runs;
        take(tx);
        kill_everybody_else(killer);
        return true;
    }),
        OutcomeUnknown);
    EXPECT_EQ(runs, 1) << "run again, it might be done twice";
    EXPECT_NO_THROW(made.database().read(left));
}

TEST_F(Postgres, says_when_nobody_answers)
{
    EXPECT_THROW(Database({.url = "postgres://postgres@127.0.0.1:1/x"}), Unavailable);
    EXPECT_THROW(
        Database({.url = "postgres://postgres@127.0.0.1:1/x", .ssl_mode = "maybe"}), std::invalid_argument);
}

TEST_F(Postgres, takes_statements_again_that_somebody_deallocated)
{
    Database one{one_session()};
    one.in_transaction([](Transaction& tx) { return take(tx); });
    one.in_transaction([](Transaction& tx) {
        tx.script("DEALLOCATE ALL");
        return true;
    });
    EXPECT_TRUE(one.in_transaction([](Transaction& tx) { return take(tx); }));
    EXPECT_EQ(one.read(left), 8);
}

} // namespace
} // namespace ocp::db
