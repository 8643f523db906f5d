#pragma once

#include "base/refusal.h"
#include "base/words.h"

namespace ocp {

/// The HTTP status of a refusal.
unsigned status_of(Refusal);

/// What a person reads: the fact, then what to do. No blame, no exclamation.
Text sentence_of(Refusal);

} // namespace ocp
