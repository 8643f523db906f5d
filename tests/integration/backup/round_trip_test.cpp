#include "ocpizza/cli/data_checks.h"
#include "ocpizza/system_clock.h"
#include "platform/backup/backup_name.h"
#include "platform/backup/file.h"
#include "platform/db/postgres_server.h"
#include "supervision/business/record_watch.h"
#include "tests/integration/backup/backup_fixture.h"

#include <atomic>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <thread>

namespace ocp::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct RoundTrip : Backups { };
OCP_ON_BOTH_ENGINES(RoundTrip);

mode_t mode_of(std::filesystem::path const& path)
{
    struct stat facts { };
    return stat(path.c_str(), &facts) == 0 ? facts.st_mode & 0777 : 0;
}

TEST_P(RoundTrip, brings_every_row_back_and_keeps_the_old_database)
{
    auto const before = rows();
    auto const made = backup();
    ASSERT_EQ(made.code, 0) << made.err;
    EXPECT_THAT(made.out, HasSubstr("3 orders; 1 kept, 0 removed"));
    rename_lola("Somebody");
    ASSERT_NE(rows(), before);

    auto const restored = restore({.name = names().front(), .yes = true});
    ASSERT_EQ(restored.code, 0) << restored.err;
    EXPECT_EQ(rows(), before);
    EXPECT_THAT(left_by_restores(), ElementsAre(HasSubstr("before")));
    EXPECT_THAT(restored.out, HasSubstr("The old one is kept as "));
    EXPECT_THAT(restored.out, HasSubstr("restart"));

    db::Database whole{options_for(settings.database_url)};
    EXPECT_THAT(checks::data_faults(whole), IsEmpty());
}

TEST_P(RoundTrip, is_made_twice_in_one_second)
{
    for (int i = 0; i < 3; ++i) {
        auto const made = backup();
        EXPECT_EQ(made.code, 0) << made.err;
    }
}

TEST_P(RoundTrip, gives_the_live_streams_a_new_epoch)
{
    backup();
    auto const before = epoch();
    ASSERT_EQ(restore({.name = names().front(), .yes = true}).code, 0);
    EXPECT_NE(epoch(), before);
    EXPECT_THAT(epoch(), SizeIs(16));
}

TEST_P(RoundTrip, brings_back_no_word_of_the_servers_of_that_time)
{
    supervision::ServerState server;
    server.machine = "web-1";
    supervision::record_state(database(), server);
    backup();
    ASSERT_EQ(restore({.name = names().front(), .yes = true}).code, 0);
    db::Database restored{options_for(settings.database_url)};
    EXPECT_EQ(restored.read([](db::Reader const& reader) {
        return *reader.value<int>("SELECT COUNT(*) FROM server_states");
    }),
        0);
}

TEST_P(RoundTrip, works_again_on_a_database_that_was_restored)
{
    auto const before = rows();
    backup();
    ASSERT_EQ(restore({.name = names().back(), .yes = true}).code, 0);
    ASSERT_EQ(backup().code, 0);
    EXPECT_THAT(names(), SizeIs(2)) << "whoever backs up before mending keeps the one before";
    auto const again = restore({.name = names().back(), .yes = true});
    ASSERT_EQ(again.code, 0) << again.err;
    EXPECT_EQ(rows(), before);
}

TEST_P(RoundTrip, fills_another_empty_database_and_leaves_the_running_one_alone)
{
    auto const before = rows();
    backup();
    rename_lola("Somebody");
    auto const now = rows();
    auto const other = empty_database();
    auto const restored = restore({.name = names().front(), .into = other});
    ASSERT_EQ(restored.code, 0) << restored.err;
    EXPECT_EQ(rows(other), before);
    EXPECT_EQ(rows(), now);
    EXPECT_THAT(left_by_restores(), IsEmpty());

    auto const twice = restore({.name = names().front(), .into = other});
    EXPECT_EQ(twice.code, 1);
    EXPECT_THAT(twice.err, HasSubstr("is not empty"));
}

TEST_P(RoundTrip, fills_a_database_beside_the_running_one_by_its_name)
{
    auto const before = rows();
    backup();
    auto const other = empty_database();
    auto const name = other.substr(other.rfind('/') + 1);
    auto const restored = restore({.name = names().front(), .into = name});
    ASSERT_EQ(restored.code, 0) << restored.err;
    EXPECT_EQ(rows(other), before);
    for (auto const* const wrong : {"a/b", "../other", "a?x=1", "user@host", "%41"}) {
        auto const refused = restore({.name = names().front(), .into = wrong});
        EXPECT_EQ(refused.code, 1) << wrong;
        EXPECT_THAT(refused.err, HasSubstr("--into wants the name")) << wrong;
    }
}

TEST_P(RoundTrip, removes_what_a_restore_left_that_was_killed)
{
    backup();
    auto const running = settings.database_url.substr(settings.database_url.rfind('/') + 1);
    if (is_postgres()) {
        db::PostgresServer const server{options()};
        server.create(running + "_restore_20261124013000", running);
        server.create(running + "_restore_mine", running);
    } else {
        for (auto const* const tail : {".restore-20261124013000", ".restore-20261124013000-wal"})
            std::ofstream{folder / (running + tail)} << "data of customers";
    }
    auto const restored = restore({.name = names().front(), .yes = true});
    ASSERT_EQ(restored.code, 0) << restored.err;
    EXPECT_THAT(
        restored.out, HasSubstr("20261124013000, left by a restore that was broken off, was removed."));
    EXPECT_EQ(left_by_restores().size(), 1U) << "the running one that was put aside";
    if (is_postgres()) {
        db::PostgresServer const server{options()};
        EXPECT_TRUE(server.has(running + "_restore_mine")) << "no name of ours";
        server.drop(running + "_restore_mine");
    }
}

