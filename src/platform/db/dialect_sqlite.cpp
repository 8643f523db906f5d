#include "platform/db/dialect.h"
#include "platform/db/kept_statement.h"

#include <chrono>
#include <filesystem>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <thread>

namespace ocp::db {
namespace {

using namespace sqlite_api;

sqlite3* handle(soci::session& session)
{
    return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

sqlite3_stmt* handle(soci::statement& statement)
{
    return static_cast<soci::sqlite3_statement_backend*>(statement.get_backend())->stmt_;
}

[[noreturn]] void throw_for(int code, std::string const& message)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        throw UniqueViolation{message};
    case SQLITE_SCHEMA:
        throw StalePlan{message};
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        throw ConstraintViolation{message};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        throw Conflict{message};
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
        throw Unavailable{message};
    default:
        throw Error{message};
    }
}

void run_script(sqlite3* connection, std::string const& statements)
{
    if (auto const code = sqlite3_exec(connection, statements.c_str(), nullptr, nullptr, nullptr);
        code != SQLITE_OK)
        throw_for(sqlite3_extended_errcode(connection), sqlite3_errmsg(connection));
}

/// Of several programs that make one new file at once, SQLite refuses some without waiting: each of them
/// could wait for another's shared lock for ever.
void write_ahead(sqlite3* connection, std::chrono::milliseconds most)
{
    auto const end = std::chrono::steady_clock::now() + most;
    for (;;) {
        try {
            return run_script(connection, "PRAGMA journal_mode=WAL");
        } catch (Conflict const&) {
            if (std::chrono::steady_clock::now() >= end) throw;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
}

class SqliteDialect : public Dialect {
public:
    Engine engine() const override { return Engine::Sqlite; }

    std::unique_ptr<soci::session> open(DatabaseUrl const& url, Options const& options) const override
    {
        std::filesystem::path const path{url.path};
        std::error_code ignored;
        if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), ignored);
        try {
            auto session = std::make_unique<soci::session>(soci::sqlite3, "db=\"" + url.path + "\"");
            auto* const connection = handle(*session);
            sqlite3_extended_result_codes(connection, 1);
            sqlite3_busy_timeout(connection, static_cast<int>(options.busy_timeout.count()));
            write_ahead(connection, options.busy_timeout);
            run_script(connection, "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON");
            return session;
        } catch (soci::soci_error const& error) {
            throw Unavailable{"cannot open " + url.path + ": " + error.get_error_message()};
        } catch (Conflict const& error) {
            throw Unavailable{"cannot open " + url.path + ": " + error.what()};
        }
    }

    void before_close(soci::session&) const override { }

    char const* begin(Mode mode) const override { return mode == Mode::Write ? "BEGIN IMMEDIATE" : "BEGIN"; }

    void script(soci::session& session, std::string const& statements) const override
    {
        run_script(handle(session), statements);
    }

    bool has_table(soci::session& session, std::string const& name) const override
    {
        int found = 0;
        session << "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = :name",
            soci::use(name), soci::into(found);
        return found > 0;
    }

    void bulk_insert(soci::session& session, std::string_view table, std::vector<std::string> const& columns,
        std::vector<Value> const& cells) const override;

    void name_parameters(soci::statement&, std::vector<std::string> const&) const override { }

    std::size_t columns(soci::statement& statement) const override
    {
        return static_cast<std::size_t>(sqlite3_column_count(handle(statement)));
    }

    void finish(soci::statement& statement) const override { sqlite3_reset(handle(statement)); }

    bool alive(soci::session& session) const override
    {
        auto const code = sqlite3_errcode(handle(session)) & 0xff;
        return code != SQLITE_IOERR && code != SQLITE_CORRUPT && code != SQLITE_NOTADB
            && code != SQLITE_CANTOPEN;
    }

    [[noreturn]] void fail(soci::session& session, soci::soci_error const& error) const override
    {
        throw_for(sqlite3_extended_errcode(handle(session)), error.get_error_message());
    }
};

void bind(sqlite3_stmt* statement, int place, Value const& value)
{
    if (auto const* integer = std::get_if<std::int64_t>(&value))
        sqlite3_bind_int64(statement, place, *integer);
    else if (auto const* floating = std::get_if<double>(&value))
        sqlite3_bind_double(statement, place, *floating);
    else if (auto const* text = std::get_if<std::string>(&value))
        sqlite3_bind_text(statement, place, text->data(), static_cast<int>(text->size()), SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, place);
}

void SqliteDialect::bulk_insert(soci::session& session, std::string_view table,
    std::vector<std::string> const& columns, std::vector<Value> const& cells) const
{
    std::string names, places;
    for (auto const& column : columns) {
        names += (names.empty() ? "" : ", ") + column;
        places += places.empty() ? "?" : ", ?";
    }
    auto const sql = "INSERT INTO " + std::string{table} + " (" + names + ") VALUES (" + places + ")";
    auto* const connection = handle(session);
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2(connection, sql.c_str(), -1, &made, nullptr) != SQLITE_OK)
        throw_for(sqlite3_extended_errcode(connection), sqlite3_errmsg(connection));
    std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> const statement{made, sqlite3_finalize};
    for (std::size_t i = 0; i < cells.size(); ++i) {
        bind(made, static_cast<int>(i % columns.size()) + 1, cells[i]);
        if ((i + 1) % columns.size() != 0) continue;
        if (sqlite3_step(made) != SQLITE_DONE)
            throw_for(sqlite3_extended_errcode(connection), sqlite3_errmsg(connection));
        sqlite3_reset(made);
    }
}

} // namespace

Dialect const& sqlite_dialect()
{
    static SqliteDialect const dialect;
    return dialect;
}

} // namespace ocp::db
