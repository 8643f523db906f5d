#pragma once

#include "base/refusal.h"
#include "base/words.h"

#include <chrono>

namespace ocp {

/// The HTTP status of a refusal.
unsigned status_of(Refusal);

/// After how long what was refused for being too much may go through; 0 where waiting does not help.
std::chrono::seconds retry_after(Refusal);

/// What a person reads: the fact, then what to do. No blame, no exclamation.
Text sentence_of(Refusal);

} // namespace ocp
