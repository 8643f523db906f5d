#pragma once

#include "supervision/model/incident.h"

#include <chrono>
#include <vector>

namespace ocp::supervision {

/// What was seen a moment ago is not over yet: a figure that goes up and down around its limit is one
/// incident and not twenty.
inline constexpr std::chrono::minutes calm_after{5};

/// False for what a command or a server found out by itself and must end by itself.
bool is_judged_in_rounds(Matter);

/// What a look at everything means for the incidents known.
struct Verdict {
    struct Seen {
        std::int64_t incident;
        double figure;
    };
    std::vector<Concern> begun;
    std::vector<Seen> seen_again;
    std::vector<Incident> over;
};
/// `going_on`: incidents not resolved. Of the concerns only those count that somebody must act on.
Verdict judge(std::vector<Incident> const& going_on, std::vector<Concern> const& concerns, Instant now);

} // namespace ocp::supervision
