#include "supervision/template/graph.h"

#include <algorithm>
#include <cstdint>
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
        auto const first = i;
        std::string points;
        for (; i < figures.size() && figures[i]; ++i) {
            auto const y = graph_height * (1 - std::clamp(*figures[i] / top, 0.0, 1.0));
            points += fmt::format(
                "{}{:.1f} {:.1f}", points.empty() ? "" : "L", static_cast<double>(i) * step, y);
        }
        if (i - first == 1) points += fmt::format("h{:.1f}", shortest);
        curve.line += "M" + points;
        curve.area += fmt::format("M{}V{}H{:.1f}Z", points, graph_height, static_cast<double>(first) * step);
    }
    return curve;
}

double round_top(double highest)
{
    constexpr std::int64_t largest = 1'000'000'000'000'000;
    for (std::int64_t decade = 1000; decade < largest; decade *= 10)
        for (int const step : {1, 2, 5})
            if (auto const top = static_cast<double>(step * decade); highest <= top) return top;
    return static_cast<double>(largest);
}

} // namespace ocp::supervision
