#include "product/picture/pen.h"
#include "product/picture/topping.h"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace ocp::product::picture {

namespace {

constexpr double turn_round = 2 * std::numbers::pi;

/// Round slices of sausage with flecks of fat.
Topping sausage(Dice& dice, std::string_view code, std::string_view light, std::string_view body,
    std::string_view rim, std::string_view fat)
{
    Topping made{.shadow = R"svg(<circle r="26"/>)svg", .count = 13, .radius = 26, .turn = 25, .layer = 3};
    auto const fill = std::string{code} + "1";
    for (int piece = 0; piece < 3; ++piece) {
        auto svg
            = fmt::format(R"svg(<path d="{}" fill="url(#{})"/>)svg", blob(dice, {0, 0}, 25, 14, .025), fill);
        svg += fmt::format(
            R"svg(<path d="{}" fill="none" stroke="{}" stroke-opacity=".45" stroke-width="2.4"/>)svg",
            blob(dice, {0, 0}, 22, 14, .03), rim);
        for (int i = 0; i < 13; ++i) {
            auto const angle = dice.roll() * turn_round, far = std::sqrt(dice.roll()) * 19;
            svg += fmt::format(R"svg(<ellipse cx="{}" cy="{}" rx="{}" ry="{}" fill="{}" opacity="{}"/>)svg",
                number(std::cos(angle) * far), number(std::sin(angle) * far), number(.9 + dice.roll() * 2),
                number(.7 + dice.roll() * 1.2), dice.roll() < .55 ? fat : rim,
                number(.35 + dice.roll() * .35));
        }
        made.pieces.push_back(svg
            + R"svg(<path d="M-19 -9A21 21 0 0 1 4 -21" fill="none" stroke="#ffc4ac" stroke-opacity=".55" stroke-width="2.6" stroke-linecap="round"/>)svg");
    }
    made.gradients = radial(fill, {{0, light}, {.7, body}, {1, rim}}, .4, .35, .68);
    return made;
}

Topping pepperoni(Dice& dice)
{
    return sausage(dice, "pepperoni", "#d8452a", "#bb2a16", "#7a1407", "#f0a183");
}

Topping chorizo(Dice& dice)
{
    auto made = sausage(dice, "chorizo", "#e0552a", "#c0381a", "#86200a", "#f6b48a");
    made.count = 16;
    made.radius = 21;
    made.scale = .82;
    return made;
}

/// Dried sausage of Lyon: larger slices, darker, with more and larger flecks.
Topping rosette(Dice& dice)
{
    auto made = sausage(dice, "rosette", "#b8503f", "#973427", "#5f1c14", "#f7d7c6");
    made.count = 9;
    made.radius = 31;
    made.scale = 1.18;
    return made;
}

/// Torn slices; `edge` is what shows behind them.
Topping ham(Dice& dice, std::string_view code, std::string_view from, std::string_view to,
    std::string_view edge, std::string_view vein)
{
    static constexpr std::array<Point, 11> outline{Point{-26, -4}, {-17, -14}, {-3, -11}, {10, -16}, {26, -8},
        {22, 4}, {27, 12}, {9, 13}, {-4, 10}, {-16, 16}, {-27, 9}};
    Topping made{
        .shadow = R"svg(<path d="M-26 -4q9 -12 23 -7t29 3q-2 14 1 20q-20 4 -31 -2q-15 8 -23 -1z"/>)svg",
        .count = 11,
        .radius = 27,
        .layer = 2,
        .scale = 1.16};
    auto const fill = std::string{code} + "1";
    for (int piece = 0; piece < 3; ++piece) {
        std::vector<Point> corners;
        for (auto const& corner : outline)
            corners.push_back({corner.x * 1.02 + dice.around(4), corner.y * 1.05 + dice.around(3.5)});
        auto const cut = curve(corners);
        made.pieces.push_back(fmt::format(
            R"svg(<path d="{0}" fill="{1}"/><path d="{0}" fill="url(#{2})" transform="translate(-.6 -.9)scale(.95)"/>)svg"
            R"svg(<path d="M-18 -6q9 8 18 1t19 0q-8 5 -18 5t-19 -6z" fill="{3}" opacity=".5"/>)svg"
            R"svg(<path d="M-20 4q8 6 15 4" fill="none" stroke="{3}" stroke-opacity=".5" stroke-width="2.2" stroke-linecap="round"/>)svg"
            R"svg(<path d="M-19 -8q8 -5 15 -2M2 -9q7 -4 15 -2" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="2.4" stroke-linecap="round"/>)svg",
            cut, edge, fill, vein));
    }
    made.gradients = linear(fill, from, to, 1, 1);
    return made;
}

Topping cooked_ham(Dice& dice)
{
    return ham(dice, "jambon", "#fbc9c2", "#ee9b98", "#c9606c", "#d9717c");
}

Topping raw_ham(Dice& dice)
{
    auto made = ham(dice, "jambon_cru", "#d8655c", "#a93438", "#f3d9cd", "#f4d5c8");
    made.count = 8;
    made.layer = 6;
    made.scale = 1.3;
    made.lift = 1.3;
    return made;
}

Topping bacon(Dice& dice)
{
    Topping made{.shadow = R"svg(<rect x="-17" y="-8" width="34" height="16" rx="5"/>)svg",
        .count = 20,
        .radius = 15,
        .layer = 5,
        .scale = .82};
    for (int piece = 0; piece < 3; ++piece) {
        auto const w = 15 + dice.roll() * 4, h = 7 + dice.roll() * 2;
        made.pieces.push_back(fmt::format(
            R"svg(<rect x="{}" y="{}" width="{}" height="{}" rx="5" fill="url(#lardon1)"/>)svg"
            R"svg(<path d="M{} -1.5C-5 {} 5 3 {} -1" stroke="#f8d9c2" stroke-width="{}" fill="none" stroke-linecap="round" opacity=".92"/>)svg"
            R"svg(<path d="M{} {}H{}" stroke="#ffd9c6" stroke-opacity=".6" stroke-width="1.6" stroke-linecap="round"/>)svg",
            number(-w), number(-h), number(2 * w), number(2 * h), number(3 - w), number(-5 + dice.roll() * 3),
            number(w - 3), number(2.5 + dice.roll() * 2), number(3 - w), number(2.6 - h), number(w - 5)));
    }
    made.gradients = linear("lardon1", "#d0604a", "#8f2f22");
    return made;
}

Topping merguez(Dice&)
{
    return {.pieces
        = {R"svg(<rect x="-20" y="-8.5" width="40" height="17" rx="8.5" fill="url(#merguez1)"/><path d="M-14 -4.5H12" stroke="#f3b08a" stroke-opacity=".7" stroke-width="2.2" stroke-linecap="round"/><path d="M-8 7L-5 -7M3 8L6 -7M13 6L15 -5" stroke="#4b0f08" stroke-opacity=".45" stroke-width="1.5"/>)svg",
            R"svg(<circle r="12" fill="#6d170d"/><circle r="10.3" fill="url(#merguez2)"/><circle cx="-3" cy="2" r="1.5" fill="#f0b892" opacity=".7"/><circle cx="4" cy="-2" r="1.2" fill="#f0b892" opacity=".7"/><circle cx="2" cy="5" r="1" fill="#3f0b06" opacity=".6"/>)svg"},
        .shadow = R"svg(<rect x="-18" y="-8.5" width="36" height="17" rx="8.5"/>)svg",
        .count = 14,
        .radius = 19,
        .gradients = linear("merguez1", "#b23a23", "#6a140b") + linear("merguez2", "#c4583c", "#8e2414")};
}

Topping minced_beef(Dice& dice)
{
    Topping made{.shadow = R"svg(<circle r="10"/>)svg", .count = 34, .radius = 10};
    for (int piece = 0; piece < 4; ++piece) {
        auto svg = fmt::format(
            R"svg(<path d="{}" fill="url(#boeuf1)"/>)svg", blob(dice, {0, 0}, 9 + dice.roll() * 3, 8, .2));
        made.pieces.push_back(svg
            + fmt::format(
                R"svg(<path d="{}" fill="#c48a62" opacity=".6"/>)svg", blob(dice, {-2, -2.5}, 3.5, 6, .3)));
    }
    made.gradients = radial("boeuf1", {{0, "#96603d"}, {.6, "#6c3b22"}, {1, "#44200f"}});
    return made;
}

/// Strips of roast chicken, pale with brown edges.
Topping chicken(Dice& dice)
{
    Topping made{.shadow = R"svg(<path d="M-22 -4q8 -9 22 -7t22 3q2 8 -3 12q-20 5 -38 -1z"/>)svg",
        .count = 14,
        .radius = 20,
        .layer = 4};
    for (int piece = 0; piece < 3; ++piece) {
        std::vector<Point> corners;
        for (auto const& corner :
            {Point{-22, -3}, {-10, -10}, {5, -9}, {21, -5}, {22, 4}, {8, 9}, {-8, 8}, {-20, 7}})
            corners.push_back({corner.x + dice.around(3), corner.y + dice.around(2.5)});
        auto const cut = curve(corners);
        made.pieces.push_back(fmt::format(
            R"svg(<path d="{0}" fill="#b8762f"/><path d="{0}" fill="url(#poulet1)" transform="translate(-.5 -.9)scale(.93)"/>)svg"
            R"svg(<path d="M-14 -2q9 -4 27 0M-15 3q10 -3 24 1" fill="none" stroke="#c98d49" stroke-opacity=".65" stroke-width="1.6" stroke-linecap="round"/>)svg"
            R"svg(<path d="M8 -6q7 0 10 3" fill="none" stroke="#8a4a14" stroke-opacity=".5" stroke-width="2.6" stroke-linecap="round"/>)svg"
            R"svg(<path d="M-15 -6q7 -3 14 -2" fill="none" stroke="#fff8e6" stroke-opacity=".9" stroke-width="2.2" stroke-linecap="round"/>)svg",
            cut));
    }
    made.gradients = linear("poulet1", "#fbe9c4", "#e3b573", 1, 1);
    return made;
}

constexpr std::array all{NamedTopping{"pepperoni", pepperoni}, NamedTopping{"chorizo", chorizo},
    NamedTopping{"rosette", rosette}, NamedTopping{"jambon", cooked_ham}, NamedTopping{"jambon_cru", raw_ham},
    NamedTopping{"lardon", bacon}, NamedTopping{"merguez", merguez}, NamedTopping{"boeuf", minced_beef},
    NamedTopping{"poulet", chicken}};

} // namespace

std::span<NamedTopping const> meats()
{
    return all;
}

} // namespace ocp::product::picture
