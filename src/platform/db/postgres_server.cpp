#include "platform/db/postgres_server.h"

#include "platform/db/database_url.h"
#include "platform/db/session.h"

#include <chrono>
#include <thread>

namespace ocp::db {

namespace {

std::string quoted(std::string_view text, char quote)
{
    std::string made{quote};
    for (char const c : text)
        made.append(c == quote ? 2 : 1, c);
    return made + quote;
}

std::string name(std::string_view text)
{
    return quoted(text, '"');
}

std::string renaming(std::string const& from, std::string const& to)
{
    return "ALTER DATABASE " + name(from) + " RENAME TO " + name(to) + ";";
}

} // namespace

PostgresServer::PostgresServer(Options options)
    : options_{std::move(options)}
{
    options_.url = with_database(options_.url, "postgres");
}

Session PostgresServer::door() const
{
    return {parse_database_url(options_.url), options_};
}

bool PostgresServer::has(std::string const& database) const
{
    auto session = door();
    return Reader{session}
        .value<int>("SELECT 1 FROM pg_database WHERE datname = :name", {{"name", database}})
        .has_value();
}

std::vector<std::string> PostgresServer::databases() const
{
    auto session = door();
    std::vector<std::string> names;
    for (auto& [one] : Reader{session}.rows<std::string>(
             "SELECT datname FROM pg_database WHERE datdba = (SELECT oid FROM pg_roles WHERE rolname = "
             "current_user) ORDER BY datname"))
        names.push_back(std::move(one));
    return names;
}

void PostgresServer::create(std::string const& database, std::string const& model) const
{
    auto session = door();
    auto const locale = Reader{session}.row<std::string, std::string>(
        "SELECT datcollate, datctype FROM pg_database WHERE datname = :name", {{"name", model}});
    auto sql = "CREATE DATABASE " + name(database) + " TEMPLATE template0 ENCODING 'UTF8'";
    if (locale)
        sql += " LC_COLLATE " + quoted(std::get<0>(*locale), '\'') + " LC_CTYPE "
            + quoted(std::get<1>(*locale), '\'');
    session.script(sql);
}

void PostgresServer::drop(std::string const& database) const
{
    door().script("DROP DATABASE IF EXISTS " + name(database) + " WITH (FORCE)");
}

void PostgresServer::rename(std::string const& from, std::string const& to) const
{
    door().script(renaming(from, to));
}

void PostgresServer::replace(
    std::string const& place, std::string const& newcomer, std::string const& kept) const
{
    // The change of names first locks newcomers out, then waits five seconds for those within to leave: they
    // are sent out meanwhile. Sent out before, they would be back at once.
    std::jthread const porter{[&](std::stop_token const& enough) { send_out(place, enough); }};
    door().script("BEGIN;" + renaming(place, kept) + renaming(newcomer, place) + "COMMIT;");
}

void PostgresServer::send_out(std::string const& place, std::stop_token const& enough) const
try {
    auto session = door();
    while (!enough.stop_requested()) {
        // Sessions of other roles are not ours to end: the change of names then says that they are there.
        session.script(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = " + quoted(place, '\'')
            + " AND (usename = current_user OR (SELECT rolsuper FROM pg_roles WHERE rolname = "
              "current_user))");
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
} catch (Error const&) {
    // Then the change of names says why it cannot be.
}

} // namespace ocp::db
