#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ocp::product::picture {

/// A thing that is sold as it came: a bottle, a can, a dessert. An SVG of 400 by 410 in the light of the
/// pizzas. Nothing when there is no such code.
std::optional<std::string> draw_portrait(std::string_view code);
bool is_portrait(std::string_view code);

} // namespace ocp::product::picture
