#include "supervision/template/graph.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::supervision {

namespace {

/// A single figure between two gaps is seen, too.
constexpr double shortest = 2;

} // namespace

Curve curve_of(std::span<std::optional<double> const> figures, double top)
{
    Curve curve;
    if (figures.size() < 2 || top <= 0) return curve;
    auto const step = static_cast<double>(graph_width) / static_cast<double>(figures.size() - 1);
    for (std::size_t i = 0; i < figures.size();) {
        if (!figures[i]) {
            ++i;
            continue;
        }
        auto const left = static_cast<double>(i) * step;
        double right = left;
        std::string points;
        for (; i < figures.size() && figures[i]; ++i) {
            right = static_cast<double>(i) * step;
            auto const y = graph_height * (1 - std::clamp(*figures[i] / top, 0.0, 1.0));
            points += fmt::format("{}{:.1f} {:.1f}", points.empty() ? "" : "L", right, y);
        }
        if (right == left) {
            right = left + shortest;
            points += fmt::format("h{:.1f}", shortest);
        }
        curve.line += "M" + points;
        curve.area += fmt::format("M{}V{}H{:.1f}Z", points, graph_height, left);
    }
    return curve;
}

double round_top(double highest)
{
    for (double decade = 1000;; decade *= 10)
        for (double const step : {1.0, 2.0, 5.0})
            if (highest <= step * decade || decade > 1e15) return step * decade;
}

} // namespace ocp::supervision
