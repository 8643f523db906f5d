#include "product/picture/pen.h"
#include "product/picture/topping.h"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace ocp::product::picture {

namespace {

constexpr double turn_round = 2 * std::numbers::pi;

/// Round slices of a cheese with a rind, browned in places.
Topping round_cheese(
    Dice& dice, std::string_view code, std::string_view rind, std::string_view heart, std::string_view edge)
{
    Topping made{.shadow = R"svg(<circle r="26"/>)svg", .count = 9, .radius = 27, .turn = 25, .layer = 2};
    auto const fill = std::string{code} + "1";
    for (int piece = 0; piece < 2; ++piece) {
        auto svg = fmt::format(R"svg(<path d="{}" fill="{}"/>)svg", blob(dice, {0, 0}, 25, 12, .04), rind);
        svg += fmt::format(
            R"svg(<path d="{}" fill="url(#{})"/>)svg", blob(dice, {-.5, -1}, 23, 12, .05), fill);
        svg += fmt::format(
            R"svg(<path d="{}" fill="#d99a3e" opacity=".38"/>)svg", blob(dice, {3, 4}, 13, 9, .22));
        svg += fmt::format(
            R"svg(<path d="{}" fill="#b86f22" opacity=".42"/>)svg", blob(dice, {6, 3}, 6, 8, .25));
        made.pieces.push_back(svg
            + R"svg(<path d="M-18 -8A20 20 0 0 1 2 -20" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" opacity=".95"/>)svg");
    }
    made.gradients = radial(fill, {{0, "#ffffff"}, {.7, heart}, {1, edge}});
    return made;
}

Topping goat_cheese(Dice& dice)
{
    return round_cheese(dice, "chevre", "#e8d6ae", "#fdf6e3", "#efdfbb");
}

Topping reblochon(Dice& dice)
{
    auto made = round_cheese(dice, "reblochon", "#d98a3c", "#fdf0c8", "#f3d58f");
    made.count = 8;
    return made;
}

Topping saint_marcellin(Dice& dice)
{
    auto made = round_cheese(dice, "saint_marcellin", "#f1e6cd", "#fff8e6", "#f0d9a4");
    made.count = 6;
    made.scale = 1.35;
    made.radius = 28;
    return made;
}

/// A whole ball in the middle, torn open so that its cream runs.
Topping burrata(Dice& dice)
{
    auto svg
        = fmt::format(R"svg(<path d="{}" fill="#fff4dc" opacity=".8"/>)svg", blob(dice, {2, 6}, 62, 13, .13));
    svg += fmt::format(R"svg(<path d="{}" fill="url(#burrata1)"/>)svg", blob(dice, {0, 0}, 46, 16, .05));
    svg += R"svg(<path d="M-20 -10q14 -16 30 -6q14 8 20 -2" fill="none" stroke="#e3cfa3" stroke-width="3" stroke-linecap="round"/><path d="M-16 6q16 12 34 2M-4 20q10 6 22 0" fill="none" stroke="#ead9b2" stroke-width="2.6" stroke-linecap="round"/><path d="M-32 -16A38 38 0 0 1 -4 -38" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/><path d="M10 12q12 4 20 16" fill="none" stroke="#b7a22c" stroke-opacity=".6" stroke-width="3" stroke-linecap="round"/>)svg";
    return {.pieces = {svg},
        .shadow = R"svg(<circle r="50"/>)svg",
        .count = 1,
        .radius = 56,
        .turn = 0,
        .layer = 8,
        .lift = 1.8,
        .is_centred = true,
        .gradients = radial("burrata1", {{0, "#ffffff"}, {.7, "#fffaf0"}, {1, "#efdfc0"}}, .4, .34, .7)};
}

Topping blue_cheese(Dice& dice)
{
    Topping made{.shadow = R"svg(<circle r="15"/>)svg", .count = 12, .radius = 16, .turn = 90, .layer = 3};
    for (int piece = 0; piece < 3; ++piece) {
        auto svg
            = fmt::format(R"svg(<path d="{}" fill="url(#bleu1)" stroke="#d9c79b" stroke-width="1.2"/>)svg",
                blob(dice, {0, 0}, 15, 9, .16));
        for (int i = 0; i < 6; ++i) {
            auto const angle = dice.roll() * turn_round, far = dice.roll() * 10;
            auto const vein
                = blob(dice, {std::cos(angle) * far, std::sin(angle) * far}, 1.6 + dice.roll() * 2.2, 6, .4);
            svg += fmt::format(
                R"svg(<path d="{}" fill="#5b7f86" opacity="{}"/>)svg", vein, number(.55 + dice.roll() * .3));
        }
        made.pieces.push_back(svg);
    }
    made.gradients = radial("bleu1", {{0, "#fffdf3"}, {1, "#f0e2bd"}});
    return made;
}

Topping parmesan(Dice& dice)
{
    Topping made{.shadow = R"svg(<path d="M-17 -3L-5 -8L18 -1L9 5L-6 7Z"/>)svg",
        .count = 13,
        .radius = 14,
        .layer = 8,
        .lift = 1.3};
    for (int piece = 0; piece < 3; ++piece) {
        std::string path;
        for (auto const& corner : {Point{-17, -3}, {-5, -8}, {8, -6}, {18, -1}, {9, 5}, {-6, 7}})
            path += (path.empty() ? "M" : "L") + number(corner.x + dice.around(3)) + " "
                + number(corner.y + dice.around(2));
        made.pieces.push_back(fmt::format(
            R"svg(<path d="{}Z" fill="url(#parmesan1)" stroke="#d9b865" stroke-width="1" stroke-linejoin="round"/>)svg",
            path));
    }
    made.gradients = linear("parmesan1", "#fffbe8", "#f3dfa2");
    return made;
}

Topping egg(Dice& dice)
{
    auto svg
        = fmt::format(R"svg(<path d="{}" fill="#efdcb4" opacity=".75"/>)svg", blob(dice, {0, 0}, 52, 15, .1));
    svg += fmt::format(R"svg(<path d="{}" fill="url(#oeuf1)"/>)svg", blob(dice, {0, -1}, 48, 15, .1));
    svg += R"svg(<circle cx="2" cy="-1" r="21.5" fill="#e08a0c"/><circle cx="2" cy="-2" r="20.5" fill="url(#oeuf2)"/><ellipse cx="-5" cy="-10" rx="6.5" ry="4" fill="#fff" opacity=".85" transform="rotate(-28 -5 -10)"/>)svg";
    return {.pieces = {svg},
        .shadow = R"svg(<circle r="50"/>)svg",
        .count = 1,
        .radius = 50,
        .turn = 0,
        .layer = 7,
        .is_centred = true,
        .gradients = radial("oeuf1", {{0, "#fff"}, {.75, "#fffaf0"}, {1, "#f3e5c6"}}, .5, .5, .6)
            + radial("oeuf2", {{0, "#ffd34a"}, {.6, "#fdb515"}, {1, "#ee960a"}})};
}

Topping anchovy(Dice&)
{
    return {.pieces
        = {R"svg(<path d="M-38 2C-26 -8 -10 -6 4 -1C16 3 28 0 38 -7C33 5 18 10 4 8C-10 6 -24 6 -38 2Z" fill="url(#anchois1)" stroke="#4d2a1c" stroke-opacity=".55" stroke-width="1"/><path d="M-32 1C-18 -4 0 2 12 4C20 5 28 2 33 -2" fill="none" stroke="#f6dcc6" stroke-opacity=".85" stroke-width="1.4"/><path d="M-26 -2.5C-12 -6 0 -2 10 1" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="1.8" stroke-linecap="round"/>)svg"},
        .shadow
        = R"svg(<path d="M-38 2C-26 -8 -10 -6 4 -1C16 3 28 0 38 -7C33 5 18 10 4 8C-10 6 -24 6 -38 2Z"/>)svg",
        .count = 8,
        .radius = 30,
        .gradients = linear("anchois1", "#c08a62", "#7d4a30")};
}

Topping salmon(Dice& dice)
{
    Topping made{.shadow = R"svg(<path d="M-34 2q10 -16 24 -10t26 -1t20 9q-10 14 -24 7t-26 2t-20 -7z"/>)svg",
        .count = 8,
        .radius = 33,
        .layer = 3,
        .scale = 1.08};
    for (int piece = 0; piece < 3; ++piece) {
        std::vector<Point> corners;
        for (auto const& corner : {Point{-34, 2}, {-24, -12}, {-10, -8}, {2, -15}, {16, -9}, {30, -13},
                 {36, 0}, {24, 10}, {12, 7}, {0, 14}, {-14, 9}, {-26, 14}})
            corners.push_back({corner.x + dice.around(3), corner.y + dice.around(3)});
        auto const cut = curve(corners);
        made.pieces.push_back(fmt::format(
            R"svg(<path d="{0}" fill="#d9532c"/><path d="{0}" fill="url(#saumon1)" transform="translate(-.6 -1)scale(.96)"/>)svg"
            R"svg(<path d="M-27 3q10 -9 18 -3t16 -3t22 0M-22 9q10 -7 18 -2t16 -3t14 0M-20 -5q8 -5 13 -1t12 -3t16 -1" fill="none" stroke="#ffdcc8" stroke-width="1.5" stroke-opacity=".8" stroke-linecap="round"/>)svg"
            R"svg(<path d="M-12 -3q5 6 3 12M10 -6q6 5 3 12" fill="none" stroke="#c8431f" stroke-opacity=".4" stroke-width="3" stroke-linecap="round"/>)svg"
            R"svg(<path d="M-24 -6q9 -5 14 -1M6 -10q7 -3 12 1" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="2.4" stroke-linecap="round"/>)svg",
            cut));
    }
    made.gradients = linear("saumon1", "#ffa57c", "#f0703f", 1, 1);
    return made;
}

/// Flakes that have fallen apart.
Topping tuna(Dice& dice)
{
    Topping made{.shadow = R"svg(<path d="M-16 2q3 -11 15 -10t17 8q-5 10 -16 9t-16 -7z"/>)svg",
        .count = 18,
        .radius = 16,
        .layer = 4};
    for (int piece = 0; piece < 3; ++piece)
        made.pieces.push_back(fmt::format(
            R"svg(<path d="{}" fill="url(#thon1)" stroke="#9a6a4a" stroke-opacity=".5" stroke-width="1"/>)svg"
            R"svg(<path d="M-10 1q8 -6 19 -2M-8 6q8 -4 15 -2M-6 -4q6 -3 11 -2" fill="none" stroke="#8f5f42" stroke-opacity=".55" stroke-width="1.3" stroke-linecap="round"/>)svg"
            R"svg(<path d="M-9 -5q4 -4 9 -4" fill="none" stroke="#fff4e8" stroke-width="1.8" stroke-linecap="round" opacity=".9"/>)svg",
            blob(dice, {0, 0}, 14, 9, .2)));
    made.gradients = linear("thon1", "#f6d9bd", "#d59a70", 1, 1);
    return made;
}

Topping shrimp(Dice&)
{
    return {.pieces
        = {R"svg(<path d="M16 -9C6 -20 -14 -16 -17 0C-19 13 -8 20 2 18C-4 14 -6 6 -1 2C4 -3 12 0 18 -3C20 -5 19 -8 16 -9Z" fill="url(#crevette1)" stroke="#c04a22" stroke-opacity=".6" stroke-width="1.2"/><path d="M-15 -6q7 2 10 6M-9 -13q5 4 7 9M0 -15q3 5 3 9M-16 4q7 -1 12 2" fill="none" stroke="#e0623a" stroke-opacity=".75" stroke-width="2" stroke-linecap="round"/><path d="M-11 -9C-6 -15 3 -15 9 -11" fill="none" stroke="#fff1e6" stroke-width="2.2" stroke-linecap="round" opacity=".9"/><path d="M2 18L10 23L3 22L6 27Z" fill="#d9532c"/>)svg"},
        .shadow
        = R"svg(<path d="M16 -9C6 -20 -14 -16 -17 0C-19 13 -8 20 2 18C-4 14 -6 6 -1 2C4 -3 12 0 18 -3C20 -5 19 -8 16 -9Z"/>)svg",
        .count = 10,
        .radius = 22,
        .layer = 6,
        .lift = 1.2,
        .gradients = linear("crevette1", "#ffc3a0", "#f07f4f")};
}

constexpr std::array all{NamedTopping{"chevre", goat_cheese}, NamedTopping{"reblochon", reblochon},
    NamedTopping{"saint_marcellin", saint_marcellin}, NamedTopping{"burrata", burrata},
    NamedTopping{"bleu", blue_cheese}, NamedTopping{"parmesan", parmesan}, NamedTopping{"oeuf", egg},
    NamedTopping{"anchois", anchovy}, NamedTopping{"saumon", salmon}, NamedTopping{"thon", tuna},
    NamedTopping{"crevette", shrimp}};

} // namespace

std::span<NamedTopping const> sea_and_dairy()
{
    return all;
}

} // namespace ocp::product::picture
