#include "supervision/business/read_supervision.h"
#include "supervision/business/record_watch.h"
#include "supervision/model/machine_sample_store.h"
#include "supervision/model/server_state_store.h"
#include "tests/support/at_once.h"
#include "tests/support/database.h"

#include <algorithm>
#include <gmock/gmock.h>

namespace ocp::supervision {
namespace {

using namespace std::chrono_literals;

struct History : test::OnBothEngines {
    /// A moment in the course of a minute, half an hour and a quarter of a day.
    Instant const now = Instant::ms(1'799'971'200'000 + 9 * 3'600'000 + 17 * 60'000 + 42'000);
    Instant const minute = Instant::ms(now.ms() / 60'000 * 60'000);

    bool keep(std::string machine, Instant at, double cpu = 0.5)
    {
        MachineSample sample;
        sample.machine = std::move(machine);
        sample.at = at;
        sample.cpu = cpu;
        sample.storage = 0.25;
        sample.load_1 = 1.25;
        sample.received = 5e9;
        sample.processes = 99;
        return record_minute(database(), sample, now);
    }
    std::int64_t rows()
    {
        return database().read([](db::Reader const& reader) {
            return *reader.value<std::int64_t>("SELECT COUNT(*) FROM machine_samples");
        });
    }
    Supervision seen(Period period)
    {
        return database().read_snapshot(
            [&](db::Reader const& reader) { return read_supervision(reader, period, now); });
    }
};
OCP_ON_BOTH_ENGINES(History);

TEST_P(History, keeps_what_was_seen)
{
    keep("web-1", minute, 0.123);
    auto const samples = database().read(
        [&](db::Reader const& reader) { return samples_between(reader, minute, minute + 1min); });
    ASSERT_EQ(samples.size(), 1U);
    auto const& sample = samples.at("web-1").at(0);
    EXPECT_EQ(sample.at, minute);
    EXPECT_DOUBLE_EQ(sample.cpu.value(), 0.123);
    EXPECT_DOUBLE_EQ(sample.storage.value(), 0.25);
    EXPECT_DOUBLE_EQ(sample.load_1.value(), 1.25);
    EXPECT_DOUBLE_EQ(sample.received.value(), 5e9);
    EXPECT_EQ(sample.processes, 99);
    EXPECT_FALSE(sample.memory) << "what could not be read stays unknown";
}

TEST_P(History, has_one_sample_a_machine_and_minute_however_many_servers_see_it)
{
    auto const kept = test::at_once(8, [&](std::size_t) { return keep("web-1", minute); });
    EXPECT_EQ(std::count(kept.begin(), kept.end(), true), 1);
    EXPECT_TRUE(keep("web-2", minute));
    EXPECT_TRUE(keep("web-1", minute + 1min));
    EXPECT_EQ(rows(), 3);
}

TEST_P(History, forgets_eight_days_in_portions_of_an_hour)
{
    database().in_transaction([&](db::Transaction& tx) {
        for (int i = 0; i < 180; ++i)
            add_sample(tx, {.machine = "gone", .at = now - history_kept - 4h + std::chrono::minutes{i}});
        add_sample(tx, {.machine = "kept", .at = now - history_kept + 1min});
        return true;
    });
    keep("web-1", minute);
    EXPECT_EQ(rows(), 181 - 60 + 1);
    keep("web-1", minute - 1min);
    EXPECT_EQ(rows(), 181 - 120 + 2);
    for (int i = 2; i < 10; ++i)
        keep("web-1", minute - std::chrono::minutes{i});
    EXPECT_EQ(rows(), 11) << "what is younger stays";
}

TEST_P(History, of_an_hour_has_a_point_a_minute)
{
    for (int i = 0; i < 90; ++i)
        keep("web-1", minute - std::chrono::minutes{i}, i < 10 ? 0.9 : 0.1);
    auto const hour = seen(Period::Hour);
    EXPECT_EQ(hour.to, minute + 1min);
    EXPECT_EQ(hour.to - hour.from, 1h);
    ASSERT_EQ(hour.history.at("web-1").size(), 60U);
    EXPECT_EQ(hour.history.at("web-1").front().at, hour.from);
    EXPECT_EQ(hour.history.at("web-1").back().at, minute);
    EXPECT_DOUBLE_EQ(hour.history.at("web-1").back().cpu.average.value(), 0.9);
    EXPECT_FALSE(hour.history.at("web-1").back().memory.average);
}

TEST_P(History, of_a_day_averages_and_remembers_the_highest)
{
    // The quarter of an hour that began at 09:15.
    keep("web-1", minute, 0.2);
    keep("web-1", minute - 1min, 0.4);
    keep("web-1", minute - 2min, 0.9);
    keep("web-1", minute - 3min, 0.1);
    keep("web-2", minute, 0.7);
    auto const day = seen(Period::Day);
    EXPECT_EQ(day.to - day.from, 24h);
    auto const& points = day.history.at("web-1");
    ASSERT_EQ(points.size(), 2U);
    EXPECT_EQ(points[1].at, minute - 2min);
    EXPECT_DOUBLE_EQ(points[1].cpu.average.value(), 0.5);
    EXPECT_DOUBLE_EQ(points[1].cpu.highest.value(), 0.9);
    EXPECT_DOUBLE_EQ(points[0].cpu.average.value(), 0.1);
    EXPECT_EQ(day.history.at("web-2").size(), 1U);
}

TEST_P(History, of_a_week_is_as_long_and_no_longer)
{
    keep("web-1", now - 7 * 24h - 1h);
    keep("web-1", minute - 7 * 24h + 2h);
    auto const week = seen(Period::Week);
    EXPECT_EQ(week.to - week.from, 7 * 24h);
    EXPECT_EQ(week.history.at("web-1").size(), 1U);
}

struct States : History {
    ServerState a_server(std::int64_t pid, Instant at)
    {
        ServerState state;
        state.machine = "web-1";
        state.pid = pid;
        state.at = at;
        state.server.address = "127.0.0.1:8000";
        state.server.started_at = at - 1h;
        return state;
    }
    std::vector<ServerState> told()
    {
        return database().read([](db::Reader const& reader) { return all_states(reader); });
    }
};
OCP_ON_BOTH_ENGINES(States);

TEST_P(States, replace_what_the_server_said_before)
{
    auto state = a_server(1, now);
    record_state(database(), state);
    state.at = now + 15s;
    state.requests = 77;
    record_state(database(), state);
    ASSERT_EQ(told().size(), 1U);
    EXPECT_EQ(told()[0].at, now + 15s);
    EXPECT_EQ(told()[0].requests, 77U);
}

TEST_P(States, go_with_the_server_that_takes_its_leave)
{
    record_state(database(), a_server(1, now));
    record_state(database(), a_server(2, now));
    take_leave(database(), "web-1", 1);
    ASSERT_EQ(told().size(), 1U);
    EXPECT_EQ(told()[0].pid, 2);
}

TEST_P(States, of_those_silent_for_a_day_are_forgotten)
{
    record_state(database(), a_server(1, now - 24h - 1ms));
    record_state(database(), a_server(2, now - 24h));
    keep("web-1", minute);
    ASSERT_EQ(told().size(), 1U);
    EXPECT_EQ(told()[0].pid, 2);
}

} // namespace
} // namespace ocp::supervision
