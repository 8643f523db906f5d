#include "ocpizza/cli/data_checks.h"
#include "ocpizza/cli/seed_demo.h"
#include "ocpizza/cli/seed_reference.h"
#include "platform/secrets/secrets.h"
#include "tests/support/database.h"

#include <gmock/gmock.h>

namespace ocp::seeds {
namespace {

using testing::IsEmpty;

/// Tuesday 24 November 2026, 11:00 in Lyon.
constexpr Instant now = Instant::ms(1'795'514'400'000);

struct SeedDemo : test::OnBothEngines {
    static void SetUpTestSuite() { secrets::start(); }

    std::optional<DemoMade> seed(std::size_t shops, std::int64_t orders)
    {
        return seed_demo(database(), now, {.shops = shops, .orders = orders, .tracking_key = "key"});
    }
    std::int64_t number(std::string_view sql)
    {
        return database().read(
            [&](db::Reader const& reader) { return reader.value<std::int64_t>(sql).value_or(-1); });
    }
    std::vector<std::string> faults()
    {
        std::vector<std::string> sentences;
        for (auto const& fault : checks::data_faults(database()))
            sentences.push_back(fault.id + ": " + fault.places.front());
        return sentences;
    }
};
OCP_ON_BOTH_ENGINES(SeedDemo);

TEST_P(SeedDemo, opens_eight_pizzerias_with_their_catalogue_and_staff)
{
    ASSERT_TRUE(seed(8, 0));
    EXPECT_EQ(number("SELECT COUNT(*) FROM pizzerias"), 8);
    EXPECT_GE(number("SELECT COUNT(*) FROM products"), 40);
    EXPECT_GE(number("SELECT COUNT(*) FROM ingredients"), 60);
    EXPECT_EQ(number("SELECT COUNT(*) FROM product_sizes WHERE code IN ('S', 'M', 'L')"),
        3 * number("SELECT COUNT(*) FROM products WHERE category = 'pizza'"));
    EXPECT_EQ(number("SELECT COUNT(*) FROM products WHERE category = 'pizza'"),
        number("SELECT COUNT(*) FROM reminders"));
    EXPECT_EQ(number("SELECT COUNT(DISTINCT pizzeria_id) FROM users_has_roles WHERE role = 'driver'"), 8);
    EXPECT_EQ(number("SELECT COUNT(*) FROM users_has_roles WHERE role = 'administrator'"), 2);
}

TEST_P(SeedDemo, fills_every_shelf_by_movements_and_leaves_one_empty)
{
    ASSERT_TRUE(seed(8, 0));
    EXPECT_EQ(number("SELECT COUNT(*) FROM stocks"), 8 * number("SELECT COUNT(*) FROM ingredients"));
    EXPECT_EQ(number("SELECT COUNT(*) FROM stocks WHERE quantity_available = 0"), 1)
        << "the burrata of Vieux-Lyon shows what is sold out";
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(SeedDemo, tells_a_past_in_which_every_promise_of_the_data_holds)
{
    ASSERT_TRUE(seed(8, 3'000));
    EXPECT_EQ(number("SELECT COUNT(*) FROM orders"), 3'000);
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(SeedDemo, brings_nineteen_of_twenty_orders_to_their_customer)
{
    ASSERT_TRUE(seed(8, 3'000));
    auto const received
        = number("SELECT COUNT(*) FROM orders WHERE order_status IN ('delivered', 'picked_up')");
    EXPECT_NEAR(static_cast<double>(received), 0.955 * 3'000, 40);
    EXPECT_EQ(number("SELECT COUNT(DISTINCT order_status) FROM orders"), 6) << "all ends are there";
    EXPECT_EQ(number("SELECT COUNT(DISTINCT channel) FROM orders"), 3);
}

TEST_P(SeedDemo, tells_of_nothing_that_is_still_to_come)
{
    ASSERT_TRUE(seed(8, 3'000));
    auto const last = std::to_string(now.ms());
    EXPECT_EQ(number("SELECT COUNT(*) FROM order_steps WHERE at >= " + last), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM stock_movements WHERE at > " + last), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM orders o JOIN users u ON u.id = o.client_id"
                     " WHERE o.created_at < u.created_at AND u.email LIKE '%@client.example'"),
        0);
}

TEST_P(SeedDemo, never_lets_a_shelf_go_below_nothing_on_the_way)
{
    ASSERT_TRUE(seed(3, 1'200));
    EXPECT_EQ(number(R"sql(
        SELECT COUNT(*) FROM (SELECT SUM(delta) OVER (PARTITION BY pizzeria_id, ingredient_id ORDER BY at, id) AS there
                              FROM stock_movements) running WHERE there < 0)sql"),
        0);
}

TEST_P(SeedDemo, leaves_the_database_counting_on_where_the_past_ended)
{
    ASSERT_TRUE(seed(2, 1'500));
    for (std::string const row :
        {"addresses (line, city, postcode, created_at, updated_at) VALUES ('1 rue Neuve', 'Lyon', '69001', "
         "1, 1)",
            "users (firstname, lastname, email, created_at, updated_at) VALUES ('L', 'M', 'l@m.example', 1, "
            "1)",
            "order_steps (order_id, to_status, action, at) VALUES (1, 'pending', 'place', 1)",
            "payments (order_id, kind, amount, at) VALUES (1, 'cash', 1, 1)",
            "stock_movements (pizzeria_id, ingredient_id, delta, reason, at) VALUES (1, 1, 1, 'count', 1)"}) {
        auto const last = "SELECT MAX(id) FROM " + row.substr(0, row.find(' '));
        auto const before = number(last);
        database().in_transaction([&](db::Transaction& tx) {
            return std::optional{tx.insert("INSERT INTO " + row + " RETURNING id")};
        });
        EXPECT_EQ(number(last), before + 1) << row;
    }
}

// At night the running day may have begun yesterday: its orders have taken the first numbers.
TEST_P(SeedDemo, leaves_the_next_number_of_each_shop_free)
{
    ASSERT_TRUE(seed(8, 500));
    EXPECT_EQ(number(R"sql(
        SELECT COUNT(*) FROM orders o LEFT JOIN shop_queues q ON q.pizzeria_id = o.pizzeria_id
        WHERE q.business_day IS NULL OR o.business_day > q.business_day
           OR (o.business_day = q.business_day AND o.daily_number > q.last_number))sql"),
        0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM slot_loads"), 0) << "all of the past is over";
}

TEST_P(SeedDemo, says_no_when_pizzerias_are_there_and_changes_nothing)
{
    ASSERT_TRUE(seed(1, 0));
    EXPECT_FALSE(seed(8, 100));
    EXPECT_EQ(number("SELECT COUNT(*) FROM pizzerias"), 1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM orders"), 0);
}

TEST_P(SeedDemo, opens_further_shops_around_the_eight)
{
    ASSERT_TRUE(seed(19, 400));
    EXPECT_EQ(number("SELECT COUNT(*) FROM pizzerias WHERE slug = 'bellecour-3' AND code = 'BEL3'"), 1);
    EXPECT_EQ(number("SELECT COUNT(DISTINCT longitude) FROM pizzerias"), 19);
    EXPECT_EQ(number("SELECT COUNT(*) FROM orders"), 400);
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_P(SeedDemo, tells_the_same_past_again_on_the_same_day)
{
    ASSERT_TRUE(seed(2, 300));
    test::TestDatabase other{GetParam()};
    ASSERT_TRUE(seed_demo(other.database(), now, {.shops = 2, .orders = 300, .tracking_key = "key"}));
    static constexpr std::string_view story
        = "SELECT order_number, order_status, total, promised_to, tracking_hash FROM orders ORDER BY id";
    auto const told = [](db::Reader const& reader) {
        return reader.rows<std::string, std::string, std::int64_t, std::int64_t, std::string>(story);
    };
    EXPECT_EQ(database().read(told), other.database().read(told));
}

TEST_P(SeedDemo, gives_every_account_the_password_it_prints)
{
    auto const made = seed(1, 0);
    ASSERT_TRUE(made);
    EXPECT_THAT(summary(*made), testing::HasSubstr(made->password));
    auto const hash = database().read([](db::Reader const& reader) {
        return reader.value<std::string>("SELECT password FROM users WHERE email = 'john@ocpizza.example'");
    });
    ASSERT_TRUE(hash);
    EXPECT_TRUE(secrets::verify_password(*hash, made->password));
}

/// What the database checks and how it finds rows, in its own words.
struct SeedChecks : SeedDemo {
    std::vector<std::tuple<std::string>> checks()
    {
        static constexpr std::string_view of_postgres
            = "SELECT conrelid::regclass::text || ' ' || conname || ' ' || convalidated::text || ' '"
              " || pg_get_constraintdef(oid) FROM pg_constraint WHERE contype IN ('f', 'u', 'c', 'p')"
              " UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1";
        static constexpr std::string_view of_sqlite
            = "SELECT COALESCE(sql, name) FROM sqlite_master ORDER BY type, name";
        return database().read([](db::Reader const& reader) {
            return reader.rows<std::string>(GetParam() == db::Engine::Postgres ? of_postgres : of_sqlite);
        });
    }
};
OCP_ON_BOTH_ENGINES(SeedChecks);

TEST_P(SeedChecks, are_all_there_again_after_many_orders)
{
    auto const before = checks();
    ASSERT_GT(before.size(), 50U);
    ASSERT_TRUE(seed(2, 1'500));
    EXPECT_EQ(checks(), before);
}

TEST_P(SeedChecks, are_all_there_when_the_seed_breaks_off_and_nothing_else_is)
{
    database().in_transaction([](db::Transaction& tx) {
        tx.script(GetParam() == db::Engine::Postgres
                ? "ALTER TABLE payments ADD CONSTRAINT no_cash CHECK (kind <> 'cash')"
                : "CREATE TRIGGER no_cash BEFORE INSERT ON payments WHEN NEW.kind = 'cash'"
                  " BEGIN SELECT RAISE(ABORT, 'no cash'); END");
        return true;
    });
    auto const before = checks();
    EXPECT_THROW(seed(2, 1'500), db::ConstraintViolation);
    EXPECT_EQ(checks(), before);
    EXPECT_EQ(number("SELECT COUNT(*) FROM pizzerias"), 0);
    EXPECT_EQ(number("SELECT COUNT(*) FROM orders"), 0);
}

} // namespace

namespace {

struct SeedReference : test::OnBothEngines { };
OCP_ON_BOTH_ENGINES(SeedReference);

TEST_P(SeedReference, says_the_same_however_often)
{
    auto const rows = [&] {
        return database().read([](db::Reader const& reader) {
            return reader.rows<std::string, std::string>(
                "SELECT code, name FROM allergens UNION ALL SELECT slug, name FROM order_status UNION ALL"
                " SELECT slug, name FROM payment_status UNION ALL SELECT name, label FROM roles UNION ALL"
                " SELECT symbol, name FROM units ORDER BY 1, 2");
        });
    };
    seed_reference(database(), now);
    auto const once = rows();
    seed_reference(database(), now);
    EXPECT_EQ(rows(), once);
    EXPECT_EQ(once.size(), 14U + 11U + 7U + 5U + 3U);
}

TEST_P(SeedReference, gives_back_a_name_that_somebody_changed)
{
    seed_reference(database(), now);
    ASSERT_TRUE(database().in_transaction([](db::Transaction& tx) {
        return tx.write("UPDATE roles SET label = 'x' WHERE name = 'driver'") == 1;
    }));
    seed_reference(database(), now);
    EXPECT_EQ(database().read([](db::Reader const& reader) {
        return reader.value<std::string>("SELECT label FROM roles WHERE name = 'driver'");
    }),
        "livreur");
}

} // namespace
} // namespace ocp::seeds
