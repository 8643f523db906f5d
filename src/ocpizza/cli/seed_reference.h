#pragma once

#include "base/clock.h"
#include "platform/db/database.h"

namespace ocp::seeds {

/// Roles, units, allergens and statuses with their French names: what the program cannot run without.
/// As often as one likes: a second time renames what changed and removes nothing.
void seed_reference(db::Transaction&, Instant now);
void seed_reference(db::Database&, Instant now);

} // namespace ocp::seeds
