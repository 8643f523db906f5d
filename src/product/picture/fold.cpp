#include "product/picture/fold.h"

#include "product/picture/pen.h"

#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace ocp::product::picture {

namespace {

constexpr double degrees = 180 / std::numbers::pi;
/// The half-moon: the fold above, a bow of this round the hinge below.
constexpr Point hinge{200, 150};
constexpr double across = 184, down = 190;

Point on_bow(double angle, double share = 1)
{
    return {hinge.x + std::cos(angle) * across * share, hinge.y + std::sin(angle) * down * share};
}

/// From the right end of the bow to its left one, and back over the fold, which is drawn by hand.
std::string outline(Dice& dice)
{
    constexpr int corners = 22, folds = 7;
    std::vector<Point> points;
    for (int i = 0; i <= corners; ++i)
        points.push_back(on_bow(std::numbers::pi * i / corners, 1 + dice.around(.012)));
    for (int i = 1; i < folds; ++i) {
        auto const share = static_cast<double>(i) / folds;
        points.push_back({hinge.x - across + share * 2 * across,
            hinge.y - std::pow(std::sin(std::numbers::pi * share), .9) * 60 + dice.around(3)});
    }
    return curve(points);
}

/// Three cuts side by side that the oven has opened, as far as `wider` beyond.
std::string cuts(Dice& dice, double wider)
{
    constexpr int corners = 14;
    constexpr double lean = .42;
    std::string drawn;
    for (int cut = -1; cut <= 1; ++cut) {
        Point const centre{200. + cut * 84, 204. - std::abs(cut) * 12};
        auto const half = 66. - std::abs(cut) * 11;
        std::vector<Point> points;
        for (int i = 0; i < corners; ++i) {
            auto const angle = 2 * std::numbers::pi * i / corners;
            auto const along = std::sin(angle) * (half + wider);
            auto const aside = std::cos(angle) * std::abs(std::cos(angle)) * (29 + wider) + dice.around(1.6);
            points.push_back({centre.x + aside * std::cos(lean) - along * std::sin(lean),
                centre.y + along * std::cos(lean) + aside * std::sin(lean)});
        }
        drawn += curve(points);
    }
    return drawn;
}

/// Fingers pressed the edge together, one beside the other.
std::string pleats(Dice& dice)
{
    std::string drawn;
    constexpr int count = 21;
    for (int i = 0; i < count; ++i) {
        auto const angle = std::numbers::pi * (.035 + .93 * (i + .5) / count);
        auto const at = on_bow(angle, .925);
        auto const turn = std::lround(angle * degrees + 62 + dice.around(5));
        auto const long_way = 25 + dice.roll() * 4, short_way = 11.5 + dice.roll() * 2;
        drawn += fmt::format(
            R"svg(<g transform="translate({} {})rotate({})"><ellipse cx="1.5" cy="3" rx="{}" ry="{}" fill="#5a2706" opacity=".4"/><ellipse rx="{}" ry="{}" fill="url(#fp)"/><ellipse cx="-4" cy="-3.5" rx="{}" ry="3" fill="#fff3d0" opacity=".5"/></g>)svg",
            number(at.x), number(at.y), turn, number(long_way), number(short_way), number(long_way),
            number(short_way), number(long_way * .5));
    }
    return drawn;
}

/// Where the oven's heat was greatest.
std::string blisters(Dice& dice)
{
    std::string drawn;
    auto const spot = [&](std::string_view gradient, double from, double to, double radius, double flat) {
        auto const angle = std::numbers::pi * (.03 + dice.roll() * .94);
        auto const at = on_bow(angle, from + dice.roll() * (to - from));
        drawn += patch(gradient, at, radius, flat, angle * degrees + 90 + dice.around(20));
    };
    for (int i = 0; i < 16; ++i)
        spot("k6", .62, .86, 10 + dice.roll() * 14, .5);
    for (int i = 0; i < 20; ++i)
        spot("k2", .66, 1, 6 + dice.roll() * 13, .45 + dice.roll() * .3);
    for (int i = 0; i < 20; ++i)
        spot("k1", .64, .98, 2 + dice.roll() * dice.roll() * 7, .7);
    for (int i = 0; i < 15; ++i) {
        auto const share = .08 + dice.roll() * .84;
        Point const at{hinge.x - across + share * 2 * across,
            hinge.y - std::sin(std::numbers::pi * share) * (12 + dice.roll() * 34)};
        drawn += patch(i % 3 == 0 ? "k1" : "k2", at, i % 3 == 0 ? 2 + dice.roll() * 4 : 7 + dice.roll() * 11,
            .45, dice.around(14));
    }
    return drawn;
}

} // namespace

Fold fold(Dice& dice)
{
    Fold made;
    auto const dough = outline(dice);
    auto const seed = dice.seed();
    Dice lip{seed}, open{seed}, shade{seed};
    made.definitions
        = radial("fd", {{0, "#fbe2a8"}, {.42, "#efc06f"}, {.72, "#dd9c48"}, {.9, "#c47a2e"}, {1, "#8f4d18"}},
              .42, .34, .66)
        + radial("fp", {{0, "#f7d693"}, {.6, "#e3a855"}, {1, "#b56b26"}}, .4, .3, .75)
        + fmt::format(
            R"svg(<clipPath id="fc"><path d="{}"/></clipPath><clipPath id="fm"><path d="{}"/></clipPath>)svg",
            dough, cuts(open, 0));
    made.below = fmt::format(
        R"svg(<g transform="rotate(-5 200 205)translate(0 -12)"><ellipse cx="206" cy="238" rx="190" ry="124" fill="url(#sw)"/><path d="{}" fill="url(#fd)" stroke="#6b330c" stroke-opacity=".5" stroke-width="2"/>)svg"
        R"svg(<path d="{}" fill="#a8601f"/><g clip-path="url(#fm)"><g transform="translate(-26 8)scale(.95)">)svg",
        dough, cuts(lip, 6));
    made.above = fmt::format(
        R"svg(</g></g><path d="{}" fill="none" stroke="#ffe7ae" stroke-opacity=".55" stroke-width="2.5" transform="translate(0 1.5)"/><g clip-path="url(#fc)">)svg",
        cuts(shade, 6));
    made.above += pleats(dice) + "</g>" + blisters(dice) + "</g>";
    return made;
}

} // namespace ocp::product::picture
