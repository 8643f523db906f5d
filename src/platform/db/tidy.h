#pragma once

#include "platform/db/database.h"

namespace ocp::db {

/// Gives back the room of removed rows and counts afresh what the planner relies on, while others read and
/// write: VACUUM (ANALYZE) on PostgreSQL; on SQLite ANALYZE where it helps and the log written into the file,
/// whose free pages are used again. Throws db::Error.
void tidy(Options const&);

} // namespace ocp::db
