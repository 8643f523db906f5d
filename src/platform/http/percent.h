#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ocp::http {

enum class Plus { IsItself, IsBlank };

/// Undoes percent-encoding; nothing when an escape is broken, or the outcome is not UTF-8 or holds a NUL.
std::optional<std::string> percent_decode(std::string_view text, Plus plus);

} // namespace ocp::http
