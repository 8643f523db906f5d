#pragma once

#include "platform/db/database.h"
#include "platform/db/database_url.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
class statement;
class soci_error;
} // namespace soci

namespace ocp::db {

/// What the engines do not share. The only units that know SOCI's back-ends, libpq or SQLite implement it.
class Dialect {
public:
    virtual ~Dialect() = default;

    virtual Engine engine() const = 0;
    /// Throws Unavailable when the database does not answer.
    virtual std::unique_ptr<soci::session> open(DatabaseUrl const& url, Options const& options) const = 0;
    /// Called before the kept statements are dropped: spares a round trip for each where the engine allows
    /// it.
    virtual void before_close(soci::session& session) const = 0;
    virtual char const* begin(Mode mode) const = 0;
    /// Runs statements as they stand. Throws as `fail` does.
    virtual void script(soci::session& session, std::string const& statements) const = 0;
    virtual bool has_table(soci::session& session, std::string const& name) const = 0;
    virtual void bulk_insert(soci::session& session, std::string_view table,
        std::vector<std::string> const& columns, std::vector<Value> const& cells) const = 0;
    /// Called before a statement is prepared. `names` are its parameters, by place.
    virtual void name_parameters(soci::statement& statement, std::vector<std::string> const& names) const = 0;
    /// How many columns the statement just run answers.
    virtual std::size_t columns(soci::statement& statement) const = 0;
    /// Lets go of what the statement still holds, whether or not it was read to its end.
    virtual void finish(soci::statement& statement) const = 0;
    /// False when the connection is of no more use.
    virtual bool alive(soci::session& session) const = 0;
    /// Throws the error of errors.h that `error` stands for. Its text holds no value of a row or a parameter.
    [[noreturn]] virtual void fail(soci::session& session, soci::soci_error const& error) const = 0;
};

Dialect const& postgres_dialect();
Dialect const& sqlite_dialect();

/// Thrown by `fail` for a kept statement whose tables changed under it: prepared anew, it works again.
struct StalePlan : Conflict {
    using Conflict::Conflict;
};

} // namespace ocp::db
