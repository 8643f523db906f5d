#pragma once

#include "base/clock.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// Figures in the words of New Relic's Metric API (integrations.md §5).
namespace ocp::new_relic {

/// What a figure is now.
struct Gauge {
    double value = 0;
};
/// How much came since the last post.
struct Count {
    double since_last = 0;
};
/// What was measured since the last post, summed up.
struct Summary {
    std::int64_t count = 0;
    double sum = 0, min = 0, max = 0;
};

using Attributes = std::vector<std::pair<std::string, std::string>>;

struct Metric {
    std::string name; ///< letters, digits and `: . _`: "ocpizza.host.cpu.percent"
    std::variant<Gauge, Count, Summary> value;
    /// Few values each, for every combination is a series of its own: never a pid, an order or a person.
    Attributes attributes;
};

/// What one interval brought.
struct Batch {
    Instant ended;
    std::chrono::milliseconds interval{0};
    std::vector<Metric> metrics;
};

} // namespace ocp::new_relic
