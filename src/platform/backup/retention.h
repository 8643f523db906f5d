#pragma once

#include "base/clock.h"

#include <cstddef>
#include <vector>

namespace ocp::backup {

/// Nothing younger goes: whoever backs up once more before mending something must not lose the one of last
/// night by it.
inline constexpr std::chrono::hours kept_in_any_case{48};

/// Which of the backups made at these moments may go: all but those of the last 48 hours and the newest of
/// each of the last `days` days (UTC) that have one. Days without a backup do not count, so a server that was
/// off for a month keeps what it has; nor does a clock that was set back lose anything made "later".
std::vector<Instant> outdated(std::vector<Instant> made_at, std::size_t days, Instant now);

} // namespace ocp::backup
