#pragma once

#include "platform/db/database.h"

#include <string>
#include <vector>

namespace ocp::deploy {

/// Columns that are missing, that are too many, or that take NULL though they should not, or the other way
/// round: the database beside a fresh one, made for the purpose. Tables that are not ours are nobody's
/// business.
std::vector<std::string> schema_drift(db::Database&);

} // namespace ocp::deploy
