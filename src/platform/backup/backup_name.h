#pragma once

#include "base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace ocp::backup {

/// "ocpizza-20261124T223000Z": UTC, so that names in order are backups in order.
std::string name_for(Instant made_at);

/// When a backup of this name was made; nothing when it is no such name, so never a path to elsewhere.
std::optional<Instant> made_at(std::string_view name);

/// "20261124223000", for names of databases and files that a restore leaves.
std::string stamp_of(Instant);

} // namespace ocp::backup
