#pragma once

#include <string_view>

namespace ocp {

/// Whether `given` looks like a mistyped `meant`: they differ in case, or by one letter added, lost, changed
/// or swapped with its neighbour. Names under six letters are never judged: too many honest words lie near
/// them.
bool is_near_miss(std::string_view given, std::string_view meant);

} // namespace ocp
