#include "product/picture/pen.h"
#include "product/picture/topping.h"

#include <array>
#include <cmath>
#include <fmt/format.h>

namespace ocp::product::picture {

namespace {

Topping mushroom(Dice&)
{
    constexpr auto slice
        = R"svg(<path d="M-22 -1C-23 -17 -10 -23 0 -23S23 -17 22 -1C20 4 11 3 7 1C7 8 8 14 6 18C3 21 -3 21 -6 18C-8 14 -7 8 -7 1C-11 3 -20 4 -22 -1Z" fill="url(#champignon1)" stroke="#8a6238" stroke-width="1.6"/><path d="M-17 -3C-15 -13 -8 -17 0 -17S15 -13 17 -3C12 -1 8 -3 6 -4C4 -7 -4 -7 -6 -4C-8 -3 -12 -1 -17 -3Z" fill="#a97c4d" opacity=".62"/><path d="M-14 -5C-12 -11 -7 -14 0 -14S12 -11 14 -5" fill="none" stroke="#6d4722" stroke-opacity=".5" stroke-width="1.3"/><path d="M-3.5 1L-2.5 16M2 2L2.5 16" stroke="#b7925f" stroke-opacity=".55" stroke-width="1.2"/><path d="M-17 -11C-13 -18 -7 -20.5 0 -20.5" fill="none" stroke="#fffdf3" stroke-width="2.2" stroke-linecap="round" opacity=".9"/>)svg";
    return {.pieces = {fmt::format(R"svg(<g transform="scale(.92 1)">{}</g>)svg", slice), slice},
        .shadow
        = R"svg(<path d="M-22 -1C-23 -17 -10 -23 0 -23S23 -17 22 -1C20 4 11 3 7 1C7 8 8 14 6 18C3 21 -3 21 -6 18C-8 14 -7 8 -7 1C-11 3 -20 4 -22 -1Z"/>)svg",
        .count = 11,
        .radius = 24,
        .scale = .98,
        .gradients = linear("champignon1", "#fdf3dc", "#dcbb8a")};
}

Topping black_olive(Dice&)
{
    return {.pieces
        = {R"svg(<circle r="10.5" fill="url(#olive1)"/><circle r="4.2" fill="#7c1f12"/><circle r="4.2" fill="none" stroke="#0d090a" stroke-width="1.6"/><path d="M-7 -4.5A8.3 8.3 0 0 1 1 -8.2" fill="none" stroke="#c9bcc8" stroke-width="1.7" stroke-linecap="round" opacity=".85"/>)svg",
            R"svg(<ellipse rx="8.5" ry="11.5" fill="url(#olive1)"/><ellipse cx="-2.6" cy="-4.5" rx="1.7" ry="3" fill="#e9e0e8" opacity=".75"/>)svg"},
        .shadow = R"svg(<circle r="11"/>)svg",
        .count = 12,
        .radius = 12,
        .turn = 40,
        .layer = 6,
        .gradients = radial("olive1", {{0, "#5c4a54"}, {.55, "#2d2328"}, {1, "#120d0f"}})};
}

Topping green_olive(Dice&)
{
    return {.pieces
        = {R"svg(<circle r="10.5" fill="url(#olive_verte1)"/><circle r="4.2" fill="#5d6a1d"/><circle r="4.2" fill="none" stroke="#46530f" stroke-width="1.2"/><path d="M-7 -4.5A8.3 8.3 0 0 1 1 -8.2" fill="none" stroke="#f4f6cf" stroke-width="1.7" stroke-linecap="round" opacity=".8"/>)svg"},
        .shadow = R"svg(<circle r="11"/>)svg",
        .count = 12,
        .radius = 12,
        .turn = 40,
        .layer = 6,
        .gradients = radial("olive_verte1", {{0, "#c5cb62"}, {.6, "#98a236"}, {1, "#66701c"}})};
}

Topping basil(Dice&)
{
    constexpr auto leaf
        = R"svg(<path d="M0 -27C13 -22 19 -6 12 9C8 18 3 23 0 27C-4 23 -10 17 -13 8C-19 -7 -12 -23 0 -27Z" fill="url(#{})"/><path d="M0 -25C1 -8 1 8 0 26" fill="none" stroke="#cfe39a" stroke-opacity=".75" stroke-width="1.5"/><path d="M0 -14C5 -15 9 -13 12 -9M0 -4C5 -5 10 -3 13 1M0 7C4 6 8 8 10 11M0 -14C-5 -15 -9 -13 -12 -9M0 -4C-5 -5 -10 -3 -13 1M0 7C-4 6 -8 8 -10 11" fill="none" stroke="#dff0ad" stroke-opacity=".35"/><path d="M-9 -15C-13 -8 -14 0 -11 7" fill="none" stroke="#e9f7c4" stroke-opacity=".55" stroke-width="2.4" stroke-linecap="round"/>)svg";
    return {.pieces = {fmt::format(leaf, "basilic1"), fmt::format(leaf, "basilic2")},
        .shadow
        = R"svg(<path d="M0 -27C13 -22 19 -6 12 9C8 18 3 23 0 27C-4 23 -10 17 -13 8C-19 -7 -12 -23 0 -27Z"/>)svg",
        .count = 8,
        .radius = 26,
        .layer = 9,
        .scale = .95,
        .lift = 1.6,
        .gradients = linear("basilic1", "#5fa33a", "#256b22") + linear("basilic2", "#4b9434", "#1f5d22")};
}

Topping pepper(Dice&)
{
    constexpr auto strip
        = R"svg(<path d="M-22 8C-18 -15 16 -17 22 7C23 12 17 13 15 8C10 -7 -11 -6 -15 9C-17 14 -23 13 -22 8Z" fill="url(#poivron{})"/><path d="M-15 9C-11 -6 10 -7 15 8" fill="none" stroke="{}" stroke-width="1.8" stroke-opacity=".7"/><path d="M-18 2C-13 -10 8 -12 16 -3" fill="none" stroke="{}" stroke-width="2.4" stroke-linecap="round" opacity=".8"/>)svg";
    return {.pieces = {fmt::format(strip, 1, "#8c1108", "#ffb7a3"),
                fmt::format(strip, 2, "#24591b", "#cdeaa6"), fmt::format(strip, 3, "#b46a05", "#fff0b8")},
        .shadow
        = R"svg(<path d="M-22 8C-18 -15 16 -17 22 7C23 12 17 13 15 8C10 -7 -11 -6 -15 9C-17 14 -23 13 -22 8Z"/>)svg",
        .count = 15,
        .layer = 5,
        .scale = 1.1,
        .gradients = linear("poivron1", "#e23a22", "#b81c10") + linear("poivron2", "#5fa83c", "#2f7526")
            + linear("poivron3", "#ffc93b", "#e89812")};
}

Topping red_onion(Dice&)
{
    return {.pieces
        = {R"svg(<path d="M-23 6C-19 -17 18 -18 23 6" fill="none" stroke="#a3508c" stroke-width="4.2" stroke-linecap="round"/><path d="M-22.5 6C-18.5 -15.5 17.5 -16.5 22.5 6" fill="none" stroke="#f6e4f1" stroke-width="2.3" stroke-linecap="round"/>)svg",
            R"svg(<path d="M-14 6C-11 -9 11 -10 14 5" fill="none" stroke="#8f3f7a" stroke-width="4" stroke-linecap="round"/><path d="M-13.6 5.5C-10.5 -7.5 10.5 -8.5 13.6 5" fill="none" stroke="#fbeef7" stroke-width="2" stroke-linecap="round"/>)svg"},
        .shadow
        = R"svg(<path d="M-23 6C-19 -17 18 -18 23 6" fill="none" stroke="#000" stroke-width="4"/>)svg",
        .count = 17,
        .radius = 17,
        .layer = 5};
}

Topping cherry_tomato(Dice&)
{
    return {.pieces
        = {R"svg(<circle r="17" fill="url(#tomate_cerise1)"/><circle r="12.5" fill="#ee6a48"/><circle r="12.5" fill="none" stroke="#fbd0b4" stroke-opacity=".55" stroke-width="1.2"/><path d="M0 0L0 -12.5M0 0L11 6.5M0 0L-11 6.5" stroke="#f9c3a2" stroke-width="2.6" stroke-linecap="round"/><g fill="#ffe6a8" stroke="#d65a2f" stroke-width=".6"><ellipse cx="6" cy="-5" rx="1.7" ry="2.6" transform="rotate(30 6 -5)"/><ellipse cx="-6" cy="-5" rx="1.7" ry="2.6" transform="rotate(-30 -6 -5)"/><ellipse cy="7.5" rx="1.7" ry="2.6"/><ellipse cx="8.5" cy="-1" rx="1.4" ry="2.2" transform="rotate(60 8.5 -1)"/><ellipse cx="-8.5" cy="-1" rx="1.4" ry="2.2" transform="rotate(-60 -8.5 -1)"/></g><path d="M-13 -7A15 15 0 0 1 1 -15" fill="none" stroke="#ffd9cb" stroke-width="2.2" stroke-linecap="round" opacity=".85"/>)svg"},
        .shadow = R"svg(<circle r="17.5"/>)svg",
        .count = 9,
        .radius = 19,
        .turn = 30,
        .layer = 5,
        .gradients = radial("tomate_cerise1", {{0, "#f4552f"}, {.7, "#d42a17"}, {1, "#a3150a"}})};
}

Topping dried_tomato(Dice& dice)
{
    Topping made{.shadow = R"svg(<path d="M-17 2q2 -15 17 -15t17 14q-3 12 -17 12t-17 -11z"/>)svg",
        .count = 10,
        .radius = 19,
        .layer = 5};
    for (int piece = 0; piece < 2; ++piece) {
        auto const skin = blob(dice, {0, 0}, 17, 10, .12);
        made.pieces.push_back(fmt::format(
            R"svg(<path d="{0}" fill="#7a1208"/><path d="{0}" fill="url(#tomate_sechee1)" transform="scale(.9)"/>)svg"
            R"svg(<path d="M-10 4q4 -9 10 -8t9 8M-6 9q6 -6 12 -1M-9 -5q5 -5 9 -4" fill="none" stroke="#5f0d06" stroke-opacity=".65" stroke-width="1.8" stroke-linecap="round"/>)svg"
            R"svg(<path d="M-12 -4q4 -8 12 -9" fill="none" stroke="#ff9c7a" stroke-width="2" stroke-linecap="round" opacity=".8"/>)svg",
            skin));
    }
    made.gradients = radial("tomate_sechee1", {{0, "#d2401f"}, {.7, "#a92412"}, {1, "#7d1409"}});
    return made;
}

Topping caper(Dice&)
{
    return {.pieces
        = {R"svg(<circle r="5.2" fill="url(#capre1)"/><circle cx="-1.5" cy="-1.8" r="1.4" fill="#eaf0b8" opacity=".8"/>)svg"},
        .shadow = R"svg(<circle r="5.2"/>)svg",
        .count = 22,
        .radius = 8,
        .turn = 0,
        .layer = 7,
        .gradients = radial("capre1", {{0, "#a3ab57"}, {1, "#59621f"}})};
}

Topping pineapple(Dice&)
{
    return {.pieces
        = {R"svg(<path d="M-17 12L-7 -15C-2 -18 8 -17 13 -13L18 11C9 18 -9 18 -17 12Z" fill="url(#ananas1)" stroke="#d9920c" stroke-width="1.4" stroke-linejoin="round"/><path d="M-9 11L-3 -12M1 13L2 -13M10 11L8 -11" stroke="#e2a013" stroke-opacity=".65" stroke-width="1.5"/><path d="M-6 -12C-1 -14 5 -14 10 -11" fill="none" stroke="#fffbd8" stroke-width="2.2" stroke-linecap="round"/>)svg"},
        .shadow = R"svg(<path d="M-17 12L-7 -15C-2 -18 8 -17 13 -13L18 11C9 18 -9 18 -17 12Z"/>)svg",
        .count = 12,
        .radius = 18,
        .gradients = linear("ananas1", "#ffe873", "#f6b92a")};
}

Topping artichoke(Dice&)
{
    return {.pieces
        = {R"svg(<path d="M0 -22C12 -20 20 -6 16 10C12 20 4 22 0 22C-4 22 -12 20 -16 10C-20 -6 -12 -20 0 -22Z" fill="url(#artichaut1)" stroke="#8a8a3c" stroke-width="1.3"/><path d="M0 -20C5 -8 5 8 0 21M-9 -15C-6 -4 -7 10 -10 18M9 -15C6 -4 7 10 10 18" fill="none" stroke="#83873a" stroke-opacity=".75" stroke-width="1.5"/><path d="M-6 18C-4 11 4 11 6 18" fill="#f5efcf" opacity=".8"/>)svg"},
        .shadow = R"svg(<ellipse rx="17" ry="22"/>)svg",
        .count = 8,
        .radius = 22,
        .gradients = linear("artichaut1", "#e0dd96", "#a3a653")};
}

Topping rocket(Dice&)
{
    constexpr auto leaf
        = R"svg(<path d="M0 30C1 16 -1 8 0 -2C-6 2 -11 1 -12 -4C-8 -5 -4 -7 -1 -10C-5 -11 -8 -15 -7 -19C-3 -17 -1 -17 0 -19C-1 -25 0 -29 2 -32C6 -27 6 -22 4 -18C8 -19 10 -17 11 -14C8 -11 5 -10 3 -9C8 -7 12 -3 12 2C7 3 4 1 2 -1C1 9 3 17 1.6 30Z" fill="{}"/><path d="M.8 28C1.5 12 0 -8 2 -28" fill="none" stroke="#d9efb0" stroke-opacity=".6" stroke-width="1.1"/>)svg";
    return {
        .pieces = {fmt::format(leaf, "#4e9a34"), fmt::format(leaf, "#357f2b"), fmt::format(leaf, "#69ad42")},
        .shadow = R"svg(<path d="M0 30C1 16 -1 8 0 -2L-12 -4L2 -32L12 2L1.6 30Z"/>)svg",
        .count = 17,
        .radius = 16,
        .layer = 9,
        .scale = 1.05,
        .lift = 1.5};
}

Topping spinach(Dice&)
{
    constexpr auto leaf
        = R"svg(<path d="M0 24C1 18 0 14 0 12C-12 13 -18 3 -13 -9C-9 -18 -3 -21 1 -22C7 -19 14 -14 15 -4C16 6 10 13 3 12C3 16 3 20 2 24Z" fill="{}"/><path d="M1 22C1 8 1 -6 1 -18M1 6q-6 -3 -9 -8M1 -3q6 -3 8 -7" fill="none" stroke="#bfe08c" stroke-opacity=".6" stroke-width="1.2"/><path d="M-9 -10q2 -5 6 -7" fill="none" stroke="#e3f3c1" stroke-opacity=".6" stroke-width="2" stroke-linecap="round"/>)svg";
    return {
        .pieces = {fmt::format(leaf, "#2f7a2e"), fmt::format(leaf, "#236625"), fmt::format(leaf, "#418a36")},
        .shadow = R"svg(<ellipse cy="-4" rx="15" ry="18"/>)svg",
        .count = 13,
        .radius = 19,
        .layer = 8,
        .lift = 1.3};
}

/// A frilly leaf of a salad.
Topping lettuce(Dice& dice)
{
    Topping made{.shadow = R"svg(<circle r="26"/>)svg", .count = 16, .radius = 24, .layer = 1, .lift = 1.3};
    constexpr std::array colours{"#7cb342", "#98c45a", "#5d9a35", "#8a3a55"};
    for (auto const* const colour : colours)
        made.pieces.push_back(fmt::format(
            R"svg(<path d="{}" fill="{}"/><path d="M-14 16Q0 4 6 -16M-3 6q-8 -4 -12 -10M1 0q8 0 12 -5" fill="none" stroke="#f1f8d8" stroke-opacity=".7" stroke-width="1.8" stroke-linecap="round"/>)svg",
            blob(dice, {0, 0}, 26, 15, .17), colour));
    return made;
}

/// Slices of something round; `skin` is what is left of its peel.
Topping slices(Dice& dice, std::string_view code, std::string_view from, std::string_view to,
    std::string_view skin, std::string_view mark)
{
    Topping made{.shadow = R"svg(<circle r="24"/>)svg", .count = 12, .radius = 24, .turn = 90, .layer = 3};
    auto const fill = std::string{code} + "1";
    for (int piece = 0; piece < 2; ++piece)
        made.pieces.push_back(fmt::format(
            R"svg(<path d="{}" fill="{}"/><path d="{}" fill="url(#{})"/>{})svg"
            R"svg(<path d="M-15 -10A18 18 0 0 1 1 -18" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round" opacity=".7"/>)svg",
            blob(dice, {0, 0}, 23, 12, .05), skin, blob(dice, {0, 0}, 20, 12, .05), fill, mark));
    made.gradients = radial(fill, {{0, from}, {.75, from}, {1, to}});
    return made;
}

Topping aubergine(Dice& dice)
{
    auto made = slices(dice, "aubergine", "#e8d3a4", "#b98d52", "#3b1d3d",
        R"svg(<path d="M-14 -4L14 -10M-16 5L16 -2M-12 13L14 6" stroke="#6d4320" stroke-opacity=".55" stroke-width="2.6" stroke-linecap="round"/><path d="M-4 3q3 -3 6 0M4 9q2 -3 5 -1M-8 -6q3 -2 5 0" fill="none" stroke="#8a6a35" stroke-opacity=".7" stroke-width="1.4"/>)svg");
    made.scale = 1.12;
    return made;
}

Topping courgette(Dice& dice)
{
    auto made = slices(dice, "courgette", "#f0efbf", "#c3d07c", "#3f7a2c",
        R"svg(<path d="M-13 -5L13 -9M-14 5L14 1" stroke="#8a7a35" stroke-opacity=".4" stroke-width="2.4" stroke-linecap="round"/><g fill="#fbfae0"><circle cx="-4" cy="-2" r="1.6"/><circle cx="4" cy="3" r="1.6"/><circle cx="0" cy="8" r="1.4"/><circle cx="5" cy="-6" r="1.4"/></g>)svg");
    made.scale = .9;
    return made;
}

Topping cucumber(Dice& dice)
{
    auto made = slices(dice, "concombre", "#e9f5cf", "#bfe09a", "#2f6e34",
        R"svg(<g fill="#fbfff0" stroke="#a9cf83" stroke-width=".7"><ellipse cy="-8" rx="2" ry="4"/><ellipse cx="7" cy="4" rx="2" ry="4" transform="rotate(120 7 4)"/><ellipse cx="-7" cy="4" rx="2" ry="4" transform="rotate(-120 -7 4)"/></g>)svg");
    made.scale = .8;
    made.layer = 5;
    return made;
}

Topping potato(Dice& dice)
{
    Topping made{.shadow = R"svg(<circle r="25"/>)svg", .count = 13, .radius = 25, .turn = 90, .layer = 2};
    for (int piece = 0; piece < 2; ++piece) {
        auto svg = fmt::format(R"svg(<path d="{}" fill="#cf9a3d"/>)svg", blob(dice, {0, 0}, 25, 12, .05));
        svg += fmt::format(R"svg(<path d="{}" fill="url(#pdt1)"/>)svg", blob(dice, {0, 0}, 23, 12, .05));
        svg += fmt::format(
            R"svg(<path d="{}" fill="#c9882d" opacity=".4"/>)svg", blob(dice, {4, 5}, 10, 8, .25));
        made.pieces.push_back(svg
            + R"svg(<path d="M-16 -10A19 19 0 0 1 2 -19" fill="none" stroke="#fffbe3" stroke-width="2.4" stroke-linecap="round" opacity=".8"/>)svg");
    }
    made.gradients = radial("pdt1", {{0, "#fdf0b8"}, {.7, "#f6dd8c"}, {1, "#e3b755"}});
    return made;
}

Topping walnut(Dice&)
{
    return {.pieces
        = {R"svg(<path d="M-13 3C-15 -6 -8 -12 -2 -9C3 -13 12 -10 12 -2C16 3 11 11 5 9C0 13 -7 12 -8 8C-12 8 -13 5 -13 3Z" fill="url(#noix1)" stroke="#7a4a1d" stroke-width="1.2"/><path d="M-8 0C-4 -3 -3 2 0 0S5 -4 8 -1M-5 5C-2 3 1 6 5 4" fill="none" stroke="#7a4a1d" stroke-opacity=".7" stroke-width="1.5" stroke-linecap="round"/><path d="M-9 -4C-7 -8 -3 -7 -1 -6" fill="none" stroke="#fbe5bd" stroke-width="1.8" stroke-linecap="round"/>)svg"},
        .shadow = R"svg(<circle r="12"/>)svg",
        .count = 12,
        .radius = 14,
        .layer = 6,
        .gradients = linear("noix1", "#dba866", "#a56c30")};
}

Topping sweetcorn(Dice&)
{
    return {.pieces
        = {R"svg(<path d="M0 -5.5C4 -5.5 5.5 -1 4.5 3C3.5 6 -3.5 6 -4.5 3C-5.5 -1 -4 -5.5 0 -5.5Z" fill="url(#mais1)"/><ellipse cx="-1.2" cy="-2" rx="1.3" ry="1.7" fill="#fffbd0" opacity=".85"/>)svg"},
        .shadow = R"svg(<circle r="5"/>)svg",
        .count = 36,
        .radius = 7,
        .layer = 7,
        .gradients = linear("mais1", "#ffe04d", "#efa90e")};
}

Topping dill(Dice&)
{
    return {.pieces
        = {R"svg(<path d="M0 16C1 4 -1 -6 0 -18M0 8C-5 4 -9 4 -12 6M0 6C5 2 9 2 12 4M0 -1C-5 -4 -8 -5 -11 -3M0 -3C4 -6 8 -7 11 -5M0 -9C-3 -12 -6 -13 -8 -12M0 -11C3 -14 5 -15 7 -14" fill="none" stroke="#4d8f35" stroke-width="1.7" stroke-linecap="round"/>)svg"},
        .count = 9,
        .radius = 15,
        .layer = 9};
}

/// Thin slices, browned.
Topping garlic(Dice&)
{
    return {.pieces
        = {R"svg(<path d="M0 -9C6 -7 8 1 5 7C3 10 -3 10 -5 7C-8 1 -6 -7 0 -9Z" fill="url(#ail1)" stroke="#b98a45" stroke-width="1"/><path d="M0 -6C1 -1 1 3 0 7" fill="none" stroke="#c9a05b" stroke-opacity=".8" stroke-width="1.2"/><path d="M-3.5 -3q1 -3 3 -4" fill="none" stroke="#fff" stroke-width="1.4" stroke-linecap="round" opacity=".9"/>)svg"},
        .shadow = R"svg(<ellipse rx="6" ry="9"/>)svg",
        .count = 16,
        .radius = 10,
        .layer = 7,
        .gradients = linear("ail1", "#fffaf0", "#ecd6a0")};
}

/// Cubes of toasted bread.
Topping crouton(Dice&)
{
    return {.pieces
        = {R"svg(<path d="M-13 -7L1 -13L14 -6L13 9L-1 15L-13 8Z" fill="url(#crouton1)" stroke="#9a5f1e" stroke-opacity=".7" stroke-width="1.2" stroke-linejoin="round"/><path d="M-13 -7L0 -1L14 -6M0 -1L-1 15" fill="none" stroke="#b87a30" stroke-width="1.4"/><path d="M-9 -7L1 -11L9 -7" fill="none" stroke="#fff3d6" stroke-width="2" stroke-linecap="round" opacity=".9"/><circle cx="-6" cy="6" r="1.3" fill="#9a5f1e" opacity=".6"/><circle cx="6" cy="5" r="1.5" fill="#9a5f1e" opacity=".6"/>)svg"},
        .shadow = R"svg(<path d="M-13 -7L1 -13L14 -6L13 9L-1 15L-13 8Z"/>)svg",
        .count = 14,
        .radius = 15,
        .layer = 7,
        .gradients = linear("crouton1", "#f6d79a", "#c98a3a")};
}

constexpr std::array all{NamedTopping{"crouton", crouton}, NamedTopping{"champignon", mushroom},
    NamedTopping{"olive", black_olive}, NamedTopping{"olive_verte", green_olive},
    NamedTopping{"basilic", basil}, NamedTopping{"poivron", pepper}, NamedTopping{"oignon", red_onion},
    NamedTopping{"tomate_cerise", cherry_tomato}, NamedTopping{"tomate_sechee", dried_tomato},
    NamedTopping{"capre", caper}, NamedTopping{"ananas", pineapple}, NamedTopping{"artichaut", artichoke},
    NamedTopping{"roquette", rocket}, NamedTopping{"epinard", spinach}, NamedTopping{"salade", lettuce},
    NamedTopping{"aubergine", aubergine}, NamedTopping{"courgette", courgette},
    NamedTopping{"concombre", cucumber}, NamedTopping{"pdt", potato}, NamedTopping{"noix", walnut},
    NamedTopping{"mais", sweetcorn}, NamedTopping{"aneth", dill}, NamedTopping{"ail", garlic}};

} // namespace

std::span<NamedTopping const> garden()
{
    return all;
}

} // namespace ocp::product::picture
