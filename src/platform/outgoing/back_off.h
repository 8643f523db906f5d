#pragma once

#include "base/random.h"

#include <chrono>

namespace ocp::outgoing {

/// How long to wait after so many failed tries: anything up to twice as long as after one less, an hour at
/// most (integrations.md §1). Chance keeps those who failed together from coming back together.
std::chrono::milliseconds back_off(int tries, RandomSource&);

} // namespace ocp::outgoing
