#pragma once

#include "platform/db/database.h"
#include "platform/db/database_url.h"

#include <map>
#include <string>

namespace ocp::db {

/// What libpq is given: where, who, TLS, and the time-outs of reliability.md §2.5 and §2.7.
std::string postgres_conninfo(DatabaseUrl const& url, Options const& options);

/// Where, who and TLS once more, as the variables by which PostgreSQL's own programs are told: PGHOST...
std::map<std::string, std::string> postgres_environment(DatabaseUrl const& url, Options const& options);

} // namespace ocp::db
