#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "base/language.h"
#include "platform/db/database.h"

namespace ocp::account {

/// Remembers what a person reads, on pages and in letters.
void choose_language(db::Database&, UserId, Language, Instant at);

} // namespace ocp::account
