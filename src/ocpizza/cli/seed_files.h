#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace ocp::seeds {

/// A file of db/seeds by its name, as it was compiled in.
std::string_view file(std::string_view name);

/// The same, read. The order of its keys is kept: a recipe is written in the order of its sheet.
nlohmann::ordered_json json(std::string_view name);

} // namespace ocp::seeds
