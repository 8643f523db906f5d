#pragma once

#include <functional>
#include <optional>
#include <vector>

namespace ocp::bench {

/// One deed of one client: whether it went as it should; nothing when there is nothing left to do.
using Deed = std::function<std::optional<bool>()>;

/// Repeats each deed on a thread of its own for that long, or until nothing is left, and prints one line:
/// deeds done, seconds, p50 and p99 in ms, errors.
void repeat(std::vector<Deed> const& deeds, double seconds);

} // namespace ocp::bench
