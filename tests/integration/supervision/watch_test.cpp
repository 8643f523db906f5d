#include "platform/log/log.h"
#include "supervision/business/read_supervision.h"
#include "supervision/business/watch.h"
#include "tests/support/database.h"
#include "tests/support/fixed_clock.h"
#include "tests/support/temp_folder.h"

#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

namespace ocp::supervision {
namespace {

using namespace std::chrono_literals;

struct Watching : test::OnBothEngines {
    test::TempFolder const folder;
    test::FixedClock clock{Instant::ms(1'799'999'940'000)};
    ServerFigures figures;

    Watching()
    {
        figures.address = "127.0.0.1:8000";
        figures.started_at = clock.now();
    }

    Watch::Options options_for(std::string machine) const
    {
        Watch::Options options;
        options.machine = std::move(machine);
        options.folders = {folder.path()};
        options.backups = folder.path();
        options.first = options.rhythm = 10ms;
        return options;
    }
    std::unique_ptr<Watch> a_watch(std::string machine = "web-1")
    {
        return std::make_unique<Watch>(
            database(), clock, [this] { return figures; }, options_for(std::move(machine)));
    }
    Supervision seen()
    {
        return database().read_snapshot(
            [&](db::Reader const& reader) { return read_supervision(reader, Period::Hour, clock.now()); });
    }
};
OCP_ON_BOTH_ENGINES(Watching);

TEST_P(Watching, tells_how_the_server_and_its_machine_are)
{
    auto const watch = a_watch();
    watch->look();
    ASSERT_EQ(seen().servers.size(), 1U);
    auto const state = seen().servers[0];
    EXPECT_EQ(state.machine, "web-1");
    EXPECT_EQ(state.pid, ::getpid());
    EXPECT_EQ(state.at, clock.now());
    EXPECT_EQ(state.server.address, "127.0.0.1:8000");
    EXPECT_GT(state.figures.memory->total, 0U);
    EXPECT_GT(state.figures.processes, 0U);
    ASSERT_EQ(state.figures.volumes.size(), 1U);
    EXPECT_EQ(watch->newest().processes, state.figures.processes);
}

TEST_P(Watching, keeps_each_minute_once_it_is_over)
{
    auto const watch = a_watch(), twin = a_watch();
    for (int i = 0; i < 9; ++i) {
        watch->look();
        twin->look();
        clock.advance(15s);
    }
    auto const points = seen().history.at("web-1");
    ASSERT_EQ(points.size(), 2U) << "of two servers of one machine one keeps it, and the third is not over";
    EXPECT_TRUE(points[0].memory.average);
    EXPECT_TRUE(points[0].storage.average);
    EXPECT_TRUE(points[1].cpu.average);
}

TEST_P(Watching, notices_when_counters_grow_and_how_fast)
{
    auto const watch = a_watch();
    watch->look();
    EXPECT_FALSE(seen().servers[0].refused_at);
    EXPECT_FALSE(seen().servers[0].requests_per_minute) << "nothing to compare with";
    figures.requests.answers[static_cast<std::size_t>(metrics::Way::Refused)].back() = 30;
    figures.sessions_refused = 1;
    clock.advance(15s);
    watch->look();
    auto const noticed_at = clock.now();
    clock.advance(15s);
    watch->look();
    auto const state = seen().servers[0];
    EXPECT_EQ(state.refused_at, noticed_at);
    EXPECT_EQ(state.session_refused_at, noticed_at);
    EXPECT_FALSE(state.error_at);
    EXPECT_EQ(state.refused, 30U);
    EXPECT_DOUBLE_EQ(state.requests_per_minute.value(), 0);
}

TEST_P(Watching, finds_the_newest_backup)
{
    auto const watch = a_watch();
    watch->look();
    EXPECT_FALSE(seen().servers[0].backup);
    for (auto const* const name : {"ocpizza-20261124T013000Z", "ocpizza-20261125T013000Z", "elsewhere"})
        std::filesystem::create_directories(folder / name);
    watch->look();
    ASSERT_TRUE(seen().servers[0].backup);
    EXPECT_EQ(seen().servers[0].backup->made_at, Instant::ms(1'795'570'200'000));
    EXPECT_FALSE(seen().servers[0].backup->readable) << "it has no manifest";
    std::ofstream{folder / "ocpizza-20261125T013000Z/manifest.json"} << "{";
    watch->look();
    EXPECT_FALSE(seen().servers[0].backup->readable);
}

TEST_P(Watching, goes_on_by_itself_and_takes_its_leave)
{
    auto const watch = a_watch();
    watch->start();
    for (int i = 0; i < 500 && seen().servers.empty(); ++i)
        std::this_thread::sleep_for(10ms);
    EXPECT_EQ(seen().servers.size(), 1U);
    EXPECT_GT(watch->newest().processes, 0U);
    watch->stop();
    EXPECT_TRUE(seen().servers.empty());
}

TEST_P(Watching, survives_a_database_that_is_not_there)
{
    auto const watch = a_watch();
    auto const drop = [&](std::string const& sql) {
        database().in_transaction([&](db::Transaction& tx) {
            tx.script(sql);
            return true;
        });
    };
    drop("ALTER TABLE server_states RENAME TO elsewhere");
    EXPECT_NO_THROW(watch->look());
    EXPECT_GT(watch->newest().processes, 0U) << "/metrics goes on";
    drop("ALTER TABLE elsewhere RENAME TO server_states");
    watch->look();
    EXPECT_EQ(seen().servers.size(), 1U);
}

/// A watch that writes down what it tells its courier.
struct Alerting : Watching {
    int notices = 0;
    std::vector<Incident> unwritten;
    std::optional<Instant> certificate;
    int certificate_looks = 0;
    std::unique_ptr<Watch> watch;

