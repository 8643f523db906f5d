#pragma once

#include <optional>
#include <span>
#include <string>

namespace ocp::supervision {

/// A curve as the `d` of two SVG paths in a field of `graph_width` by `graph_height`.
struct Curve {
    std::string line; ///< broken where figures lack
    std::string area; ///< what lies below it
};
inline constexpr int graph_width = 300, graph_height = 72;

/// The figures from left to right, 0 at the bottom and `top` at the upper edge; what lies above stays there.
Curve curve_of(std::span<std::optional<double> const> figures, double top);

/// The next round number of bytes a second (1, 2 or 5 and noughts, 1000 at least): the scale of a graph
/// without an upper bound.
double round_top(double highest);

} // namespace ocp::supervision
