#include "platform/backup/postgres_dump.h"

namespace ocp::backup {

namespace {

void feed(ChildProcess& program, NextBytes const& next)
{
    for (auto bytes = next(); !bytes.empty(); bytes = next())
        if (!program.give(bytes)) break;
    program.expect_success();
}

/// A name with = in it would be taken for more than a name.
std::string dbname(std::string const& name)
{
    std::string quoted = "dbname='";
    for (char const c : name) {
        if (c == '\'' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "'";
}

} // namespace

void dump_postgres(
    ChildProcess::Variables const& connection, std::string const& snapshot, TakeBytes const& take)
{
    // A table that somebody holds for ever must not hold every later night's backup as well.
    ChildProcess program{{"pg_dump", "--format=custom", "--no-password", "--lock-wait-timeout=600000",
                             "--snapshot=" + snapshot},
        connection, ChildProcess::Pipe::FromIt};
    for (auto bytes = program.read(); !bytes.empty(); bytes = program.read())
        take(bytes);
    program.expect_success();
}

void list_postgres_dump(NextBytes const& next)
{
    ChildProcess program{{"pg_restore", "--list"}, {}, ChildProcess::Pipe::ToIt};
    feed(program, next);
}

void restore_postgres_dump(ChildProcess::Variables const& connection, NextBytes const& next)
{
    ChildProcess program{
        {"pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
            "--no-password", "--dbname=" + dbname(connection.at("PGDATABASE"))},
        connection, ChildProcess::Pipe::ToIt};
    feed(program, next);
}

} // namespace ocp::backup