    Alerting()
    {
        auto options = options_for("web-1");
        options.rhythm = 15s;
        options.ways = {Way::Mail};
        options.on_notices = [this] { ++notices; };
        options.on_unwritten = [this](Incident const& incident) { unwritten.push_back(incident); };
        options.certificate_end = [this] {
            ++certificate_looks;
            return certificate;
        };
        watch = std::make_unique<Watch>(
            database(), clock, [this] { return figures; }, std::move(options));
    }
    void script(std::string const& sql)
    {
        database().in_transaction([&](db::Transaction& tx) {
            tx.script(sql);
            return true;
        });
    }
};
OCP_ON_BOTH_ENGINES(Alerting);

TEST_P(Alerting, wakes_the_courier_when_there_is_something_to_tell)
{
    watch->look();
    EXPECT_EQ(notices, 1) << "there is no backup yet";
    clock.advance(15s);
    watch->look();
    EXPECT_EQ(notices, 1);
    ASSERT_EQ(seen().incidents.size(), 1U);
    EXPECT_EQ(seen().incidents[0].incident.matter, Matter::BackupMissing);
}

TEST_P(Alerting, tells_of_a_database_that_is_away_for_a_minute_and_comes_back)
{
    watch->look();
    script("ALTER TABLE server_states RENAME TO elsewhere");
    auto const since = clock.now() + 15s;
    for (int i = 0; i < 8; ++i) {
        clock.advance(15s);
        watch->look();
        EXPECT_EQ(unwritten.size(), i < 4 ? 0U : 1U) << "a minute is a restart, and once is enough";
    }
    EXPECT_EQ(unwritten.at(0).matter, Matter::DatabaseAway);
    EXPECT_EQ(unwritten[0].place, "web-1");
    EXPECT_EQ(unwritten[0].began_at, since);
    EXPECT_FALSE(unwritten[0].resolved_at);
    script("ALTER TABLE elsewhere RENAME TO server_states");
    clock.advance(15s);
    watch->look();
    ASSERT_EQ(unwritten.size(), 2U);
    EXPECT_EQ(unwritten[1].began_at, since);
    EXPECT_EQ(unwritten[1].resolved_at, clock.now());
}

TEST_P(Alerting, says_nothing_of_a_database_that_was_away_for_a_moment)
{
    script("ALTER TABLE server_states RENAME TO elsewhere");
    watch->look();
    script("ALTER TABLE elsewhere RENAME TO server_states");
    clock.advance(15s);
    watch->look();
    EXPECT_TRUE(unwritten.empty());
}

TEST_P(Alerting, looks_at_the_certificate_once_an_hour)
{
    certificate = clock.now() + 24h;
    for (int i = 0; i < 8; ++i) {
        watch->look();
        clock.advance(10min);
    }
    EXPECT_EQ(certificate_looks, 2);
    EXPECT_EQ(seen().servers.at(0).certificate_until, certificate);
}

TEST_P(Alerting, counts_the_answers_of_the_last_minutes)
{
    watch->look();
    auto& answers = figures.requests.answers[static_cast<std::size_t>(metrics::Way::Pages)];
    answers[1] = 90;
    answers[4] = 10;
    clock.advance(15s);
    watch->look();
    EXPECT_EQ(seen().servers.at(0).recent_requests, 100U);
    EXPECT_EQ(seen().servers.at(0).recent_errors, 10U);
    clock.advance(6min);
    watch->look();
    EXPECT_EQ(seen().servers.at(0).recent_requests, 0U);
}

TEST_P(Watching, survives_whatever_cannot_be_looked_at)
{
    auto options = options_for("web-1");
    options.certificate_end = []() -> std::optional<Instant> { throw std::runtime_error{"no such door"}; };
    Watch watch{database(), clock, [this] { return figures; }, options};
    EXPECT_NO_THROW(watch.look()) << "its thread would end the server";
}

TEST_P(Watching, goes_on_where_the_folder_of_backups_cannot_be_read)
{
    auto const file = folder / "no-folder";
    std::ofstream{file} << "x";
    auto options = options_for("web-1");
    options.backups = file;
    Watch watch{database(), clock, [this] { return figures; }, options};
    EXPECT_NO_THROW(watch.look());
    ASSERT_EQ(seen().servers.size(), 1U);
    EXPECT_FALSE(seen().servers[0].backup);
}

} // namespace
} // namespace ocp::supervision
