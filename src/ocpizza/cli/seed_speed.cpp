#include "ocpizza/cli/seed_speed.h"

namespace ocp::seeds {

void put_checks_away(db::Transaction& tx)
{
    if (tx.engine() != db::Engine::Postgres) return;
    tx.script(R"sql(
        SET LOCAL statement_timeout = 0;
        SET LOCAL maintenance_work_mem = '256MB';
        CREATE TEMPORARY TABLE seed_checks ON COMMIT DROP AS
        WITH loaded (id) AS (SELECT unnest(ARRAY['orders', 'orders_has_products', 'order_steps', 'stock_movements',
                                                 'payments', 'users', 'addresses', 'users_has_addresses']::regclass[]))
        SELECT CASE k.contype WHEN 'f' THEN 3 ELSE 2 END AS place,
               format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) AS away,
               format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname,
                      pg_get_constraintdef(k.oid)) AS back
        FROM pg_constraint k JOIN loaded ON loaded.id = k.conrelid WHERE k.contype IN ('f', 'u')
        UNION ALL
        SELECT 1, format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
        FROM pg_index i JOIN loaded ON loaded.id = i.indrelid
        WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype <> 'f');
        DO $seed$
        DECLARE one record;
        BEGIN
            FOR one IN SELECT away FROM seed_checks ORDER BY place DESC LOOP
                EXECUTE one.away;
            END LOOP;
        END
        $seed$;
    )sql");
}

void bring_checks_back(db::Transaction& tx)
{
    if (tx.engine() != db::Engine::Postgres) return;
    tx.script(R"sql(
        DO $seed$
        DECLARE one record;
        BEGIN
            FOR one IN SELECT back FROM seed_checks ORDER BY place LOOP
                EXECUTE one.back;
            END LOOP;
        END
        $seed$;
        ANALYZE orders, orders_has_products, order_steps, stock_movements, payments, users, addresses,
                users_has_addresses;
    )sql");
}

void reserve_ids(db::Transaction& tx)
{
    // SQLite has one writer at a time anyway.
    if (tx.engine() == db::Engine::Postgres)
        tx.script("LOCK TABLE users, addresses, orders IN SHARE ROW EXCLUSIVE MODE");
}

void go_on_counting(db::Transaction& tx)
{
    if (tx.engine() != db::Engine::Postgres) return;
    tx.script(R"sql(
        SELECT setval(pg_get_serial_sequence('users', 'id'), max(id)) FROM users HAVING max(id) IS NOT NULL;
        SELECT setval(pg_get_serial_sequence('addresses', 'id'), max(id)) FROM addresses HAVING max(id) IS NOT NULL;
        SELECT setval(pg_get_serial_sequence('orders', 'id'), max(id)) FROM orders HAVING max(id) IS NOT NULL;
    )sql");
}

std::int64_t first_free_order_id(db::Reader const& reader)
{
    return reader.value<std::int64_t>("SELECT COALESCE(MAX(id), 0) + 1 FROM orders").value_or(1);
}

std::int64_t first_free_user_id(db::Reader const& reader)
{
    return reader.value<std::int64_t>("SELECT COALESCE(MAX(id), 0) + 1 FROM users").value_or(1);
}

std::int64_t first_free_address_id(db::Reader const& reader)
{
    return reader.value<std::int64_t>("SELECT COALESCE(MAX(id), 0) + 1 FROM addresses").value_or(1);
}

} // namespace ocp::seeds
