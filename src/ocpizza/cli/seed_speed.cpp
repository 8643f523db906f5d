#include "ocpizza/cli/seed_speed.h"

#include <fmt/format.h>

namespace ocp::seeds {

namespace {

/// How each check and index of the tables that fill up is put away and made again. Foreign keys go first and
/// come last: they stand on what is unique.
constexpr std::string_view checks_of_postgres = R"sql(
    WITH loaded (id) AS (SELECT unnest(ARRAY['orders', 'orders_has_products', 'order_steps', 'stock_movements',
                                             'payments', 'users', 'addresses', 'users_has_addresses']::regclass[])),
    checks (place, away, back) AS (
        SELECT CASE k.contype WHEN 'f' THEN 1 ELSE 2 END,
               format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname),
               format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname,
                      pg_get_constraintdef(k.oid))
        FROM pg_constraint k JOIN loaded ON loaded.id = k.conrelid WHERE k.contype IN ('f', 'u')
           OR (k.contype = 'p' AND NOT EXISTS (SELECT 1 FROM pg_constraint f WHERE f.confrelid = k.conrelid))
        UNION ALL
        SELECT 3, format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
        FROM pg_index i JOIN loaded ON loaded.id = i.indrelid
        WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype <> 'f'))
    SELECT away, back FROM checks ORDER BY place, away)sql";

constexpr std::string_view checks_of_sqlite = R"sql(
    SELECT 'DROP INDEX "' || name || '"', sql FROM sqlite_master
    WHERE type = 'index' AND sql IS NOT NULL
      AND tbl_name IN ('orders', 'order_steps', 'stock_movements', 'payments', 'users')
    ORDER BY name)sql";

/// The tables whose rows the seed gives their ids.
constexpr std::string_view counted_tables[]
    = {"users", "addresses", "orders", "order_steps", "stock_movements", "payments"};

} // namespace

ChecksAway::ChecksAway(db::Transaction& tx)
{
    auto const postgres = tx.engine() == db::Engine::Postgres;
    // Rough statistics do until the server makes its own: thorough ones cost as much as all foreign keys.
    if (postgres) tx.script("SET LOCAL statement_timeout = 0; SET LOCAL default_statistics_target = 20");
    auto const checks = tx.rows<std::string, std::string>(postgres ? checks_of_postgres : checks_of_sqlite);
    for (auto const& [away, back] : checks) {
        tx.script(away);
        back_.insert(back_.begin(), back);
    }
}

void ChecksAway::bring_back(db::Transaction& tx) const
{
    for (auto const& back : back_)
        tx.script(back);
    if (tx.engine() == db::Engine::Postgres)
        tx.script("ANALYZE orders, orders_has_products, order_steps, stock_movements, payments, users,"
                  " addresses, users_has_addresses");
}

void reserve_ids(db::Transaction& tx)
{
    // SQLite has one writer at a time anyway.
    if (tx.engine() != db::Engine::Postgres) return;
    for (auto const table : counted_tables)
        tx.script(fmt::format("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE", table));
}

void go_on_counting(db::Transaction& tx)
{
    if (tx.engine() != db::Engine::Postgres) return;
    for (auto const table : counted_tables)
        tx.script(fmt::format("SELECT setval(pg_get_serial_sequence('{0}', 'id'), max(id)) FROM {0}"
                              " HAVING max(id) IS NOT NULL",
            table));
}

std::int64_t first_free_id(db::Reader const& reader, std::string_view table)
{
    return reader.value<std::int64_t>(fmt::format("SELECT COALESCE(MAX(id), 0) + 1 FROM {}", table))
        .value_or(1);
}

} // namespace ocp::seeds
