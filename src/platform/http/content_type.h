#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::http {

/// A header such as `form-data; name="x"; filename="y"` taken apart: names in lower case, quotes undone.
struct ParameterList {
    std::string value;
    std::vector<std::pair<std::string, std::string>> parameters;
    /// Nothing when absent.
    std::optional<std::string_view> parameter(std::string_view name) const;
};
/// Nothing when malformed, or a parameter stands there twice.
std::optional<ParameterList> parse_parameters(std::string_view header);

} // namespace ocp::http
