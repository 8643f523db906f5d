#pragma once

#include "ocpizza/deploy/facts.h"
#include "platform/db/database.h"

namespace ocp::deploy {

/// Who is in the database that should not be there, or should. Tries the demo group's password: slow
/// (argon2).
PeopleFacts people_facts(db::Database&);

} // namespace ocp::deploy
