#pragma once

#include "base/random.h"

#include <string>
#include <string_view>

namespace ocp::bank {

/// An id nobody can guess, as Stripe writes them: "pi_3f2a…".
std::string new_id(std::string_view prefix, RandomSource&);

} // namespace ocp::bank
