#pragma once

#include "base/refusal.h"

#include <string_view>

namespace ocp {

/// The HTTP status of a refusal.
unsigned status_of(Refusal);

/// What a person reads, in French: the fact, then what to do. No blame, no exclamation.
std::string_view sentence_of(Refusal);

} // namespace ocp
