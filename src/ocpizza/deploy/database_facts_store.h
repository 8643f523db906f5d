#pragma once

#include "ocpizza/deploy/facts.h"
#include "platform/db/database.h"

namespace ocp::deploy {

/// `database` is one that the serving program would open: its sessions' own settings are among the facts.
DatabaseFacts database_facts(Settings const&, db::Database& database);

} // namespace ocp::deploy