TEST_P(RoundTrip, leaves_nothing_in_clear_beside_an_encrypted_backup)
{
    use_key(std::string(64, 'a'));
    // As somebody who was killed while looking would have left it.
    if (!is_postgres()) std::ofstream{folder / ".ocpizza-clear-1-1"} << "data of customers";
    ASSERT_EQ(backup().code, 0);
    EXPECT_EQ(backups().code, 0);
    for (auto const& entry : std::filesystem::recursive_directory_iterator{folder.path()})
        EXPECT_THAT(entry.path().filename().string(), Not(HasSubstr("clear"))) << entry.path();
    EXPECT_EQ(names().size(), 1U);
    auto const one = std::filesystem::path{settings.backup_dir} / names().front();
    for (auto const& entry : std::filesystem::directory_iterator{one})
        EXPECT_THAT(entry.path().filename().string(), testing::AnyOf("dump", "manifest.json"));
}

TEST_P(RoundTrip, is_encrypted_with_a_key_and_opened_with_no_other)
{
    auto const before = rows();
    use_key(std::string(64, 'a'));
    auto const made = backup();
    ASSERT_EQ(made.code, 0) << made.err;
    EXPECT_THAT(made.out, HasSubstr("encrypted"));
    EXPECT_THAT(backup::text_of(dump(names().front())), Not(HasSubstr("lola@ocpizza.example")));
    EXPECT_EQ(backups().code, 0);
    rename_lola("Somebody");
    auto const now = rows();

    use_key(std::string(64, 'b'));
    auto const wrong = restore({.name = names().front(), .yes = true});
    EXPECT_EQ(wrong.code, 1);
    EXPECT_THAT(wrong.err, HasSubstr("another key"));
    settings.backup_key_file.clear();
    auto const none = restore({.name = names().front(), .yes = true});
    EXPECT_EQ(none.code, 1);
    EXPECT_THAT(none.err, HasSubstr("BACKUP_KEY_FILE is not set"));
    EXPECT_EQ(rows(), now);
    EXPECT_THAT(left_by_restores(), IsEmpty());

    use_key(std::string(64, 'a'));
    auto const right = restore({.name = names().front(), .yes = true});
    ASSERT_EQ(right.code, 0) << right.err;
    EXPECT_EQ(rows(), before);
}

TEST_P(RoundTrip, is_one_moment_while_orders_are_placed)
{
    settings.database_url = options().url;
    std::atomic<bool> enough = false;
    std::thread customers{[&] {
        // Not more than the shop has ingredients for, however long the backup takes.
        for (int orders = 0; !enough && orders < 100; ++orders) {
            shop.an_order();
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
    }};
    auto const made = backup();
    enough = true;
    customers.join();
    ASSERT_EQ(made.code, 0) << made.err;
    auto const restored = restore({.name = names().front(), .into = empty_database()});
    EXPECT_EQ(restored.code, 0) << restored.err
                                << " (counts and every promise of the data are checked there)";
}

TEST_P(RoundTrip, lies_where_nobody_else_may_look)
{
    backup();
    auto const one = dump(names().front());
    EXPECT_EQ(mode_of(one), 0600U);
    EXPECT_EQ(mode_of(one.parent_path() / "manifest.json"), 0600U);
    EXPECT_EQ(mode_of(one.parent_path()), 0700U);
    EXPECT_EQ(mode_of(settings.backup_dir), 0700U);
}

TEST_P(RoundTrip, is_listed_with_what_it_is)
{
    EXPECT_THAT(backups().out, HasSubstr("There is no backup"));
    EXPECT_EQ(backups().code, 1) << "whoever asks for proof gets none";
    EXPECT_EQ(backups(cli::Listing::Plain).code, 0);
    backup();
    auto const list = backups();
    EXPECT_EQ(list.code, 0);
    for (auto const& part : {names().front(), std::string{is_postgres() ? "postgresql" : "sqlite"},
             std::string{"clear"}, std::string{"Every backup is whole."}})
        EXPECT_THAT(list.out, HasSubstr(part));
    EXPECT_THAT(backups(cli::Listing::Plain).out, Not(HasSubstr("whole")));
}

TEST_P(RoundTrip, keeps_those_of_two_days_and_the_newest_of_each_of_seven)
{
    static constexpr auto day = std::chrono::hours{24};
    auto const now = SystemClock{}.now();
    std::vector<std::string> expected;
    for (int ago = 9; ago >= 1; --ago) {
        auto const older = backup_of(now - day * ago);
        if (ago > 6) continue;
        auto const newest = backup_of(now - day * ago + std::chrono::seconds{1});
        // Both of yesterday stay; and midnight may lie between the two.
        if (ago == 1 || older.substr(0, 16) != newest.substr(0, 16)) expected.push_back(older);
        expected.push_back(newest);
    }
    ASSERT_EQ(backup().code, 0);
    expected.push_back(names().back());
    expected.erase(expected.begin(), expected.end() - 8);
    EXPECT_EQ(names(), expected);
}

} // namespace
} // namespace ocp::test
