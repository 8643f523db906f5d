#include "supervision/model/server_state.h"

#include <gmock/gmock.h>
#include <tuple>

namespace ocp::supervision {
namespace {

using namespace std::chrono_literals;

ServerState full_state()
{
    ServerState state;
    state.machine = "web-1";
    state.pid = 42;
    state.at = Instant::ms(1'800'000'000'000);
    state.server.address = "127.0.0.1:8000";
    state.server.version = "0.1.0";
    state.server.environment = "production";
    state.server.started_at = Instant::ms(1'799'999'000'000);
    state.server.pages = {3, 256};
    state.server.slow = {1, 20};
    state.server.connections = {7, 4000};
    state.server.streams = {5, 2000};
    state.server.sessions = {2, 11};
    state.server.session_waits = 9;
    state.server.sessions_refused = 4;
    state.server.outbox_lag = 120ms;
    state.server.log_lines_dropped = 6;
    state.server.slowest = {{"menu", 900ms, Instant::ms(1'799'999'500'000), 200, 3}};
    state.requests = 1000;
    state.errors = 2;
    state.refused = 1;
    state.requests_per_minute = 12.5;
    state.refused_at = Instant::ms(1'799'999'600'000);
    state.figures.cores = 4;
    state.figures.cpu = 0.25;
    state.figures.memory = machine::Memory{1000, 400};
    state.figures.load = machine::Load{0.5, 0.25, 0.125};
    state.figures.network = machine::Rate{1024, 2048};
    state.figures.volumes = {{"/opt/ocpizza", 100, 60}};
    state.figures.processes = 99;
    state.figures.programs = {{"postgres", 12, 0.125, 4096}};
    state.backup = LastBackup{Instant::ms(1'799'990'000'000), 12345, true, true};
    return state;
}

TEST(ServerState, survives_the_way_through_the_database)
{
    auto const said = to_text(full_state());
    auto const heard = server_state_from("web-1", 42, full_state().at, said);
    ASSERT_TRUE(heard);
    EXPECT_EQ(to_text(*heard), said);
    ASSERT_EQ(heard->server.slowest.size(), 1U);
    auto const& slow = heard->server.slowest[0];
    EXPECT_EQ(std::tie(slow.route, slow.took, slow.status, slow.times),
        std::tuple(std::string{"menu"}, 900ms, 200U, std::int64_t{3}));
    EXPECT_EQ(slow.at, full_state().server.slowest[0].at);
    auto const& server = heard->server;
    EXPECT_EQ(std::tie(server.address, server.version, server.environment),
        std::tuple(std::string{"127.0.0.1:8000"}, std::string{"0.1.0"}, std::string{"production"}));
    EXPECT_EQ(server.started_at, full_state().server.started_at);
    for (auto const queue : {&ServerFigures::pages, &ServerFigures::slow, &ServerFigures::connections,
             &ServerFigures::streams, &ServerFigures::sessions}) {
        EXPECT_EQ((server.*queue).queued, (full_state().server.*queue).queued);
        EXPECT_EQ((server.*queue).limit, (full_state().server.*queue).limit);
    }
    EXPECT_EQ(server.session_waits, 9U);
    EXPECT_EQ(server.sessions_refused, 4U);
    EXPECT_EQ(server.log_lines_dropped, 6U);
    EXPECT_EQ(std::tie(heard->requests, heard->errors, heard->refused),
        std::tuple(std::uint64_t{1000}, std::uint64_t{2}, std::uint64_t{1}));
    EXPECT_EQ(heard->requests_per_minute, 12.5);
    EXPECT_EQ(heard->figures.cores, 4U);
    EXPECT_EQ(heard->figures.cpu, 0.25);
    EXPECT_EQ(heard->figures.memory->available, 400U);
    EXPECT_EQ(heard->figures.network->out, 2048);
    EXPECT_EQ(heard->figures.volumes[0].free, 60U);
    EXPECT_EQ(heard->figures.processes, 99U);
    EXPECT_EQ(heard->backup->made_at, full_state().backup->made_at);
    EXPECT_EQ(heard->backup->size, 12345U);
    EXPECT_TRUE(heard->backup->readable);
    EXPECT_EQ(heard->server.outbox_lag, 120ms);
    EXPECT_EQ(heard->figures.programs[0].processes, 12U);
    EXPECT_EQ(heard->figures.load->fifteen, 0.125);
    EXPECT_EQ(heard->refused_at, full_state().refused_at);
    EXPECT_EQ(heard->error_at, std::nullopt);
    EXPECT_TRUE(heard->backup->encrypted);
}

TEST(ServerState, that_knows_little_is_told_all_the_same)
{
    auto const heard = server_state_from("web-1", 42, {}, to_text({}));
    ASSERT_TRUE(heard);
    EXPECT_FALSE(heard->figures.cpu);
    EXPECT_FALSE(heard->figures.memory);
    EXPECT_FALSE(heard->figures.network);
    EXPECT_FALSE(heard->server.outbox_lag);
    EXPECT_FALSE(heard->backup);
    EXPECT_FALSE(heard->requests_per_minute);
}

TEST(ServerState, of_another_version_is_read_as_far_as_it_is_understood)
{
    auto const heard = server_state_from("web-1", 42, {},
        R"({"address": "x", "pages": 7, "slow": {"queued": "many", "limit": 20}, "slowest": [1, {"route": "menu"}],
            "machine": {"load": [1, "two", 3], "cpu": "busy", "volumes": {}}, "news": [true], "requests": null})");
    ASSERT_TRUE(heard);
    EXPECT_EQ(heard->server.address, "x");
    EXPECT_EQ(heard->server.pages.limit, 0U);
    EXPECT_EQ(heard->server.slow.queued, 0U);
    EXPECT_EQ(heard->server.slow.limit, 20U);
    ASSERT_EQ(heard->server.slowest.size(), 1U);
    EXPECT_FALSE(heard->figures.load);
    EXPECT_FALSE(heard->figures.cpu);
    for (auto const* const nonsense : {"", "[]", "null", "{", "7"})
        EXPECT_FALSE(server_state_from("web-1", 42, {}, nonsense)) << nonsense;
}

TEST(ServerState, with_a_folder_that_is_no_utf_8_is_told_all_the_same)
{
    auto state = full_state();
    state.figures.volumes[0].path = "/caf\xe9";
    EXPECT_TRUE(server_state_from("web-1", 42, {}, to_text(state)));
}

} // namespace
} // namespace ocp::supervision
