#include "platform/db/tidy.h"

#include "platform/db/database_url.h"
#include "platform/db/session.h"

namespace ocp::db {

void tidy(Options const& options)
{
    // By a session of its own: neither may stand in a transaction.
    Session session{parse_database_url(options.url), options};
    if (session.engine() == Engine::Postgres) {
        session.script("VACUUM (ANALYZE)");
    } else {
        session.script("PRAGMA optimize");
        session.script("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}

} // namespace ocp::db
