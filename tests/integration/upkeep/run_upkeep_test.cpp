#include "ocpizza/cli/seed_reference.h"
#include "ocpizza/upkeep/run_upkeep.h"
#include "ocpizza/upkeep/upkeep_tasks.h"
#include "platform/secrets/secrets.h"
#include "supervision/business/due_monday_rules.h"
#include "tests/support/at_once.h"
#include "tests/support/database.h"
#include "tests/support/shop.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <map>

namespace ocp::upkeep {
namespace {

using namespace std::chrono;
using test::Shop;

struct Upkeep : test::OnBothEngines {
    Shop shop{database()};
    secrets::SystemRandom random;
    std::vector<std::string> order; ///< the tasks of the last run

    void SetUp() override
    {
        // The fixture's people are as old as the epoch.
        shop.sql("UPDATE users SET created_at = " + at(24h));
    }
    Report run(
        bool asked_for = false, decltype(Order::progress) progress = [](auto, auto) {})
    {
        order.clear();
        return run_upkeep(database(),
            {.database = options(),
                .asked_for = asked_for,
                .progress = std::move(progress),
                .on_task = [&](supervision::TaskReport const& task) { order.push_back(task.task); }},
            shop.clock, random);
    }
    static std::map<std::string, std::int64_t> counts(Report const& report)
    {
        std::map<std::string, std::int64_t> made;
        for (auto const& task : report.run->done)
            made[task.task] = task.count;
        return made;
    }
    std::string at(milliseconds ago) const { return std::to_string((shop.clock.now() - ago).ms()); }
    std::int64_t rows(std::string const& table) const { return shop.number("SELECT count(*) FROM " + table); }
};
OCP_ON_BOTH_ENGINES(Upkeep);

TEST_P(Upkeep, does_every_task_and_reports_it)
{
    auto const report = run();
    EXPECT_EQ(report.outcome, Outcome::Finished) << report.failure;
    std::vector<std::string> all;
    for (auto const& task : tasks())
        all.emplace_back(task.name);
    all.emplace_back("tidy");
    EXPECT_EQ(order, all);
    ASSERT_TRUE(report.run);
    EXPECT_EQ(report.run->due_at, supervision::due_monday(shop.clock.now()));
    EXPECT_EQ(report.run->finished_at, shop.clock.now());
    EXPECT_EQ(report.run->tries, 1);
    EXPECT_FALSE(report.run->failure);
    EXPECT_EQ(counts(report).size(), all.size());
}

TEST_P(Upkeep, throws_away_what_is_old_and_keeps_what_is_not)
{
    shop.sql("DELETE FROM sessions; DELETE FROM cart_lines; DELETE FROM carts;"
             "INSERT INTO carts (id, pizzeria_id, user_id, created_at, updated_at) VALUES"
             " (900, 1, NULL, 0, "
        + at(25h) + "), (901, 1, NULL, 0, " + at(25h)
        + "),"
          " (902, 1, 5, 0, "
        + at(91 * 24h) + "), (903, 1, 4, 0, " + at(89 * 24h)
        + "),"
          " (904, 1, NULL, 0, "
        + at(1h) + "), (905, 1, 3, 0, " + at(91 * 24h)
        + ");"
          "INSERT INTO cart_lines (cart_id, product_id, size, quantity, created_at, updated_at) VALUES"
          " (900, 1, 'unit', 1, 0, 0), (902, 1, 'unit', 1, 0, 0), (905, 1, 'unit', 1, 0, "
        + at(1h)
        + ");"
          "INSERT INTO sessions (token_hash, csrf_secret, user_id, cart_id, created_at, seen_at, expires_at) "
          "VALUES"
          " ('over', 's', NULL, 900, 0, 0, "
        + at(0ms) + "), ('alive', 's', NULL, 901, 0, 0, " + at(-1h)
        + "),"
          " ('has an old cart', 's', 5, 902, 0, 0, "
        + at(-1h)
        + ");"
          "INSERT INTO idempotency (scope, key, body_hash, status, response, created_at) VALUES"
          " ('upkeep', 'old', 'h', 200, '1', "
        + at(8 * 24h)
        + "),"
          " ('upkeep', 'young', 'h', 200, '1', "
        + at(6 * 24h)
        + ");"
          "INSERT INTO sign_in_attempts (account_key, client_key, tries, first_at, last_at, blocked_until) "
          "VALUES"
          " ('old', 'c', 1, 0, 0, NULL), ('young', 'c', 1, 0, "
        + at(1h)
        + ", NULL),"
          " ('blocked', 'c', 3, 0, 0, "
        + at(-1h)
        + ");"
          "INSERT INTO tokens (kind, hash, user_id, expires_at, created_at) VALUES"
          " ('reset', 'old', 1, "
        + at(8 * 24h) + ", 0), ('reset', 'young', 1, " + at(1h)
        + ", 0);"
          "INSERT INTO slot_loads (pizzeria_id, slot_at, points, pizzas, driver_seconds) VALUES"
          " (2, 600000, 0, 0, 0), (2, 1200000, 0, 0, 0), (2, 1800000, 0, 2, 0)");
    shop.sql("UPDATE outbox SET at = at - 90000000"); // 25 h
    shop.an_order();

    auto const report = run();
    ASSERT_EQ(report.outcome, Outcome::Finished) << report.failure;
    auto const done = counts(report);
    EXPECT_EQ(done.at("sessions"), 1);
    EXPECT_EQ(done.at("carts"), 2) << "the one whose session is over, and the person's untouched for 90 days";
    EXPECT_EQ(done.at("answers"), 1);
    EXPECT_EQ(done.at("tries"), 1);
    EXPECT_EQ(done.at("links"), 1);
    EXPECT_EQ(done.at("slots"), 2);
    EXPECT_EQ(shop.number("SELECT MIN(slot_at) FROM slot_loads"), 1'800'000)
        << "work that is not done is not forgotten";
    EXPECT_THAT(shop.words("SELECT token_hash FROM sessions WHERE user_id IS NULL AND csrf_secret = 's'"),
        testing::ElementsAre("alive"));
    EXPECT_THAT(shop.words("SELECT token_hash FROM sessions WHERE user_id = 5 AND cart_id IS NULL"),
        testing::ElementsAre("has an old cart"));
    EXPECT_EQ(shop.number("SELECT count(*) FROM carts WHERE id IN (901, 903, 904, 905)"), 4);
    EXPECT_EQ(shop.number("SELECT count(*) FROM carts WHERE id IN (900, 902)"), 0);
    EXPECT_THAT(
        shop.words("SELECT key FROM idempotency WHERE scope = 'upkeep'"), testing::ElementsAre("young"));
    EXPECT_THAT(shop.words("SELECT account_key FROM sign_in_attempts WHERE client_key = 'c' ORDER BY 1"),
        testing::ElementsAre("blocked", "young"));
    EXPECT_THAT(shop.words("SELECT hash FROM tokens"), testing::ElementsAre("young"));
    EXPECT_THAT(shop.faults(), testing::IsEmpty());
}

TEST_P(Upkeep, forgets_old_events_but_the_newest_of_them)
{
    for (int i = 0; i < 3; ++i)
        shop.an_order();
    shop.sql("UPDATE outbox SET at = " + at(25h));
    shop.an_order();
    auto const before = rows("outbox");
    auto const young = shop.number("SELECT count(*) FROM outbox WHERE at >= " + at(24h));
    auto const report = run();
    ASSERT_EQ(report.outcome, Outcome::Finished) << report.failure;
    EXPECT_EQ(rows("outbox"), young + 1) << "one old event tells where history begins";
    EXPECT_EQ(counts(report).at("events"), before - young - 1);
}

// A portion that comes back full means that there may be more.
TEST_P(Upkeep, goes_on_until_nothing_is_left)
{
    shop.sql("DELETE FROM sessions");
    std::string many
        = "INSERT INTO sessions (token_hash, csrf_secret, created_at, seen_at, expires_at) VALUES";
    for (int i = 0; i < 2500; ++i)
        many += (i == 0 ? " ('" : ", ('") + std::to_string(i) + "', 's', 0, 0, 0)";
    shop.sql(many);
    std::vector<std::int64_t> seen;
    auto const report = run(false, [&](std::string_view task, std::int64_t so_far) {
        if (task == "sessions") seen.push_back(so_far);
    });
    EXPECT_EQ(rows("sessions"), 0);
    EXPECT_EQ(counts(report).at("sessions"), 2500);
    EXPECT_THAT(seen, testing::ElementsAre(1000, 2000, 2500));
}

TEST_P(Upkeep, forgets_customers_of_whom_nothing_was_heard_for_three_years)
{
    auto const lost = shop.order_at(order::Status::Delivered);
    auto const seen = shop.order_at(order::Status::Delivered);
    auto const waiting = shop.an_order();
    auto const long_ago = std::to_string((shop.clock.now() - years{3} - 24h).ms());
    seeds::seed_reference(database(), shop.clock.now());
    shop.sql("INSERT INTO users_has_roles (user_id, role, pizzeria_id, created_at, updated_at)"
             " SELECT id, 'driver', 1, 0, 0 FROM users WHERE id <= 5");
    shop.sql("UPDATE users SET created_at = " + long_ago + "; UPDATE orders SET created_at = " + long_ago
        + ", note = 'Sonner chez Lambert'; DELETE FROM sessions;"
          "INSERT INTO addresses (id, line, city, postcode, created_at, updated_at) VALUES"
          " (900, '8 rue Lambert', 'Lyon', '69003', 0, 0);"
          "INSERT INTO users_has_addresses (user_id, address_id, created_at, updated_at)"
          " SELECT client_id, 900, 0, 0 FROM orders WHERE id = "
        + std::to_string(lost.value()) + "; UPDATE users SET seen_at = " + at(24h)
        + " WHERE id = (SELECT client_id FROM orders WHERE id = " + std::to_string(seen.value()) + ")");
    auto const total = shop.number("SELECT sum(total) FROM orders");

    auto const report = run();
    ASSERT_EQ(report.outcome, Outcome::Finished) << report.failure;
    EXPECT_EQ(counts(report).at("customers"), 1) << "not the staff, not who was here, not whose order waits";

    auto const told
        = "FROM orders WHERE contact_name = '' AND contact_phone = '' AND delivery_line = '' AND note = ''"
          " AND delivery_latitude IS NULL AND delivery_city <> ''";
    EXPECT_EQ(shop.number(std::string{"SELECT id "} + told), lost.value());
    EXPECT_EQ(
        shop.number(
            "SELECT count(*) FROM users WHERE erased_at IS NOT NULL AND firstname = '' AND lastname = ''"
            " AND email IS NULL AND phone IS NULL AND password IS NULL"),
        1);
    EXPECT_EQ(rows("users_has_addresses WHERE address_id = 900"), 0);
    EXPECT_THAT(shop.words("SELECT line || '/' || city FROM addresses WHERE id = 900"),
        testing::ElementsAre("/Lyon"));
    EXPECT_EQ(shop.number("SELECT sum(total) FROM orders"), total);
    EXPECT_EQ(shop.status_of(waiting), order::Status::Pending);
    EXPECT_THAT(shop.faults(), testing::IsEmpty());
    EXPECT_EQ(counts(run(true)).at("customers"), 0) << "once";
}

TEST_P(Upkeep, is_due_once_a_monday_and_whenever_asked_for)
{
    ASSERT_EQ(run().outcome, Outcome::Finished);
    EXPECT_EQ(run().outcome, Outcome::NotDue);
    EXPECT_THAT(order, testing::IsEmpty());
    auto const again = run(true);
    EXPECT_EQ(again.outcome, Outcome::Finished);
    EXPECT_EQ(again.run->tries, 2);
    EXPECT_EQ(order.size(), tasks().size() + 1);

    shop.clock.advance(supervision::due_monday(shop.clock.now()) + 7 * 24h - shop.clock.now() - 1ms);
    EXPECT_EQ(run().outcome, Outcome::NotDue) << "a millisecond too early";
    shop.clock.advance(1ms);
    EXPECT_EQ(run().outcome, Outcome::Finished);
    EXPECT_EQ(rows("upkeep_runs"), 2);
}

TEST_P(Upkeep, is_done_by_one_of_several_programs)
{
    auto const outcomes = test::at_once(4, [&](std::size_t) {
        db::Database other{options()};
        secrets::SystemRandom chance;
        return run_upkeep(other, {.database = options()}, shop.clock, chance).outcome;
    });
    EXPECT_EQ(std::count(outcomes.begin(), outcomes.end(), Outcome::Finished), 1);
    EXPECT_EQ(std::count(outcomes.begin(), outcomes.end(), Outcome::Failed), 0);
}

TEST_P(Upkeep, keeps_others_out_while_it_is_at_work)
{
    std::optional<Outcome> other;
    auto const report = run(false, [&](std::string_view, std::int64_t) {
        if (!other)
            other = run_upkeep(database(), {.database = options(), .asked_for = true}, shop.clock, random)
                        .outcome;
    });
    EXPECT_EQ(other, Outcome::Busy);
    EXPECT_EQ(report.outcome, Outcome::Finished);
}

// Nothing can renew the lease beside the one statement that takes longest.
TEST_P(Upkeep, holds_the_monday_for_two_hours_while_the_database_is_tidied)
{
    std::optional<std::int64_t> until;
    run(false, [&](std::string_view task, std::int64_t) {
        if (task == "tidy") until = shop.number("SELECT locked_until FROM upkeep_runs");
    });
    EXPECT_EQ(until, (shop.clock.now() + 2h).ms());
}

TEST_P(Upkeep, stops_when_another_took_over)
{
    bool taken = false;
    auto const report = run(false, [&](std::string_view task, std::int64_t) {
        if (task == "carts" && !taken) {
            taken = true;
            shop.sql("UPDATE upkeep_runs SET holder = 'another'");
        }
    });
    EXPECT_EQ(report.outcome, Outcome::Failed);
    EXPECT_THAT(report.failure, testing::HasSubstr("another program took over"));
    EXPECT_THAT(order, testing::ElementsAre("sessions"));
    EXPECT_EQ(shop.words("SELECT holder FROM upkeep_runs").front(), "another");
}

TEST_P(Upkeep, forgets_what_stripe_was_asked_and_said_after_a_month)
{
    shop.sql("INSERT INTO payment_tasks (kind, subject, next_at, created_at, ended_at) VALUES ('follow', "
             "'long ago', 1, 1, "
        + at(24h * 31) + "), ('follow', 'lately', 1, 1, " + at(24h * 29)
        + "), ('follow', 'still to do', 1, 1, NULL);"
          "INSERT INTO payment_events (provider_event, kind, at) VALUES ('evt_old', 'x', "
        + at(24h * 31) + "), ('evt_new', 'x', " + at(24h * 29) + ")");
    auto const report = run();
    EXPECT_EQ(counts(report).at("payments"), 1);
    EXPECT_EQ(counts(report).at("bank"), 1);
    EXPECT_THAT(shop.words("SELECT subject FROM payment_tasks ORDER BY id"),
        testing::ElementsAre("lately", "still to do"));
    EXPECT_THAT(shop.words("SELECT provider_event FROM payment_events"), testing::ElementsAre("evt_new"));
}

TEST_P(Upkeep, goes_on_where_a_killed_one_stopped)
{
    struct Killed { };
    EXPECT_THROW(run(false,
                     [](std::string_view task, std::int64_t) {
                         if (task == "tries") throw Killed{};
                     }),
        Killed);
    EXPECT_EQ(run().outcome, Outcome::Busy) << "it may still be alive";
    shop.clock.advance(5min);
    auto const report = run();
    EXPECT_EQ(report.outcome, Outcome::Finished);
    EXPECT_THAT(order,
        testing::ElementsAre("tries", "links", "mails", "payments", "bank", "events", "incidents", "slots",
            "customers", "tidy"));
    EXPECT_EQ(counts(report).size(), tasks().size() + 1);
    EXPECT_EQ(report.run->tries, 2);
}

TEST_P(Upkeep, does_the_rest_when_a_task_fails_and_gives_up_after_three_tries)
{
    shop.sql("ALTER TABLE tokens RENAME TO tokens_away");
    auto const failed = run();
    EXPECT_EQ(failed.outcome, Outcome::Failed);
    EXPECT_THAT(failed.failure, testing::HasSubstr("links: "));
    EXPECT_THAT(order,
        testing::ElementsAre("sessions", "carts", "answers", "tries", "mails", "payments", "bank", "events",
            "incidents", "slots", "customers", "tidy"));
    EXPECT_EQ(failed.run->failure, failed.failure);
    EXPECT_FALSE(failed.run->finished_at);

    EXPECT_EQ(run().outcome, Outcome::Failed);
    EXPECT_EQ(run().outcome, Outcome::Failed);
    auto const given_up = run();
    EXPECT_EQ(given_up.outcome, Outcome::GivenUp);
    EXPECT_EQ(given_up.failure, failed.failure);

    shop.sql("ALTER TABLE tokens_away RENAME TO tokens");
    EXPECT_EQ(run(true).outcome, Outcome::Finished);
    EXPECT_THAT(order, testing::ElementsAre("links"));
}

TEST_P(Upkeep, touches_nothing_of_a_schema_it_does_not_know)
{
    shop.sql("UPDATE migrations SET checksum = 'another' WHERE number = 2");
    auto const report = run();
    EXPECT_EQ(report.outcome, Outcome::Failed);
    EXPECT_THAT(report.failure, testing::HasSubstr("schema"));
    EXPECT_EQ(rows("upkeep_runs"), 0);
}

} // namespace
} // namespace ocp::upkeep
