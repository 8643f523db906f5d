#include "tests/support/database.h"

#include "platform/db/migrations.h"
#include "tests/support/temp_folder.h"

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <libpq-fe.h>
#include <random>
#include <stdexcept>
#include <thread>

namespace ocp::test {
namespace {

namespace fs = std::filesystem;

/// Of this process only: what one that was killed left on the server has another name.
std::string own_name()
{
    static auto const process = std::to_string(std::random_device{}());
    static std::atomic<int> count = 0;
    return "ocp_test_" + process + "_" + std::to_string(++count);
}

db::Options patient(std::string url)
{
    using namespace std::chrono_literals;
    return {.url = std::move(url),
        .pool_wait = 30s,
        .statement_timeout = 30s,
        .lock_timeout = 30s,
        .idle_in_transaction_timeout = 30s,
        .busy_timeout = 30s};
}

/// Migrates and closes what `url` names.
void build(std::string const& url)
{
    auto options = patient(url);
    options.sessions = 1;
    db::Database database{options};
    db::migrate(database);
}

std::string migrations_fingerprint()
{
    std::size_t sum = 0;
    for (std::size_t i = 0; i < db::embedded_migrations_count; ++i)
        sum = sum * 31 + std::hash<std::string_view>{}(db::embedded_migrations[i].bytes);
    return std::to_string(sum);
}

class PostgresServer {
public:
    PostgresServer()
    {
        char const* const url = std::getenv("OCP_TEST_POSTGRES_URL");
        if (url == nullptr)
            throw std::runtime_error{"OCP_TEST_POSTGRES_URL is not set: this test needs PostgreSQL "
                                     "(source bin/lib/test-postgres.sh and call start_test_postgres)"};
        url_ = url;
        connection_ = PQconnectdb(url);
        if (PQstatus(connection_) != CONNECTION_OK)
            throw std::runtime_error{"OCP_TEST_POSTGRES_URL: " + std::string{PQerrorMessage(connection_)}};
    }
    ~PostgresServer() { PQfinish(connection_); }

    /// The same server, another database.
    std::string url_of(std::string const& name) const { return url_.substr(0, url_.rfind('/') + 1) + name; }

    bool says_yes(std::string const& sql)
    {
        auto* const answer = PQexec(connection_, sql.c_str());
        bool const yes = PQntuples(answer) > 0;
        PQclear(answer);
        return yes;
    }

    bool tries(std::string const& sql)
    {
        auto* const answer = PQexec(connection_, sql.c_str());
        bool const done
            = PQresultStatus(answer) == PGRES_COMMAND_OK || PQresultStatus(answer) == PGRES_TUPLES_OK;
        PQclear(answer);
        return done;
    }

    /// Again and again for ten seconds: a session just closed may still be counted as there.
    void does(std::string const& sql)
    {
        for (int i = 0; i < 200; ++i) {
            if (tries(sql)) return;
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        }
        throw std::runtime_error{sql + ": " + PQerrorMessage(connection_)};
    }

private:
    std::string url_;
    PGconn* connection_ = nullptr;
};

/// Builds the template once for all test programs that have the same migrations.
std::string template_on(PostgresServer& server)
{
    auto const name = "ocp_template_" + migrations_fingerprint();
    server.does("SELECT pg_advisory_lock(20260501)");
    if (!server.says_yes("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
        auto const unfinished = name + "_unfinished";
        server.tries("DROP DATABASE " + unfinished + " WITH (FORCE)");
        server.does("CREATE DATABASE " + unfinished);
        build(server.url_of(unfinished));
        server.does("ALTER DATABASE " + unfinished + " RENAME TO " + name);
    }
    server.does("SELECT pg_advisory_unlock(20260501)");
    return name;
}

fs::path sqlite_folder()
{
    static TempFolder const folder;
    return folder.path();
}

fs::path sqlite_template()
{
    static fs::path const made = [] {
        auto const file = sqlite_folder() / "template.db";
        build("sqlite:///" + file.string());
        return file;
    }();
    return made;
}

} // namespace

TestDatabase::TestDatabase(db::Engine engine)
    : engine_{engine}
{
    if (engine_ == db::Engine::Sqlite) {
        name_ = sqlite_folder() / own_name();
        fs::create_directories(name_);
        fs::copy_file(sqlite_template(), fs::path{name_} / "test.db");
        url_ = "sqlite:///" + name_ + "/test.db";
    } else {
        PostgresServer server;
        name_ = own_name();
        server.does("CREATE DATABASE " + name_ + " TEMPLATE " + template_on(server));
        url_ = server.url_of(name_);
    }
    database_ = std::make_unique<db::Database>(options());
}

TestDatabase::~TestDatabase()
{
    database_.reset();
    if (engine_ == db::Engine::Sqlite) {
        std::error_code ignored;
        fs::remove_all(name_, ignored);
    } else {
        PostgresServer{}.tries("DROP DATABASE " + name_ + " WITH (FORCE)");
    }
}

db::Options TestDatabase::options() const
{
    return patient(url_);
}

std::string engine_name(testing::TestParamInfo<db::Engine> const& info)
{
    return info.param == db::Engine::Postgres ? "PostgreSQL" : "SQLite";
}

} // namespace ocp::test
