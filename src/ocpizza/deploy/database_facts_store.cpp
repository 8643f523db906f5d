#include "ocpizza/deploy/database_facts_store.h"

#include "ocpizza/deploy/people_facts_store.h"
#include "ocpizza/deploy/schema_drift.h"
#include "ocpizza/deploy/words.h"
#include "ocpizza/system_clock.h"
#include "pizzeria/business/legal_facts.h"
#include "pizzeria/business/legal_facts_rules.h"
#include "platform/db/database_url.h"
#include "platform/db/migrations.h"

#include <algorithm>
#include <sys/stat.h>

namespace ocp::deploy {

namespace {

std::string word_of(db::Reader const& reader, std::string_view setting)
{
    return reader.value<std::string>("SELECT current_setting(:name)", {{"name", std::string{setting}}})
        .value_or("");
}

std::int64_t number_of(db::Reader const& reader, std::string_view sql)
{
    return reader.value<std::int64_t>(sql).value_or(0);
}

std::int64_t milliseconds_of(db::Reader const& reader, std::string_view setting)
{
    return reader
        .value<std::int64_t>("SELECT CAST(setting AS BIGINT) FROM pg_settings WHERE name = :name",
            {{"name", std::string{setting}}})
        .value_or(0);
}

/// The least of what server, database and role grant.
std::int64_t connections_of(db::Reader const& reader)
{
    return number_of(reader, R"sql(
        SELECT LEAST(
            CAST(current_setting('max_connections') AS BIGINT)
                - CAST(current_setting('superuser_reserved_connections') AS BIGINT),
            CASE WHEN r.rolconnlimit < 0 THEN 2147483647 ELSE r.rolconnlimit END,
            CASE WHEN d.datconnlimit < 0 THEN 2147483647 ELSE d.datconnlimit END)
        FROM pg_roles r, pg_database d
        WHERE r.rolname = current_user AND d.datname = current_database())sql");
}

std::int64_t clock_ahead(db::Reader const& reader)
{
    SystemClock const clock;
    auto const before = clock.now();
    auto const theirs
        = number_of(reader, "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)");
    auto const after = clock.now();
    // Any moment between question and answer may be theirs.
    return std::max<std::int64_t>(theirs - after.ms(), 0) + std::min<std::int64_t>(theirs - before.ms(), 0);
}

PostgresFacts postgres_facts(Settings const& settings, db::Reader const& reader)
{
    auto const url = db::parse_database_url(settings.database_url);
    PostgresFacts facts;
    facts.by_socket = url.host.empty() || url.host.starts_with('/');
    facts.is_remote = !db::on_this_machine(url.host);
    facts.ssl_mode = db::ssl_mode_for(url, settings.db_sslmode);
    facts.user = url.user;
    facts.password = url.password;
    facts.is_encrypted
        = number_of(
              reader, "SELECT CAST(COUNT(*) AS BIGINT) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl")
        > 0;
    facts.is_superuser
        = number_of(reader,
              "SELECT CAST(COUNT(*) AS BIGINT) FROM pg_roles WHERE rolname = current_user AND rolsuper")
        > 0;
    facts.fsync = word_of(reader, "fsync");
    facts.synchronous_commit = word_of(reader, "synchronous_commit");
    facts.full_page_writes = word_of(reader, "full_page_writes");
    facts.data_checksums = word_of(reader, "data_checksums");
    facts.version = number_of(reader, "SELECT CAST(current_setting('server_version_num') AS BIGINT)");
    facts.statement_timeout_ms = milliseconds_of(reader, "statement_timeout");
    facts.lock_timeout_ms = milliseconds_of(reader, "lock_timeout");
    facts.idle_timeout_ms = milliseconds_of(reader, "idle_in_transaction_session_timeout");
    facts.connections = connections_of(reader);
    facts.clock_ahead_ms = clock_ahead(reader);
    return facts;
}

SqliteFacts sqlite_facts(Settings const& settings, db::Reader const& reader)
{
    SqliteFacts facts;
    struct stat state { };
    if (stat(db::parse_database_url(settings.database_url).path.c_str(), &state) == 0)
        facts.mode = state.st_mode & 0777U;
    facts.synchronous = number_of(reader, "PRAGMA synchronous");
    return facts;
}

/// Since the schema was first there.
std::chrono::milliseconds in_service(db::Reader const& reader)
{
    auto const now = SystemClock{}.now();
    return now
        - Instant::ms(
            reader.value<std::int64_t>("SELECT MIN(applied_at) FROM migrations").value_or(now.ms()));
}

} // namespace

DatabaseFacts database_facts(Settings const& settings, db::Database& database)
{
    DatabaseFacts facts;
    database.read([&](db::Reader const& reader) {
        if (reader.engine() == db::Engine::Postgres)
            facts.postgres = postgres_facts(settings, reader);
        else
            facts.sqlite = sqlite_facts(settings, reader);
        return true;
    });
    auto const schema = db::schema_state(database);
    facts.schema_is_behind = schema.behind;
    facts.schema_faults = schema.faults;
    facts.schema_ahead = schema.ahead;
    if (schema.behind || !schema.faults.empty() || !schema.ahead.empty()) return facts;
    facts.in_service = database.read([](db::Reader const& reader) { return in_service(reader); });
    facts.drift = schema_drift(database);
    if (!facts.drift.empty()) return facts;
    facts.people = people_facts(database);
    for (auto const name : pizzeria::lacking_on_invoices(pizzeria::legal_facts(database)))
        facts.lacking_legal_facts.emplace_back(name);
    return facts;
}

} // namespace ocp::deploy
