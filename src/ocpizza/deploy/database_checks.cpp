#include "ocpizza/deploy/check.h"
#include "ocpizza/deploy/words.h"

#include <set>

namespace ocp::deploy {

namespace {

using enum Severity;
using enum Serving;

PostgresFacts const* postgres(Facts const& facts)
{
    return facts.database && facts.database->postgres ? &*facts.database->postgres : nullptr;
}

SqliteFacts const* sqlite(Facts const& facts)
{
    return facts.database && facts.database->sqlite ? &*facts.database->sqlite : nullptr;
}

std::string db_embedded(Facts const& facts)
{
    return when(sqlite(facts) && facts.settings && facts.settings->app_env == Environment::Production,
        "DATABASE_URL names an SQLite file");
}

std::string db_tls_off(Facts const& facts)
{
    auto const* one = postgres(facts);
    return when(
        one && one->is_remote && !one->is_encrypted, "the database is elsewhere and spoken to in clear");
}

std::string db_tls_unverified(Facts const& facts)
{
    auto const* one = postgres(facts);
    return when(one && one->is_remote && one->is_encrypted && one->ssl_mode != "verify-full",
        "the database's certificate is not checked (sslmode " + (one ? one->ssl_mode : "") + ")");
}

std::string db_superuser(Facts const& facts)
{
    auto const* one = postgres(facts);
    return when(one && one->is_superuser, "the user of DATABASE_URL is a superuser");
}

std::string db_password_weak(Facts const& facts)
{
    auto const* one = postgres(facts);
    if (!one) return {};
    if (one->password.empty())
        return when(!one->by_socket, "DATABASE_URL has no password, and the server lets the user in");
    if (one->password == one->user) return "the password (***) of DATABASE_URL is its user's name";
    auto const different = std::set<char>(one->password.begin(), one->password.end()).size();
    return when(one->password.size() < 12 || different < 6,
        "the password (***) of DATABASE_URL has fewer than 12 characters, or fewer than 6 different ones");
}

std::string is_off(PostgresFacts const* one, std::string PostgresFacts::*setting, std::string_view name)
{
    return when(one && one->*setting == "off", "the server runs with " + std::string{name} + "=off");
}

std::string db_fsync(Facts const& facts)
{
    return is_off(postgres(facts), &PostgresFacts::fsync, "fsync");
}

std::string db_sync_commit(Facts const& facts)
{
    return is_off(postgres(facts), &PostgresFacts::synchronous_commit, "synchronous_commit");
}

std::string db_full_page_writes(Facts const& facts)
{
    return is_off(postgres(facts), &PostgresFacts::full_page_writes, "full_page_writes");
}

std::string db_checksums(Facts const& facts)
{
    return is_off(postgres(facts), &PostgresFacts::data_checksums, "data_checksums");
}

std::string db_version(Facts const& facts)
{
    auto const* one = postgres(facts);
    return when(one && one->version < 140'001,
        "the server is PostgreSQL "
            + (one ? std::to_string(one->version / 10'000) + "." + std::to_string(one->version % 10'000)
                   : ""));
}

std::string db_timeouts(Facts const& facts)
{
    auto const* one = postgres(facts);
    return when(
        one && (one->statement_timeout_ms == 0 || one->lock_timeout_ms == 0 || one->idle_timeout_ms == 0),
        "a serving session has no time limit on statements, locks or idle transactions");
}

std::string db_connections(Facts const& facts)
{
    auto const* one = postgres(facts);
    if (!one || !facts.settings) return {};
    auto const wanted = static_cast<std::int64_t>(facts.settings->workers + sessions_beside_workers);
    return when(one->connections < wanted,
        "the server grants " + std::to_string(one->connections) + " connections, and WORKERS wants "
            + std::to_string(wanted));
}

std::string sqlite_mode(Facts const& facts)
{
    auto const* one = sqlite(facts);
    return when(one && (one->mode & 07U) != 0, "the database's file may be read or written by everybody");
}

std::string sqlite_sync(Facts const& facts)
{
    auto const* one = sqlite(facts);
    return when(one && one->synchronous < 2, "commits do not wait for the disk");
}

std::string clock_off(Facts const& facts)
{
    static constexpr std::int64_t most = 2'000;
    auto const* one = postgres(facts);
    return when(one && (one->clock_ahead_ms > most || one->clock_ahead_ms < -most),
        "this machine's clock and the database's differ by "
            + std::to_string(one ? one->clock_ahead_ms / 1000 : 0) + " s");
}

constexpr Check checks[] = {
    {"db-embedded", Error, Goes, db_embedded,
        "one process alone can serve, and its file is lost with the machine",
        "set DATABASE_URL to postgres://..."},
    {"db-tls-off", Error, Goes, db_tls_off, "whoever listens on the way reads every customer and order",
        "set DB_SSLMODE=true, and switch TLS on at the server"},
    {"db-tls-unverified", Error, Goes, db_tls_unverified, "somebody in between may pose as the database",
        "set DB_SSLMODE=true (verify-full), with ?sslrootcert= for a private authority"},
    {"db-superuser", Error, Goes, db_superuser, "a fault in the program gives the whole server away",
        "create a user that only owns this database (createuser --pwprompt ocpizza)"},
    {"db-password-weak", Error, Goes, db_password_weak, "the database can be entered by guessing",
        "ALTER ROLE ... PASSWORD with what `openssl rand -base64 24` prints"},
    {"db-fsync", Error, Goes, db_fsync, "a power cut destroys the database", "fsync = on in postgresql.conf"},
    {"db-sync-commit", Error, Goes, db_sync_commit, "a power cut loses orders that were confirmed",
        "synchronous_commit = on in postgresql.conf"},
    {"db-full-page-writes", Error, Goes, db_full_page_writes, "a power cut leaves half-written pages",
        "full_page_writes = on in postgresql.conf"},
    {"db-checksums", Warning, Goes, db_checksums, "a failing disk alters data unnoticed",
        "stop the server, pg_checksums --enable, start it"},
    {"db-version", Error, Goes, db_version, "the program is not tested with it, and it gets no corrections",
        "PostgreSQL 14.1 or newer"},
    {"db-timeouts", Error, Goes, db_timeouts, "one stuck statement holds everybody up",
        "let no pooler between program and server drop the options of a session"},
    {"db-connections", Error, Goes, db_connections, "under load pages answer 503",
        "raise max_connections or the role's limit, or lower WORKERS"},
    {"sqlite-mode", Warning, Goes, sqlite_mode, "another user of the machine reads or alters the data",
        "chmod 600 the file, 700 its folder"},
    {"sqlite-sync", Error, Goes, sqlite_sync, "a power cut loses orders that were confirmed",
        "deploy an unaltered program"},
    {"clock-off", Error, Goes, clock_off, "sign-in, promised times and events are judged by the wrong hour",
        "let both machines follow an NTP server (timedatectl)"},
};

} // namespace

std::span<Check const> database_checks()
{
    return checks;
}

} // namespace ocp::deploy
