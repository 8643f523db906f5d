#include "supervision/business/due_monday_rules.h"
#include "supervision/business/notices.h"
#include "supervision/business/record_watch.h"
#include "supervision/business/watch_incidents.h"
#include "supervision/model/incident_store.h"
#include "supervision/model/machine_sample_store.h"
#include "supervision/model/upkeep_run_store.h"
#include "tests/support/at_once.h"
#include "tests/support/database.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <numeric>
#include <set>

namespace ocp::supervision {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

struct Incidents : test::OnBothEngines {
    Instant now = Instant::ms(1'800'000'000'000);
    std::vector<Way> ways{Way::Mail, Way::Webhook};
    ServerState server;

    Incidents()
    {
        server.machine = "web-1";
        server.pid = 100;
        server.server.address = "127.0.0.1:8000";
        server.server.started_at = now - 48h;
        server.server.pages = {0, 256};
        server.server.outbox_lag = 100ms;
        server.figures.volumes = {{"/opt/ocpizza", 100, 60}};
        server.backup = LastBackup{now - 6h, 1, false, true};
        server.certificate_until = now + 60 * 24h;
    }

    /// The server speaks, and one round is made; true when there is something to tell.
    bool round()
    {
        server.at = server.at == Instant{} ? now - 1s : server.at;
        record_state(database(), server);
        return watch_incidents(database(), ways, 15s, now);
    }
    void healthy_again(ServerState healthy)
    {
        healthy.at = {};
        server = std::move(healthy);
    }
    std::vector<ToldIncident> all()
    {
        return database().read([](db::Reader const& reader) { return recent_incidents(reader, 50); });
    }
    template <class Change>
    void change(Change&& deed)
    {
        database().in_transaction([&](db::Transaction& tx) {
            deed(tx);
            return true;
        });
    }
    void minutes(std::optional<double> MachineSample::*figure, int count, double value)
    {
        change([&](db::Transaction& tx) {
            for (int i = 1; i <= count; ++i) {
                MachineSample sample;
                sample.machine = "web-1";
                sample.at = now - std::chrono::minutes{i};
                sample.*figure = value;
                add_sample(tx, sample);
            }
        });
    }
    /// The work of that Monday was tried, and done when there is no failure.
    void monday(Instant due, std::optional<std::string> const& failure)
    {
        change([&](db::Transaction& tx) {
            UpkeepLease const lease{due, "me", now + 5min};
            EXPECT_TRUE(take_upkeep(tx, lease, {true, 3}, now));
            end_upkeep(tx, lease, failure, now);
        });
    }
    void no_minutes()
    {
        change([&](db::Transaction& tx) { prune_samples(tx, now + 1h); });
    }
};
OCP_ON_BOTH_ENGINES(Incidents);

/// How each thing that somebody must act on comes about and goes away. What a server finds out itself when
/// the database is away is in watch_test.cpp.
struct Trouble {
    Matter matter;
    void (*begin)(Incidents&);
    void (*end)(Incidents&);
};

void nothing(Incidents&) { }

constexpr Trouble troubles[] = {
    {Matter::ServerSilent, [](Incidents& t) { t.server.at = t.now - 61s; }, nothing},
    {Matter::QueueFull,
        [](Incidents& t) {
            t.server.server.staff = {60, 64};
        },
        nothing},
    {Matter::RequestsRefused, [](Incidents& t) { t.server.refused_at = t.now - 1s; }, nothing},
    {Matter::EventsLate, [](Incidents& t) { t.server.server.outbox_lag = 2'001ms; }, nothing},
    {Matter::SessionsLacking, [](Incidents& t) { t.server.session_refused_at = t.now - 1s; }, nothing},
    {Matter::ErrorsMany,
        [](Incidents& t) {
            t.server.recent_requests = 100;
            t.server.recent_errors = 20;
        },
        nothing},
    {Matter::StorageFull, [](Incidents& t) { t.server.figures.volumes[0].free = 14; }, nothing},
    {Matter::MemoryShort, [](Incidents& t) { t.minutes(&MachineSample::memory, 5, 0.96); },
        [](Incidents& t) { t.no_minutes(); }},
    {Matter::ProcessorBusy, [](Incidents& t) { t.minutes(&MachineSample::cpu, 10, 0.91); },
        [](Incidents& t) { t.no_minutes(); }},
    {Matter::BackupMissing, [](Incidents& t) { t.server.backup.reset(); }, nothing},
    {Matter::BackupOld, [](Incidents& t) { t.server.backup->made_at = t.now - 27h; }, nothing},
    {Matter::BackupUnreadable, [](Incidents& t) { t.server.backup->readable = false; }, nothing},
    {Matter::CertificateEnding, [](Incidents& t) { t.server.certificate_until = t.now + 13 * 24h; }, nothing},
    {Matter::UpkeepLate, [](Incidents& t) { t.monday(due_monday(t.now) - 7 * 24h, std::nullopt); },
        [](Incidents& t) { t.monday(due_monday(t.now), std::nullopt); }},
    {Matter::UpkeepFailed, [](Incidents& t) { t.monday(due_monday(t.now), "carts: no room"); },
        [](Incidents& t) { t.monday(due_monday(t.now), std::nullopt); }},
    {Matter::BackupFailed,
        [](Incidents& t) {
            t.change([&](db::Transaction& tx) {
                raise_incident(tx, t.ways, {Level::Act, Matter::BackupFailed, "web-1", t.now, 0}, t.now);
            });
        },
        [](Incidents& t) {
            t.change([&](db::Transaction& tx) {
                resolve_incident(tx, t.ways, Matter::BackupFailed, "web-1", t.now);
            });
        }},
};

TEST_P(Incidents, of_every_matter_are_told_once_and_their_end_once)
{
    auto const healthy = server;
    ASSERT_FALSE(round());
    for (auto const& trouble : troubles) {
        SCOPED_TRACE(slug_of(trouble.matter));
        auto const before = all().size();
        now = now + 1min;
        healthy_again(healthy);
        server.backup->made_at = now - 6h;
        trouble.begin(*this);
        round();
        ASSERT_EQ(all().size(), before + 1);
        EXPECT_EQ(all()[0].incident.matter, trouble.matter);
        EXPECT_EQ(all()[0].incident.began_at, now);
        EXPECT_THAT(all()[0].notices, SizeIs(2)) << "by mail and by webhook";

        for (int i = 0; i < 4; ++i) {
            now = now + 15s;
            if (trouble.matter != Matter::ServerSilent) server.at = {};
            round();
        }
        ASSERT_EQ(all().size(), before + 1) << "it still goes on";
        EXPECT_THAT(all()[0].notices, SizeIs(2));

        healthy_again(healthy);
        server.backup->made_at = now - 6h;
        trouble.end(*this);
        now = now + 4min;
        round();
        if (trouble.matter != Matter::BackupFailed) {
            EXPECT_FALSE(all()[0].incident.resolved_at) << "not calm for long enough";
        }
        now = now + 61s;
        server.at = {};
        round();
        auto const told = all();
        auto const over = std::find_if(told.begin(), told.end(),
            [&](ToldIncident const& one) { return one.incident.matter == trouble.matter; });
        ASSERT_NE(over, told.end());
        EXPECT_TRUE(over->incident.resolved_at);
        ASSERT_THAT(over->notices, SizeIs(4));
        EXPECT_EQ(over->notices[2].news, News::Resolved);
    }
    std::set<Matter> tried{Matter::ServerFell, Matter::ErrorsAnswered, Matter::DatabaseAway,
        Matter::MailsStopped, Matter::MailsLate, Matter::SellerUnknown, Matter::PaymentsStopped,
        Matter::PaymentsLate, Matter::PaymentOdd};
    for (auto const& trouble : troubles)
        tried.insert(trouble.matter);
    EXPECT_EQ(tried.size(), static_cast<std::size_t>(Matter::PaymentOdd) + 1) << "every matter there is";
}

TEST_P(Incidents, are_looked_for_by_one_server_at_a_time)
{
    server.backup.reset();
    server.at = now - 1s;
    record_state(database(), server);
    auto const news
        = test::at_once(8, [&](std::size_t) { return watch_incidents(database(), ways, 15s, now); });
    EXPECT_EQ(std::count(news.begin(), news.end(), true), 1);
    EXPECT_THAT(all(), SizeIs(1));
    EXPECT_FALSE(watch_incidents(database(), ways, 15s, now + 1s));
    EXPECT_EQ(all().at(0).incident.seen_at, now) << "nobody has looked again so soon";
}

TEST_P(Incidents, are_looked_for_though_a_clock_was_far_ahead)
{
    now = now + 1h;
    round();
    now = now - 1h;
    server.backup.reset();
    server.at = {};
    EXPECT_TRUE(round());
}

TEST_P(Incidents, begin_anew_once_they_were_over)
{
    server.backup.reset();
    round();
    now = now + 1h;
    healthy_again(server);
    server.backup = LastBackup{now, 1, false, true};
    round();
    ASSERT_TRUE(all().at(0).incident.resolved_at);
    now = now + 1h;
    server.backup.reset();
    server.at = {};
    EXPECT_TRUE(round());
    EXPECT_THAT(all(), SizeIs(2));
    EXPECT_FALSE(all()[0].incident.resolved_at) << "those that go on stand first";
}

TEST_P(Incidents, that_go_on_are_shown_however_many_were_since)
{
    for (auto const* const place : {"web-1", "web-2", "web-3", "web-4"})
        change([&](db::Transaction& tx) {
            raise_incident(tx, ways, {Level::Act, Matter::BackupFailed, place, now, 0}, now);
            if (place != std::string_view{"web-1"})
                resolve_incident(tx, ways, Matter::BackupFailed, place, now);
        });
    auto const two = database().read([](db::Reader const& reader) { return recent_incidents(reader, 2); });
    ASSERT_THAT(two, SizeIs(2));
    EXPECT_EQ(two[0].incident.place, "web-1");
    EXPECT_THAT(two[0].notices, SizeIs(2));
    EXPECT_EQ(two[1].incident.place, "web-4");
    EXPECT_THAT(two[1].notices, SizeIs(4));
}

TEST_P(Incidents, without_a_way_to_tell_are_kept_all_the_same)
{
    ways.clear();
    server.backup.reset();
    round();
    ASSERT_THAT(all(), SizeIs(1));
    EXPECT_THAT(all()[0].notices, IsEmpty());
}

TEST_P(Incidents, are_forgotten_in_portions_a_year_after)
{
    for (int i = 0; i < 3; ++i)
        change([&](db::Transaction& tx) {
            raise_incident(tx, ways, {Level::Act, Matter::BackupFailed, "web-1", now, 0}, now);
            resolve_incident(tx, ways, Matter::BackupFailed, "web-1", now + std::chrono::hours{i});
        });
    change([&](db::Transaction& tx) {
        raise_incident(tx, ways, {Level::Act, Matter::BackupFailed, "web-1", now, 0}, now);
        EXPECT_EQ(remove_old_incidents(tx, now + 2h, 1), 1);
        EXPECT_EQ(remove_old_incidents(tx, now + 2h, 10), 1);
        EXPECT_EQ(remove_old_incidents(tx, now + 24h, 10), 1) << "not what goes on";
    });
    EXPECT_THAT(all(), SizeIs(1));
}

TEST_P(Incidents, end_in_silence_with_a_restore)
{
    server.backup.reset();
    round();
    change([&](db::Transaction& tx) { forget_the_moment(tx, now); });
    EXPECT_TRUE(all().at(0).incident.resolved_at);
    EXPECT_FALSE(take_notice(database(), now + 1h));
}

struct Notices : Incidents {
    void an_incident()
    {
        change([&](db::Transaction& tx) {
            raise_incident(tx, ways, {Level::Act, Matter::BackupFailed, "web-1", now, 0.5}, now);
        });
    }
};
OCP_ON_BOTH_ENGINES(Notices);

TEST_P(Notices, are_taken_by_one_server_each)
{
    for (int i = 0; i < 30; ++i)
        change([&](db::Transaction& tx) {
            raise_incident(tx, ways, {Level::Act, Matter::BackupFailed, std::to_string(i), now, 0.5}, now);
        });
    auto const taken = test::at_once(8, [&](std::size_t) {
        int mine = 0;
        while (take_notice(database(), now))
            ++mine;
        return mine;
    });
    EXPECT_EQ(std::accumulate(taken.begin(), taken.end(), 0), 60) << "each by mail, each by webhook";
    auto const again = take_notice(database(), now + 3min);
    ASSERT_TRUE(again) << "who took it was killed";
    EXPECT_EQ(again->tries, 2);
    EXPECT_EQ(again->incident.matter, Matter::BackupFailed);
    EXPECT_DOUBLE_EQ(again->incident.figure, 0.5);
}

TEST_P(Notices, are_told_once)
{
    ways = {Way::Mail};
    an_incident();
    note_told(database(), *take_notice(database(), now), now + 1s);
    EXPECT_FALSE(take_notice(database(), now + 24h));
    EXPECT_EQ(all()[0].notices[0].ended_at, now + 1s);
    EXPECT_FALSE(all()[0].notices[0].failure);
}

TEST_P(Notices, wait_after_a_failure_and_are_given_up_after_a_day)
{
    ways = {Way::Mail};
    an_incident();
    note_not_told(database(), *take_notice(database(), now), "451 later", false, 40s, now);
    EXPECT_FALSE(take_notice(database(), now + 39s));
    auto const second = take_notice(database(), now + 40s);
    ASSERT_TRUE(second);
    EXPECT_EQ(all()[0].notices[0].failure, "451 later");
    EXPECT_FALSE(all()[0].notices[0].ended_at);
    note_not_told(database(), *second, "451 later", false, 40s, now + 24h);
    EXPECT_FALSE(take_notice(database(), now + 48h));
    EXPECT_TRUE(all()[0].notices[0].ended_at);
}

TEST_P(Notices, that_were_refused_for_good_are_given_up)
{
    ways = {Way::Webhook};
    an_incident();
    note_not_told(database(), *take_notice(database(), now), "404", true, 0s, now);
    EXPECT_FALSE(take_notice(database(), now + 24h));
    EXPECT_EQ(all()[0].notices[0].failure, "404");
}

TEST_P(Notices, of_the_end_wait_for_those_of_the_beginning)
{
    ways = {Way::Mail};
    an_incident();
    note_not_told(database(), *take_notice(database(), now), "away", false, 1h, now);
    change(
        [&](db::Transaction& tx) { resolve_incident(tx, ways, Matter::BackupFailed, "web-1", now + 1min); });
    EXPECT_FALSE(take_notice(database(), now + 2min)) << "nobody hears of an end before the beginning";
    auto const first = take_notice(database(), now + 1h);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->news, News::Raised);
    note_told(database(), *first, now + 1h);
    EXPECT_EQ(take_notice(database(), now + 1h)->news, News::Resolved);
}

} // namespace
} // namespace ocp::supervision
