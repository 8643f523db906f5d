#include "platform/db/migrations.h"
#include "tests/support/database.h"

#include <algorithm>
#include <atomic>
#include <gmock/gmock.h>
#include <thread>

namespace ocp::db {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// On a database that knows the program's own migrations, those of a later program.
struct Migrations : test::OnBothEngines {
    Migrations()
    {
        files.assign(embedded_migrations, embedded_migrations + embedded_migrations_count);
        next = static_cast<int>(files.size()) + 1;
    }
    Embedded file(int number, std::string_view text)
    {
        names.push_back(std::make_unique<std::string>(
            std::string(number < 10 ? 3 : 2, '0') + std::to_string(number) + "_more.sql"));
        return {*names.back(), text};
    }
    std::vector<std::unique_ptr<std::string>> names;
    std::vector<Embedded> files;
    int next = 0;
};
OCP_ON_BOTH_ENGINES(Migrations);

TEST_P(Migrations, are_all_applied_and_known)
{
    auto const state = schema_state(database());
    EXPECT_FALSE(state.behind);
    EXPECT_THAT(state.faults, IsEmpty());
    EXPECT_EQ(state.migrations.size(), embedded_migrations_count);
    EXPECT_TRUE(std::all_of(
        state.migrations.begin(), state.migrations.end(), [](auto const& m) { return m.applied; }));
    EXPECT_EQ(migrate(database()), 0);
}

TEST_P(Migrations, that_are_missing_make_the_schema_behind_until_applied)
{
    files.push_back(file(next, "CREATE TABLE more (id @identity@);\nCREATE INDEX more_id ON more (id);\n"));
    EXPECT_TRUE(schema_state(database(), files).behind);
    EXPECT_EQ(migrate(database(), files), 1);
    EXPECT_FALSE(schema_state(database(), files).behind);
    EXPECT_TRUE(database().read([](Reader const& reader) { return reader.has_table("more"); }));
    EXPECT_THAT(schema_state(database()).ahead, ElementsAre(HasSubstr("ahead")));
}

TEST_P(Migrations, leave_nothing_when_they_fail)
{
    files.push_back(file(next, "CREATE TABLE more (id @identity@);\nINSERT INTO nowhere VALUES (1);\n"));
    try {
        migrate(database(), files);
        FAIL() << "there is no such table";
    } catch (Error const& error) {
        EXPECT_THAT(error.what(), HasSubstr("_more.sql"));
    }
    EXPECT_FALSE(database().read([](Reader const& reader) { return reader.has_table("more"); }));
    EXPECT_TRUE(schema_state(database(), files).behind);
}

TEST_P(Migrations, may_not_change_after_they_were_applied)
{
    auto const changed = std::string{files[0].bytes} + "-- a word more\n";
    files[0].bytes = changed;
    EXPECT_THAT(
        schema_state(database(), files).faults, ElementsAre(HasSubstr("changed after it was applied")));
    EXPECT_THROW(migrate(database(), files), Error);
}

TEST_P(Migrations, take_triggers_and_functions_as_they_are)
{
    files.push_back(file(next, R"(
CREATE TABLE more (id @identity@, n BIGINT NOT NULL);
-- only postgres
CREATE FUNCTION refuse_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append only; really';
END;
$$;
CREATE TRIGGER more_stays BEFORE DELETE ON more EXECUTE FUNCTION refuse_more();
-- end only
-- only sqlite
CREATE TRIGGER more_stays BEFORE DELETE ON more BEGIN
    SELECT RAISE(ABORT, 'append only; really');
END;
-- end only
INSERT INTO more (n) VALUES (1);
)"));
    EXPECT_EQ(migrate(database(), files), 1);
    EXPECT_THROW(
        database().in_transaction([](Transaction& tx) { return tx.write("DELETE FROM more") > 0; }), Error);
}

TEST_P(Migrations, are_applied_once_by_programs_that_start_together)
{
    files.push_back(file(next, "CREATE TABLE more (id @identity@);\n"));
    files.push_back(file(next + 1, "INSERT INTO more (id) VALUES (1);\n"));
    std::atomic<int> applied = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            Database program{options()};
            applied += migrate(program, files);
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(applied, 2);
    EXPECT_EQ(
        database().read([](Reader const& reader) { return reader.value<int>("SELECT count(*) FROM more"); }),
        1);
}

TEST_P(Migrations, give_the_outbox_one_epoch_and_a_first_event)
{
    auto const epoch = [&] {
        return database().read(
            [](Reader const& reader) { return reader.rows<std::string>("SELECT epoch FROM outbox_epoch"); });
    };
    auto const before = epoch();
    ASSERT_EQ(before.size(), 1u);
    EXPECT_THAT(std::get<0>(before[0]), testing::MatchesRegex("[0-9a-f]{16}"));
    migrate(database());
    EXPECT_EQ(epoch(), before);
    EXPECT_EQ(database().read(
                  [](Reader const& reader) { return reader.value<std::string>("SELECT kind FROM outbox"); }),
        "outbox.begun");
}

} // namespace
} // namespace ocp::db
