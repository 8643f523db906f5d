#pragma once

#include "base/money.h"

#include <optional>
#include <string_view>

namespace ocp {

/// An amount as people type it: «12», «12,5», «12.50», «1 234,50 €». Nothing for anything else, for more than
/// two decimals, for signs, and above a million euros.
std::optional<Money> typed_money(std::string_view);

} // namespace ocp
