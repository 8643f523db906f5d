#pragma once

#include "platform/backup/child_process.h"

#include <functional>
#include <string>
#include <string_view>

namespace ocp::backup {

using TakeBytes = std::function<void(std::string_view)>;
/// The next bytes of a dump, "" at the end.
using NextBytes = std::function<std::string_view()>;

/// PostgreSQL's own programs; `connection` is db::postgres_environment, so that neither host nor password is
/// among the arguments, which everyone on the machine may read. Each throws std::runtime_error with what the
/// program said.

/// pg_dump's own format, as of a snapshot that another session keeps open.
void dump_postgres(
    ChildProcess::Variables const& connection, std::string const& snapshot, TakeBytes const& take);
/// Throws unless pg_restore can read the dump's list of contents.
void list_postgres_dump(NextBytes const& next);
/// All of it or nothing. Everything belongs to who restores; rights granted to others are not restored.
void restore_postgres_dump(ChildProcess::Variables const& connection, NextBytes const& next);

} // namespace ocp::backup
