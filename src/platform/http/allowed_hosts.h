#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::http {

/// The name in a Host header: lower case, without port, one trailing dot cut. Nothing when it is none, that
/// is not
/// `^([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d+)?$` in any case.
std::optional<std::string> host_name(std::string_view header);

/// True when the name is one of the entries, or ends with an entry that begins with a dot (".pizza.fr" lets
/// "lyon.pizza.fr" in, and "pizza.fr").
bool is_allowed_host(std::string_view name, std::vector<std::string> const& allowed);

} // namespace ocp::http
