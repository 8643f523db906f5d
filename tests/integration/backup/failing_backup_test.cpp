#include "platform/backup/shelf.h"
#include "supervision/model/incident_store.h"
#include "tests/integration/backup/backup_fixture.h"
#include "tests/support/fake_vendor.h"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/resource.h>

namespace ocp::test {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::HasSubstr;

struct FailingBackup : Backups {
    FailingBackup()
    {
        old = {backup_of(Instant::ms(1'600'000'000'000)), backup_of(Instant::ms(1'700'000'000'000))};
        settings.backup_keep = 1;
    }
    /// The old ones are there and whole, though one would do, and nothing else is.
    void expect_only_the_old_ones()
    {
        EXPECT_EQ(names(), old);
        EXPECT_EQ(backups().code, 0);
        for (auto const& entry : fs::directory_iterator{settings.backup_dir})
            EXPECT_THAT(entry.path().filename().string(), AnyOf(".lock", old[0], old[1]));
    }
    std::vector<std::string> old;
};
OCP_ON_BOTH_ENGINES(FailingBackup);

/// What a full disk is, for this process: no file grows beyond so many bytes.
class SmallFiles {
public:
    explicit SmallFiles(rlim_t bytes)
    {
        signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        rlimit const small{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallFiles() { setrlimit(RLIMIT_FSIZE, &before_); }
    SmallFiles(SmallFiles const&) = delete;
    SmallFiles& operator=(SmallFiles const&) = delete;

private:
    rlimit before_{};
};

TEST_P(FailingBackup, for_want_of_room_leaves_the_old_ones)
{
    // SQLite's own 32 kB beside a file in use shall fit.
    auto const said = [&] {
        SmallFiles const small{is_postgres() ? rlim_t{8'192} : rlim_t{65'536}};
        return backup();
    }();
    EXPECT_EQ(said.code, 1);
    EXPECT_THAT(said.err, HasSubstr(is_postgres() ? "File too large" : "disk"));
    expect_only_the_old_ones();
}

TEST_P(FailingBackup, of_a_database_without_a_schema_leaves_the_old_ones)
{
    settings.database_url = empty_database();
    auto const said = backup();
    EXPECT_EQ(said.code, 1);
    EXPECT_FALSE(said.err.empty());
    expect_only_the_old_ones();
}

TEST_P(FailingBackup, is_made_good_by_the_next_one)
{
    fs::create_directories(fs::path{settings.backup_dir} / ".unfinished-ocpizza-20261124T020000Z");
    ASSERT_EQ(backup().code, 0);
    EXPECT_EQ(names().size(), 1U) << "the old ones went only now";
    EXPECT_GT(names().front(), old[1]);
    EXPECT_FALSE(fs::exists(fs::path{settings.backup_dir} / ".unfinished-ocpizza-20261124T020000Z"));
}

TEST_P(FailingBackup, is_told_to_operators_until_one_is_made)
{
    FakeVendor sentry;
    settings.sentry_dsn = "http://k@127.0.0.1:" + std::to_string(sentry.port()) + "/1";
    settings.alert_email = "technique@ocpizza.example";
    auto const folder_of_backups = settings.backup_dir;
    auto const told = [&] {
        db::Database looked_at{options_for(settings.database_url)};
        return looked_at.read(
            [](db::Reader const& reader) { return supervision::recent_incidents(reader, 10); });
    };
    settings.backup_dir = "/proc/no-place";
    EXPECT_EQ(backup().code, 1);
    EXPECT_EQ(backup().code, 1);
    ASSERT_EQ(told().size(), 1U);
    EXPECT_EQ(told()[0].incident.matter, supervision::Matter::BackupFailed);
    EXPECT_EQ(told()[0].notices.size(), 1U) << "once, by mail";
    EXPECT_FALSE(told()[0].incident.resolved_at);
    auto const events = sentry.requests(2);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_THAT(events[0].body, HasSubstr("the backup failed"));

    settings.backup_dir = folder_of_backups;
    ASSERT_EQ(backup().code, 0);
    EXPECT_TRUE(told().at(0).incident.resolved_at);
    EXPECT_EQ(told()[0].notices.size(), 2U);
}

/// Puts other programs before PostgreSQL's own.
struct OtherPrograms : FailingBackup {
    OtherPrograms()
    {
        auto const* const now = std::getenv("PATH");
        path = now != nullptr ? now : "";
        fs::create_directories(folder / "bin");
    }
    ~OtherPrograms() override { setenv("PATH", path.c_str(), 1); }
    void put(std::string const& program, std::string const& script)
    {
        auto const file = folder / "bin" / program;
        std::ofstream{file} << "#!/bin/sh\n" << script << '\n';
        fs::permissions(file, fs::perms::owner_all);
        setenv("PATH", ((folder / "bin").string() + ":" + path).c_str(), 1);
    }
    std::string path;
};
INSTANTIATE_TEST_SUITE_P(on, OtherPrograms, testing::Values(db::Engine::Postgres), engine_name);

TEST_P(OtherPrograms, that_fail_at_once_leave_the_old_ones)
{
    put("pg_dump", "echo 'pg_dump: error: server is too new' >&2; exit 1");
    auto const said = backup();
    EXPECT_EQ(said.code, 1);
    EXPECT_THAT(said.err, HasSubstr("pg_dump failed (exit 1): pg_dump: error: server is too new"));
    expect_only_the_old_ones();
}

TEST_P(OtherPrograms, that_die_half_way_leave_the_old_ones)
{
    put("pg_dump", "head -c 100000 /dev/zero; kill -KILL $$");
    auto const said = backup();
    EXPECT_EQ(said.code, 1);
    EXPECT_THAT(said.err, HasSubstr("pg_dump was ended by signal 9"));
    expect_only_the_old_ones();
}

TEST_P(OtherPrograms, that_write_what_cannot_be_restored_leave_the_old_ones)
{
    put("pg_dump", "echo 'this is no dump'");
    auto const said = backup();
    EXPECT_EQ(said.code, 1);
    EXPECT_THAT(said.err, HasSubstr("the new backup cannot be read again: pg_restore failed"));
    expect_only_the_old_ones();
}

TEST_P(OtherPrograms, that_are_not_there_are_named)
{
    setenv("PATH", (folder / "bin").c_str(), 1);
    auto const said = backup();
    EXPECT_EQ(said.code, 1);
    EXPECT_THAT(said.err, HasSubstr("pg_dump cannot be run"));
    setenv("PATH", path.c_str(), 1);
    expect_only_the_old_ones();
}

TEST_P(OtherPrograms, that_look_at_their_call_find_no_password)
{
    auto const seen = folder / "seen";
    put("pg_dump", "echo \"$@\" > " + seen.string() + "; echo $PGPASSWORD >> " + seen.string() + "; exit 1");
    auto const plain = settings.database_url;
    settings.database_url.insert(settings.database_url.find('@'), ":sesame");
    EXPECT_EQ(backup().code, 1);
    settings.database_url = plain;
    auto const said = backup::text_of(seen);
    EXPECT_THAT(said.substr(0, said.find('\n')), testing::Not(HasSubstr("sesame")));
    EXPECT_THAT(said, HasSubstr("\nsesame\n"));
}

TEST_P(OtherPrograms, that_fail_to_restore_leave_the_running_database)
{
    auto const before = rows();
    put("pg_restore",
        "[ \"$1\" = --list ] && exec cat >/dev/null; head -c 10 >/dev/null; echo broken >&2; exit 1");
    auto const said = restore({.name = old[1], .yes = true});
    EXPECT_EQ(said.code, 1);
    EXPECT_THAT(said.err, HasSubstr("broken. The running database is as it was."));
    EXPECT_EQ(rows(), before);
    EXPECT_THAT(left_by_restores(), testing::IsEmpty());
}

} // namespace
} // namespace ocp::test
