#pragma once

#include "base/clock.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocp::supervision {

/// What one task did in one run.
struct TaskReport {
    std::string task;
    std::int64_t count; ///< rows removed, people forgotten
    std::chrono::milliseconds took;
};

/// The work of one Monday, as its row tells it.
struct UpkeepRun {
    Instant due_at, begun_at;
    int tries;
    Instant locked_until;
    std::vector<TaskReport> done;
    std::optional<std::string> failure; ///< of the last try
    std::optional<Instant> finished_at;
};

} // namespace ocp::supervision
