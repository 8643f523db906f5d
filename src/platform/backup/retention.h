#pragma once

#include "base/clock.h"

#include <cstddef>
#include <vector>

namespace ocp::backup {

/// Which of the backups made at these moments may go: all but the newest of each of the last `days` days
/// (UTC) that have one. Days without a backup do not count, so a server that was off for a month keeps what
/// it has.
std::vector<Instant> outdated(std::vector<Instant> made_at, std::size_t days);

} // namespace ocp::backup
