#include "platform/db/dialect.h"
#include "platform/db/postgres_conninfo.h"

#include <charconv>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <utility>

namespace ocp::db {
namespace {

PGconn* handle(soci::session& session)
{
    return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

using Answer = std::unique_ptr<PGresult, void (*)(PGresult*)>;

[[noreturn]] void throw_for(std::string_view state, std::string const& message, bool connected)
{
    auto const of_class = [&](std::string_view two) { return state.starts_with(two); };
    if (state == "23505") throw UniqueViolation{message};
    if (of_class("23")) throw ConstraintViolation{message};
    if (state == "40001" || state == "40P01") throw Conflict{message};
    // A table changed under a kept statement, or somebody dropped it.
    if (state == "26000" || (state == "0A000" && message.find("cached plan") != std::string::npos))
        throw StalePlan{message};
    // The server's last words: shutting down, killed, crashed, idle for too long.
    bool const last_words = state.starts_with("57P") || state == "25P03" || of_class("08");
    if (!connected || last_words) throw ConnectionLost{message};
    if (state == "55P03" || of_class("57") || of_class("53") || of_class("58")) throw Unavailable{message};
    throw Error{message};
}

/// The server's own words: without SOCI's before them and the line end after them.
std::string trimmed(std::string text)
{
    if (auto const at = text.find("ERROR:  "); at != std::string::npos) text.erase(0, at + 8);
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    return text;
}

[[noreturn]] void throw_for(PGconn* connection, PGresult const* result)
{
    char const* const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    auto const message = result != nullptr ? PQresultErrorMessage(result) : PQerrorMessage(connection);
    throw_for(state != nullptr ? state : "", trimmed(message), PQstatus(connection) == CONNECTION_OK);
}

Answer checked(PGconn* connection, Answer answer)
{
    auto const status = PQresultStatus(answer.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN
        || status == PGRES_EMPTY_QUERY)
        return answer;
    throw_for(connection, answer.get());
}

Answer exec(PGconn* connection, std::string const& sql)
{
    return checked(connection, Answer{PQexec(connection, sql.c_str()), PQclear});
}

/// One cell in COPY's text format.
void add_cell(std::string& line, Value const& value)
{
    char digits[32];
    if (auto const* integer = std::get_if<std::int64_t>(&value)) {
        line.append(digits, std::to_chars(digits, digits + sizeof digits, *integer).ptr);
    } else if (auto const* floating = std::get_if<double>(&value)) {
        line.append(digits, std::to_chars(digits, digits + sizeof digits, *floating).ptr);
    } else if (auto const* text = std::get_if<std::string>(&value)) {
        for (char const c : *text) {
            switch (c) {
            case '\0':
                throw Error{"a text with a NUL byte cannot be stored"};
            case '\\':
                line += "\\\\";
                break;
            case '\n':
                line += "\\n";
                break;
            case '\r':
                line += "\\r";
                break;
            case '\t':
                line += "\\t";
                break;
            default:
                line += c;
            }
        }
    } else {
        line += "\\N";
    }
}

class PostgresDialect : public Dialect {
public:
    Engine engine() const override { return Engine::Postgres; }

    std::unique_ptr<soci::session> open(DatabaseUrl const& url, Options const& options) const override
    {
        try {
            auto session = std::make_unique<soci::session>(soci::postgresql, postgres_conninfo(url, options));
            // Its longer messages quote the values of rows, and messages are logged.
            PQsetErrorVerbosity(handle(*session), PQERRORS_TERSE);
            // Whatever matters is thrown; libpq would print the rest past our log.
            PQsetNoticeProcessor(
                handle(*session), [](void*, char const*) {}, nullptr);
            return session;
        } catch (soci::soci_error const& error) {
            throw Unavailable{trimmed(error.get_error_message())};
        }
    }

    void before_close(soci::session& session) const override
    {
        // The server forgets the kept statements with the connection; without it no DEALLOCATE is sent.
        auto* const backend = static_cast<soci::postgresql_session_backend*>(session.get_backend());
        PQfinish(std::exchange(backend->conn_, nullptr));
    }

    char const* begin(Mode mode) const override
    {
        return mode == Mode::Write ? "BEGIN ISOLATION LEVEL READ COMMITTED"
                                   : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    }

    void script(soci::session& session, std::string const& statements) const override
    {
        exec(handle(session), statements);
    }

    bool has_table(soci::session& session, std::string const& name) const override
    {
        char const* const values[] = {name.c_str()};
        auto* const connection = handle(session);
        auto const answer = checked(connection,
            Answer{PQexecParams(connection, "SELECT to_regclass($1::text) IS NOT NULL", 1, nullptr, values,
                       nullptr, nullptr, 0),
                PQclear});
        return *PQgetvalue(answer.get(), 0, 0) == 't';
    }

    void bulk_insert(soci::session& session, std::string_view table, std::vector<std::string> const& columns,
        std::vector<Value> const& cells) const override;

    void name_parameters(soci::statement& statement, std::vector<std::string> const& names) const override
    {
        // SOCI's error names each parameter, and throws out_of_range when it knows $1 only as such.
        static_cast<soci::postgresql_statement_backend*>(statement.get_backend())->names_ = names;
    }

    std::size_t columns(soci::statement& statement) const override
    {
        auto* const backend = static_cast<soci::postgresql_statement_backend*>(statement.get_backend());
        return static_cast<std::size_t>(PQnfields(backend->result_.get_result()));
    }

    void finish(soci::statement&) const override { }

    bool alive(soci::session& session) const override { return PQstatus(handle(session)) == CONNECTION_OK; }

    [[noreturn]] void fail(soci::session& session, soci::soci_error const& error) const override
    {
        auto const* const ours = dynamic_cast<soci::postgresql_soci_error const*>(&error);
        throw_for(
            ours != nullptr ? ours->sqlstate() : "", trimmed(error.get_error_message()), alive(session));
    }
};

void PostgresDialect::bulk_insert(soci::session& session, std::string_view table,
    std::vector<std::string> const& columns, std::vector<Value> const& cells) const
{
    auto* const connection = handle(session);
    std::string names;
    for (auto const& column : columns)
        names += (names.empty() ? "" : ", ") + column;
    exec(connection, "COPY " + std::string{table} + " (" + names + ") FROM STDIN");

    std::string fault;
    try {
        std::string lines;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            add_cell(lines, cells[i]);
            bool const last = (i + 1) % columns.size() == 0;
            lines += last ? '\n' : '\t';
            if (lines.size() < 64 * 1024 && i + 1 < cells.size()) continue;
            if (PQputCopyData(connection, lines.data(), static_cast<int>(lines.size())) != 1)
                throw_for(connection, nullptr);
            lines.clear();
        }
    } catch (Error const& error) {
        fault = error.what();
    }
    PQputCopyEnd(connection, fault.empty() ? nullptr : fault.c_str());
    Answer const answer{PQgetResult(connection), PQclear};
    while (auto* const rest = PQgetResult(connection))
        PQclear(rest);
    if (!fault.empty() && PQstatus(connection) == CONNECTION_OK) throw Error{fault};
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) throw_for(connection, answer.get());
}

} // namespace

Dialect const& postgres_dialect()
{
    static PostgresDialect const dialect;
    return dialect;
}

} // namespace ocp::db
