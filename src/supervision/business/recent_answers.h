#pragma once

#include "base/clock.h"

#include <cstdint>
#include <deque>

namespace ocp::supervision {

/// How much was answered in the last minutes, out of counters that only grow.
class RecentAnswers {
public:
    struct Count {
        std::uint64_t requests = 0, errors = 0;
    };
    /// `so_far`: as the counters stand now. Answers by how much they grew within `lately`.
    Count add(Count so_far, Instant now);

private:
    struct Reading {
        Instant at;
        Count so_far;
    };
    std::deque<Reading> readings_;
};

} // namespace ocp::supervision
