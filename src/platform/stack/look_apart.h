#pragma once

#include "platform/stack/described.h"

#include <vector>

namespace ocp::stack {

/// What the program's debug information says of these places, the innermost call of each first; nothing for a
/// place that it does not know, or when it could not be read within five seconds.
///
/// It is read by a process of its own, for it takes tens of megabytes that the reader never gives back.
std::vector<std::vector<Frame>> look_apart(std::vector<Address> const&);

} // namespace ocp::stack
