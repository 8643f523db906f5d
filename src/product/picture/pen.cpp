#include "product/picture/pen.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace ocp::product::picture {

namespace {

constexpr double turn_round = 2 * std::numbers::pi;

double to_a_tenth(double value)
{
    return std::round(value * 10) / 10;
}

} // namespace

std::string number(double value)
{
    auto const tenths = std::llround(value * 10);
    auto const whole = std::abs(tenths) / 10, rest = std::abs(tenths) % 10;
    std::string text = tenths < 0 ? "-" : "";
    if (whole != 0 || rest == 0) text += std::to_string(whole);
    if (rest != 0) text += "." + std::to_string(rest);
    return text;
}

/// A quadratic spline by relative steps: four short numbers a corner.
std::string curve(std::vector<Point> const& corners)
{
    auto const half_way = [&](std::size_t i) {
        auto const &a = corners[i % corners.size()], &b = corners[(i + 1) % corners.size()];
        return Point{(a.x + b.x) / 2, (a.y + b.y) / 2};
    };
    auto at = half_way(corners.size() - 1);
    at = {to_a_tenth(at.x), to_a_tenth(at.y)};
    auto path = "M" + number(at.x) + " " + number(at.y) + "q";
    bool is_first = true;
    auto const add = [&](double value) {
        auto const text = number(value);
        if (!is_first && !text.starts_with('-')) path += ' ';
        path += text;
        is_first = false;
    };
    for (std::size_t i = 0; i < corners.size(); ++i) {
        auto const end = half_way(i);
        add(corners[i].x - at.x);
        add(corners[i].y - at.y);
        Point const step{to_a_tenth(end.x - at.x), to_a_tenth(end.y - at.y)};
        add(step.x);
        add(step.y);
        at = {at.x + step.x, at.y + step.y};
    }
    return path + "z";
}

std::string blob(Dice& dice, Point centre, double radius, int corners, double roughness)
{
    std::vector<Point> points;
    for (int i = 0; i < corners; ++i) {
        auto const angle = turn_round * i / corners;
        auto const far = radius * (1.06 + dice.around(roughness));
        points.push_back({centre.x + std::cos(angle) * far, centre.y + std::sin(angle) * far});
    }
    return curve(points);
}

std::string wave(Dice& dice, double radius, int corners, double depth)
{
    std::array<double, 3> const phases{dice.roll() * 6, dice.roll() * 6, dice.roll() * 6};
    std::vector<Point> points;
    for (int i = 0; i < corners; ++i) {
        auto const angle = turn_round * i / corners;
        auto const far = radius
            * (1
                + depth
                    * (.5 * std::sin(3 * angle + phases[0]) + .4 * std::sin(7 * angle + phases[1])
                        + .35 * std::sin(12 * angle + phases[2])));
        points.push_back({middle.x + std::cos(angle) * far, middle.y + std::sin(angle) * far});
    }
    return curve(points);
}

std::string linear(std::string_view id, std::string_view from, std::string_view to, double x2, double y2)
{
    return fmt::format(R"svg(<linearGradient id="{}" x2="{}" y2="{}"><stop stop-color="{}"/>)svg"
                       R"svg(<stop offset="1" stop-color="{}"/></linearGradient>)svg",
        id, number(x2), number(y2), from, to);
}

std::string radial(std::string_view id, std::initializer_list<Stop> stops, double cx, double cy, double r)
{
    auto text = fmt::format(R"svg(<radialGradient id="{}" cx="{:g}" cy="{:g}" r="{:g}">)svg", id, cx, cy, r);
    for (auto const& stop : stops) {
        text += fmt::format(R"svg(<stop offset="{:g}" stop-color="{}")svg", stop.at, stop.colour);
        if (stop.opacity < 1) text += fmt::format(R"svg( stop-opacity="{:g}")svg", stop.opacity);
        text += "/>";
    }
    return text + "</radialGradient>";
}

std::string soft(std::string_view id, std::string_view colour, double opacity)
{
    return radial(id, {{0, colour, opacity}, {.55, colour, std::round(opacity * 62) / 100}, {1, colour, 0}},
        .5, .5, .5);
}

std::string patch(std::string_view gradient, Point at, double radius, double flat, double turn)
{
    auto text = fmt::format(R"svg(<ellipse cx="{}" cy="{}" rx="{}" ry="{}" fill="url(#{})")svg", number(at.x),
        number(at.y), number(radius), number(radius * flat), gradient);
    if (std::lround(turn) != 0)
        text += fmt::format(R"svg( transform="rotate({} {} {})")svg", std::lround(turn), std::lround(at.x),
            std::lround(at.y));
    return text + "/>";
}

Point somewhere(Dice& dice, double within)
{
    auto const angle = dice.roll() * turn_round, far = std::sqrt(dice.roll()) * within;
    return {middle.x + std::cos(angle) * far, middle.y + std::sin(angle) * far};
}

std::vector<Point> evenly(Dice& dice, int count, double within, double stray)
{
    constexpr double golden_angle = 2.39996;
    std::vector<Point> points;
    auto const begin = dice.roll() * turn_round;
    for (int i = 0; i < count; ++i) {
        auto const far = within * std::sqrt((i + .5) / count), angle = begin + i * golden_angle;
        points.push_back({middle.x + std::cos(angle) * far + dice.around(stray / 2),
            middle.y + std::sin(angle) * far + dice.around(stray / 2)});
    }
    return points;
}

std::string apart(std::string_view svg, char letter)
{
    static constexpr std::array<std::string_view, 3> before_names{" id=\"", "url(#", "href=\"#"};
    std::string renamed;
    renamed.reserve(svg.size() + svg.size() / 20);
    for (std::size_t i = 0; i < svg.size();) {
        auto const found = std::find_if(before_names.begin(), before_names.end(),
            [&](std::string_view before) { return svg.substr(i).starts_with(before); });
        if (found == before_names.end()) {
            renamed += svg[i++];
            continue;
        }
        renamed.append(*found) += letter;
        i += found->size();
    }
    return renamed;
}

} // namespace ocp::product::picture
