#include "supervision/business/due_monday_rules.h"
#include "supervision/business/watch_rules.h"

#include <gmock/gmock.h>

namespace ocp::supervision {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

MATCHER_P2(Is, matter, level, "")
{
    return arg.matter == matter && arg.level == level;
}

/// One healthy server on one healthy machine, with a backup of last night.
struct Watched : testing::Test {
    Instant now = Instant::ms(1'800'000'000'000);
    std::vector<ServerState> servers{a_server("web-1", 100)};
    std::map<std::string, std::vector<MachineSample>> samples;
    std::optional<UpkeepRun> upkeep;

    ServerState a_server(std::string machine, std::int64_t pid) const
    {
        ServerState state;
        state.machine = std::move(machine);
        state.pid = pid;
        state.at = now - 5s;
        state.server.address = "127.0.0.1:8000";
        state.server.started_at = now - 48h;
        state.server.pages = {0, 256};
        state.server.slow = {0, 20};
        state.server.sessions = {11, 11};
        state.server.outbox_lag = 100ms;
        state.figures.volumes = {{"/opt/ocpizza", 100, 60}, {"/backups", 100, 60}};
        state.backup = LastBackup{now - 6h, 1, false, true};
        return state;
    }
    /// The figure in each of the last minutes, the newest last.
    void minutes(std::optional<double> MachineSample::*figure, std::vector<double> const& values)
    {
        auto& of_machine = samples["web-1"];
        of_machine.resize(values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            of_machine[i].at = now - std::chrono::minutes{values.size() - i};
            of_machine[i].*figure = values[i];
        }
    }
    std::vector<Concern> found() const { return concerns(servers, samples, upkeep, now); }
};

TEST_F(Watched, in_good_health_needs_nobody)
{
    EXPECT_THAT(found(), IsEmpty()) << "all sessions in use is no trouble while nobody waits in vain";
}

TEST_F(Watched, by_nobody_yet_says_nothing)
{
    servers.clear();
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Watched, server_is_silent_after_a_minute)
{
    servers[0].at = now - 60s;
    EXPECT_THAT(found(), IsEmpty());
    servers[0].at = now - 61s;
    ASSERT_THAT(found(), ElementsAre(Is(Matter::ServerSilent, Level::Act)));
    EXPECT_EQ(found()[0].since, servers[0].at);
    EXPECT_EQ(found()[0].where, "web-1, 127.0.0.1:8000");
}

TEST_F(Watched, server_that_fell_and_serves_again_is_only_worth_knowing_for_an_hour)
{
    servers[0].at = now - 5min;
    servers.push_back(a_server("web-1", 200));
    servers[1].server.started_at = now - 4min;
    EXPECT_THAT(found(), ElementsAre(Is(Matter::ServerFell, Level::Attention)));
    EXPECT_EQ(found()[0].since, now - 4min);
    servers[0].at = now - 61min;
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Watched, server_is_not_replaced_by_one_of_another_place)
{
    servers[0].at = now - 5min;
    servers.push_back(a_server("web-2", 200));
    servers[1].server.started_at = now - 4min;
    servers.push_back(a_server("web-1", 300));
    servers[2].server.started_at = now - 4min;
    servers[2].server.address = "127.0.0.1:8001";
    EXPECT_THAT(found(), ElementsAre(Is(Matter::ServerSilent, Level::Act)));
}

TEST_F(Watched, queue_is_full_at_four_fifths_of_either_lane)
{
    servers[0].server.slow.queued = 15;
    EXPECT_THAT(found(), IsEmpty());
    servers[0].server.slow.queued = 16;
    ASSERT_THAT(found(), ElementsAre(Is(Matter::QueueFull, Level::Act)));
    EXPECT_DOUBLE_EQ(found()[0].figure, 0.8);
}

TEST_F(Watched, refusals_and_lost_waits_count_for_five_minutes)
{
    servers[0].refused_at = servers[0].session_refused_at = servers[0].error_at = now - 299s;
    EXPECT_THAT(found(),
        ElementsAre(Is(Matter::RequestsRefused, Level::Act), Is(Matter::SessionsLacking, Level::Act),
            Is(Matter::ErrorsAnswered, Level::Attention)));
    servers[0].refused_at = servers[0].session_refused_at = servers[0].error_at = now - 5min;
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Watched, events_are_late_beyond_two_seconds)
{
    servers[0].server.outbox_lag = 2s;
    EXPECT_THAT(found(), IsEmpty());
    servers[0].server.outbox_lag = 2001ms;
    ASSERT_THAT(found(), ElementsAre(Is(Matter::EventsLate, Level::Act)));
    EXPECT_EQ(found()[0].since, servers[0].at - 2001ms);
    servers[0].server.outbox_lag = std::nullopt;
    EXPECT_THAT(found(), IsEmpty()) << "a server that has just begun";
}

TEST_F(Watched, volumes_are_judged_one_by_one)
{
    servers[0].figures.volumes[1].free = 16;
    EXPECT_THAT(found(), ElementsAre(Is(Matter::StorageFull, Level::Attention)));
    servers[0].figures.volumes[1].free = 15;
    ASSERT_THAT(found(), ElementsAre(Is(Matter::StorageFull, Level::Act)));
    EXPECT_EQ(found()[0].where, "web-1, /backups");
    servers[0].figures.volumes[0].free = 1;
    EXPECT_EQ(found().size(), 2U);
}

TEST_F(Watched, volume_is_full_since_the_minute_it_passed_the_bound)
{
    servers[0].figures.volumes[0].free = 10;
    minutes(&MachineSample::storage, {0.9, 0.84, 0.85, 0.9});
    EXPECT_EQ(found()[0].since, now - 2min);
    minutes(&MachineSample::storage, {0.9, 0.9, 0.9, 0.9});
    EXPECT_EQ(found()[0].since, std::nullopt) << "longer than is known here";
}

TEST_F(Watched, memory_is_short_after_five_minutes_without_a_break)
{
    minutes(&MachineSample::memory, {0.5, 0.95, 0.95, 0.95, 0.95});
    EXPECT_THAT(found(), IsEmpty());
    minutes(&MachineSample::memory, {0.5, 0.95, 0.95, 0.94, 0.95, 0.95, 0.95});
    EXPECT_THAT(found(), ElementsAre(Is(Matter::MemoryShort, Level::Attention)));
    minutes(&MachineSample::memory, {0.5, 0.95, 0.95, 0.96, 0.95, 0.97});
    ASSERT_THAT(found(), ElementsAre(Is(Matter::MemoryShort, Level::Act)));
    EXPECT_EQ(found()[0].since, now - 5min);
    EXPECT_DOUBLE_EQ(found()[0].figure, 0.97);
}

TEST_F(Watched, processor_is_busy_after_ten_minutes_without_a_break)
{
    std::vector<double> busy(10, 0.9);
    minutes(&MachineSample::cpu, busy);
    EXPECT_THAT(found(), ElementsAre(Is(Matter::ProcessorBusy, Level::Act)));
    busy[5] = 0.89;
    minutes(&MachineSample::cpu, busy);
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Watched, machine_of_a_silent_server_is_not_judged)
{
    servers[0].at = now - 5min;
    servers[0].figures.volumes[0].free = 0;
    EXPECT_THAT(found(), ElementsAre(Is(Matter::ServerSilent, Level::Act)));
}

TEST_F(Watched, backups_are_old_after_26_hours_and_the_newest_of_all_servers_counts)
{
    servers[0].backup->made_at = now - 26h;
    EXPECT_THAT(found(), IsEmpty());
    servers[0].backup->made_at = now - 26h - 1ms;
    EXPECT_THAT(found(), ElementsAre(Is(Matter::BackupOld, Level::Act)));
    servers.push_back(a_server("web-2", 200));
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(Watched, backups_that_lack_or_cannot_be_read_are_for_somebody)
{
    servers[0].backup->readable = false;
    EXPECT_THAT(found(), ElementsAre(Is(Matter::BackupUnreadable, Level::Act)));
    servers[0].backup = std::nullopt;
    EXPECT_THAT(found(), ElementsAre(Is(Matter::BackupMissing, Level::Act)));
}

TEST_F(Watched, mondays_work_is_for_somebody_when_it_failed_or_nobody_did_it)
{
    auto const monday = due_monday(now);
    ASSERT_GT(now - monday, upkeep_late_from);
    upkeep = UpkeepRun{monday, monday, 1, monday, {}, std::nullopt, monday + 5min};
    EXPECT_THAT(found(), IsEmpty());
    upkeep->finished_at = std::nullopt;
    upkeep->locked_until = now + 1ms;
    EXPECT_THAT(found(), IsEmpty()) << "somebody is at it";
    upkeep->locked_until = now - 1ms;
    EXPECT_THAT(found(), ElementsAre(Is(Matter::UpkeepLate, Level::Act)));
    upkeep->failure = "links: gone";
    EXPECT_THAT(found(), ElementsAre(Is(Matter::UpkeepFailed, Level::Act)));

    // Last week's was done; this Monday's is due.
    upkeep = UpkeepRun{monday - 7 * 24h, monday - 7 * 24h, 1, monday, {}, std::nullopt, monday - 6 * 24h};
    EXPECT_THAT(found(), ElementsAre(Is(Matter::UpkeepLate, Level::Act)));
    now = monday + upkeep_late_from;
    for (auto& server : servers)
        server.at = now;
    servers[0].backup->made_at = now - 1h;
    EXPECT_THAT(found(), IsEmpty()) << "cron comes round each half hour";
}

TEST_F(Watched, full_queue_of_the_staff_is_for_somebody)
{
    servers[0].server.staff = {52, 64};
    EXPECT_THAT(found(), ElementsAre(Is(Matter::QueueFull, Level::Act)));
}

TEST_F(Watched, the_gravest_comes_first)
{
    servers[0].error_at = now;
    servers[0].backup = std::nullopt;
    EXPECT_THAT(found(),
        ElementsAre(Is(Matter::BackupMissing, Level::Act), Is(Matter::ErrorsAnswered, Level::Attention)));
}

TEST_F(Watched, the_newest_word_of_a_machine_speaks_for_it)
{
    servers.push_back(a_server("web-1", 200));
    servers[1].at = now - 1s;
    servers.push_back(a_server("web-2", 300));
    servers[2].at = now - 2min;
    auto const speaking = spokesmen(servers, now);
    ASSERT_EQ(speaking.size(), 1U);
    EXPECT_EQ(speaking.at("web-1")->pid, 200);
}

TEST_F(Watched, server_that_answers_a_good_share_with_errors_needs_somebody)
{
    servers[0].error_at = now - 1min;
    servers[0].recent_requests = 200;
    servers[0].recent_errors = 9;
    EXPECT_THAT(found(), ElementsAre(Is(Matter::ErrorsAnswered, Level::Attention)));
    servers[0].recent_errors = 10;
    ASSERT_THAT(found(), ElementsAre(Is(Matter::ErrorsMany, Level::Act)));
    EXPECT_DOUBLE_EQ(found()[0].figure, 0.05);
    servers[0].recent_requests = 201;
    EXPECT_THAT(found(), ElementsAre(Is(Matter::ErrorsAnswered, Level::Attention))) << "a share below 5 %";
}

TEST(PaymentsWatched, are_worth_knowing_after_ten_minutes_and_somebody_must_act_after_an_hour)
{
    auto const now = Instant::ms(1'800'000'000'000);
    EXPECT_FALSE(concern_about_payments({}, now));
    EXPECT_FALSE(concern_about_payments({3, now - 9min - 59s, 5}, now)) << "given up is another matter";
    auto const late = concern_about_payments({3, now - 10min, 0}, now);
    ASSERT_TRUE(late);
    EXPECT_EQ(late->matter, Matter::PaymentsLate);
    EXPECT_EQ(late->level, Level::Attention);
    EXPECT_EQ(late->since, now - 10min);
    EXPECT_EQ(late->figure, 3);
    EXPECT_EQ(concern_about_payments({3, now - 59min, 0}, now)->level, Level::Attention);
    EXPECT_EQ(concern_about_payments({3, now - 60min, 0}, now)->level, Level::Act);
}

TEST(MailsWatched, are_worth_knowing_when_the_oldest_waits_for_long)
{
    auto const now = Instant::ms(1'800'000'000'000);
    EXPECT_FALSE(concern_about_mails({}, now));
    EXPECT_FALSE(concern_about_mails({3, 9, now - 19min, std::nullopt}, now));
    auto const late = concern_about_mails({3, 0, now - 20min, std::nullopt}, now);
    ASSERT_TRUE(late);
    EXPECT_EQ(late->matter, Matter::MailsLate);
    EXPECT_EQ(late->level, Level::Attention);
    EXPECT_EQ(late->figure, 3);
    EXPECT_FALSE(concern_about_mails({3, 0, now - 20min, now + 1min}, now))
        << "an incident of its own says so";
}

TEST_F(Watched, seller_who_is_not_wholly_named_is_worth_a_word)
{
    EXPECT_FALSE(concern_about_seller(0));
    auto const unknown = concern_about_seller(2);
    ASSERT_TRUE(unknown);
    EXPECT_EQ(unknown->matter, Matter::SellerUnknown);
    EXPECT_EQ(unknown->level, Level::Attention);
}

TEST_F(Watched, certificate_needs_somebody_for_its_last_fortnight)
{
    servers[0].certificate_until = now + 14 * 24h;
    EXPECT_THAT(found(), IsEmpty());
    servers[0].certificate_until = now + 14 * 24h - 1ms;
    EXPECT_THAT(found(), ElementsAre(Is(Matter::CertificateEnding, Level::Act)));
    servers.push_back(a_server("web-2", 200));
    servers[1].at = now - 1s;
    servers[1].certificate_until = now + 90 * 24h;
    EXPECT_THAT(found(), IsEmpty()) << "it was renewed since";
}

} // namespace
} // namespace ocp::supervision
