#include "tests/support/database.h"

#include <gmock/gmock.h>
#include <thread>

namespace ocp::db {
namespace {

using namespace std::chrono_literals;

struct Sqlite : testing::Test {
    test::TestDatabase made{Engine::Sqlite};

    template <class C>
    C pragma(char const* name)
    {
        return *made.database().read([&](Reader const& reader) { return reader.value<C>(name); });
    }
};

TEST_F(Sqlite, writes_ahead_fully_synchronised_with_foreign_keys)
{
    EXPECT_EQ(pragma<std::string>("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(pragma<int>("PRAGMA synchronous"), 2);
    EXPECT_EQ(pragma<int>("PRAGMA foreign_keys"), 1);
    EXPECT_EQ(pragma<int>("PRAGMA busy_timeout"), 30'000) << "as this test's options say";
}

TEST_F(Sqlite, never_gives_the_id_of_a_deleted_event_again)
{
    auto const insert = [&] {
        std::int64_t id = 0;
        made.database().in_transaction([&](Transaction& tx) {
            id = tx.insert(
                "INSERT INTO outbox (stream, kind, body, at) VALUES ('s', 'k', '{}', 0) RETURNING id");
            return true;
        });
        return id;
    };
    auto const first = insert();
    made.database().in_transaction([](Transaction& tx) { return tx.write("DELETE FROM outbox") > 0; });
    EXPECT_GT(insert(), first);
}

TEST_F(Sqlite, lets_two_programs_write_in_turn)
{
    Database other{made.options()};
    auto const write = [](Database& database) {
        for (int i = 0; i < 50; ++i)
            database.in_transaction([](Transaction& tx) {
                tx.value<int>("SELECT count(*) FROM outbox");
                return tx.write("INSERT INTO outbox (stream, kind, body, at) VALUES ('s', 'k', '{}', 0)")
                    == 1;
            });
    };
    std::thread thread{[&] { write(other); }};
    write(made.database());
    thread.join();
    EXPECT_EQ(pragma<int>("SELECT count(*) FROM outbox WHERE stream = 's'"), 100);
}

TEST_F(Sqlite, tells_a_writer_that_waited_in_vain_to_come_back)
{
    auto hasty = made.options();
    hasty.busy_timeout = 20ms;
    Database other{hasty};
    made.database().in_transaction([&](Transaction&) {
        EXPECT_THROW(other.in_transaction([](Transaction&) { return true; }), Conflict);
        return true;
    });
    EXPECT_TRUE(other.in_transaction([](Transaction&) { return true; }));
}

TEST_F(Sqlite, holds_no_old_moment_after_a_reader_left_in_the_middle)
{
    auto options = made.options();
    options.sessions = 1;
    Database one{options};
    auto const add = [](Transaction& tx) {
        return tx.write("INSERT INTO outbox (stream, kind, body, at) VALUES ('s', 'k', '{}', 0)") == 1;
    };
    one.read([](Reader const& reader) {
        EXPECT_THROW(reader.rows<std::string>("SELECT NULL FROM outbox UNION ALL SELECT NULL FROM outbox"),
            std::bad_variant_access);
        return 0;
    });
    made.database().in_transaction(add);
    EXPECT_TRUE(one.in_transaction(add)) << "what was left unread would still hold the state of then";
    EXPECT_EQ(pragma<int>("SELECT count(*) FROM outbox WHERE stream = 's'"), 2);
}

TEST_F(Sqlite, makes_the_folder_of_a_new_file)
{
    auto options = made.options();
    options.url.replace(options.url.rfind('/'), std::string::npos, "/deeper/still/new.db");
    Database fresh{options};
    EXPECT_EQ(fresh.read([](Reader const& reader) { return reader.value<int>("SELECT 1"); }), 1);
}

TEST_F(Sqlite, is_made_by_eight_programs_that_start_at_once)
{
    for (int round = 0; round < 10; ++round) {
        auto options = made.options();
        options.url.replace(
            options.url.rfind('/'), std::string::npos, "/" + std::to_string(round) + "/new.db");
        options.sessions = 2;
        std::vector<std::thread> programs;
        for (int i = 0; i < 8; ++i)
            programs.emplace_back([&] {
                Database program{options};
                EXPECT_TRUE(program.in_transaction([](Transaction& tx) {
                    tx.script("CREATE TABLE IF NOT EXISTS t (n INTEGER)");
                    return tx.write("INSERT INTO t VALUES (1)") == 1;
                }));
            });
        for (auto& program : programs)
            program.join();
    }
}

TEST_F(Sqlite, says_what_it_cannot_open)
{
    try {
        Database nowhere{{.url = "sqlite:////proc/nowhere/x.db"}};
        FAIL() << "nothing can be opened there";
    } catch (Unavailable const& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("/proc/nowhere/x.db"));
    }
}

} // namespace
} // namespace ocp::db
