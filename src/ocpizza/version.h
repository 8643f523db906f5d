#pragma once

#include <string_view>

namespace ocp {

/// Of the program; CHANGELOG.md says what each brings.
inline constexpr std::string_view version = "0.1.0";

} // namespace ocp
