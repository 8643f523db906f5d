#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::product::picture {

/// A pizza as its recipe makes it, an SVG of 400 by 410: dough, sauce, cheese that melted, what lies on it,
/// what is poured over it. The same drawings give the same bytes, always, in whatever order they are named:
/// they may be kept for ever. Under 20 KB when compressed.
///
/// `drawings`: codes of `ingredients.drawing`; unknown ones and "" are not seen.
std::string draw_pizza(std::span<std::string_view const> drawings);

/// The same folded, as a calzone is: what is in it shows through three cuts.
std::string draw_folded(std::span<std::string_view const> drawings);

/// The same in its open box.
std::string draw_boxed(std::span<std::string_view const> drawings);

/// The same in a bowl: leaves, and what lies on them.
std::string draw_salad(std::span<std::string_view const> drawings);

/// Two pizzas in one, the first one left.
std::string draw_halves(std::span<std::string_view const> left, std::span<std::string_view const> right);

} // namespace ocp::product::picture
