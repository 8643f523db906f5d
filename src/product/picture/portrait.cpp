#include "product/picture/portrait.h"

#include "product/picture/pen.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace ocp::product::picture {

namespace {

constexpr double turn_round = 2 * std::numbers::pi;

/// Round things standing: dark at both edges, light where the light falls.
std::string upright(std::string_view id, std::string_view dark, std::string_view light)
{
    return fmt::format(
        R"svg(<linearGradient id="{0}"><stop stop-color="{1}"/><stop offset=".28" stop-color="{2}"/><stop offset=".55" stop-color="{2}"/><stop offset="1" stop-color="{1}"/></linearGradient>)svg",
        id, dark, light);
}

std::string ground(double width, double y)
{
    return fmt::format(
        R"svg(<ellipse cx="210" cy="{}" rx="{}" ry="17" fill="url(#sw)"/>)svg", number(y), number(width));
}

std::string framed(std::string const& definitions, std::string const& body)
{
    return fmt::format(
        R"svg(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 410" width="400" height="410"><defs>{}{}</defs>{}</svg>)svg",
        radial("sw", {{0, "#2a1206", .5}, {.7, "#2a1206", .3}, {1, "#2a1206", 0}}, .5, .5, .5), definitions,
        body);
}

constexpr std::string_view lemon
    = R"svg(<circle cx="200" cy="262" r="32" fill="#f7d448"/><circle cx="200" cy="262" r="25" fill="#fff3a8"/><path d="M200 240V284M181 251L219 273M219 251L181 273" stroke="#f0c52e" stroke-width="4"/>)svg";
constexpr std::string_view apple
    = R"svg(<path d="M200 242C186 230 166 240 168 264C170 284 184 296 200 290C216 296 230 284 232 264C234 240 214 230 200 242Z" fill="#c8372b"/><path d="M200 242C200 232 204 226 210 222" stroke="#5a3a1a" stroke-width="4" fill="none" stroke-linecap="round"/><path d="M206 232C214 222 226 224 228 226C224 234 214 238 206 232Z" fill="#5d9a35"/><path d="M178 256q2 -10 9 -12" stroke="#fff" stroke-width="4" fill="none" stroke-linecap="round" opacity=".7"/>)svg";
constexpr std::string_view peach
    = R"svg(<circle cx="200" cy="226" r="36" fill="#f6a45c"/><path d="M200 190C190 206 190 240 204 262" stroke="#d9763a" stroke-width="4" fill="none"/><path d="M204 190C216 178 232 184 234 188C226 198 212 198 204 190Z" fill="#5d9a35"/><path d="M176 214q4 -14 15 -18" stroke="#ffe1c0" stroke-width="5" fill="none" stroke-linecap="round"/>)svg";
constexpr std::string_view waves
    = R"svg(<path d="M160 250q13 -12 26 0t26 0t26 0M160 268q13 -12 26 0t26 0t26 0" stroke="#fff" stroke-width="6" fill="none" stroke-linecap="round"/>)svg";
constexpr std::string_view bubbles
    = R"svg(<g fill="none" stroke="#fff" stroke-width="4"><circle cx="182" cy="268" r="9"/><circle cx="206" cy="252" r="12"/><circle cx="222" cy="274" r="6"/><circle cx="188" cy="244" r="5"/></g>)svg";
constexpr std::string_view ear
    = R"svg(<path d="M200 294V236" stroke="#b9851f" stroke-width="4"/><g fill="#e9b93a"><ellipse cx="200" cy="234" rx="7" ry="13"/><ellipse cx="187" cy="246" rx="6" ry="12" transform="rotate(-28 187 246)"/><ellipse cx="213" cy="246" rx="6" ry="12" transform="rotate(28 213 246)"/><ellipse cx="187" cy="264" rx="6" ry="12" transform="rotate(-28 187 264)"/><ellipse cx="213" cy="264" rx="6" ry="12" transform="rotate(28 213 264)"/></g>)svg";
constexpr std::string_view grapes
    = R"svg(<g fill="#5b1a3d"><circle cx="184" cy="246" r="10"/><circle cx="204" cy="246" r="10"/><circle cx="222" cy="248" r="10"/><circle cx="194" cy="264" r="10"/><circle cx="213" cy="265" r="10"/><circle cx="203" cy="282" r="10"/></g><path d="M204 236C204 228 210 222 216 222" stroke="#6a4a1f" stroke-width="4" fill="none" stroke-linecap="round"/><g fill="#fff" opacity=".5"><circle cx="181" cy="243" r="2.5"/><circle cx="201" cy="243" r="2.5"/><circle cx="191" cy="261" r="2.5"/></g>)svg";
constexpr std::string_view drop
    = R"svg(<path d="M200 176C214 202 232 220 232 242C232 262 218 274 200 274C182 274 168 262 168 242C168 220 186 202 200 176Z" fill="#fff" opacity=".92"/><path d="M182 246q2 14 14 16" stroke="#c9c2bb" stroke-width="5" fill="none" stroke-linecap="round"/>)svg";

struct Bottle {
    std::string_view code, dark, light, cap, label, emblem;
    double opacity = 1; ///< of what is in it
};
constexpr std::array bottles{
    Bottle{"eau", "#8ec6e6", "#e3f4fd", "#2f7fc0", "#3a94d6", waves, .75},
    Bottle{"eau_gazeuse", "#7fbfae", "#dcf3ec", "#1f7a5c", "#2b9a75", bubbles, .75},
    Bottle{"limonade", "#d9c25a", "#fdf6cf", "#c9a21b", "#fffbe6", lemon, .85},
    Bottle{"jus_pomme", "#b9781f", "#f3c35c", "#7c4a12", "#fff6e3", apple},
    Bottle{"biere", "#7a3d0c", "#c57a25", "#b3261e", "#fdf3dc", ear},
    Bottle{"cotes_du_rhone", "#1d0a14", "#4b1a30", "#4a1020", "#f7eedd", grapes},
};

std::string draw(Bottle const& bottle)
{
    constexpr auto outline = "M180 64H220V128C220 156 258 164 258 208V346C258 362 247 372 232 372H168C153 "
                             "372 142 362 142 346V208C142 164 180 156 180 128Z";
    return framed(upright("gl", bottle.dark, bottle.light),
        ground(92, 372)
            + fmt::format(
                R"svg(<path d="{0}" fill="#fff" opacity=".55"/><path d="{0}" fill="url(#gl)" opacity="{1:g}"/><path d="{0}" fill="none" stroke="{2}" stroke-opacity=".6" stroke-width="2"/>)svg"
                R"svg(<rect x="142" y="214" width="116" height="98" fill="{3}"/><path d="M142 214H258V222H142zM142 304H258V312H142z" fill="#2b1710" opacity=".18"/>{4}<path d="M236 214H258V312H236z" fill="#2a1206" opacity=".16"/>)svg"
                R"svg(<rect x="176" y="36" width="48" height="32" rx="6" fill="{5}"/><path d="M184 38V66M194 38V66M206 38V66M216 38V66" stroke="#2a1206" stroke-opacity=".25" stroke-width="2"/><path d="M180 42H196" stroke="#fff" stroke-opacity=".6" stroke-width="4" stroke-linecap="round"/>)svg"
                R"svg(<path d="M158 196V352M188 84V124" stroke="#fff" stroke-opacity=".55" stroke-width="9" stroke-linecap="round"/>)svg",
                outline, bottle.opacity, bottle.dark, bottle.label, bottle.emblem, bottle.cap));
}

struct Can {
    std::string_view code, dark, light, band, emblem;
};
constexpr std::array cans{
    Can{"cola", "#7e120c", "#d63a2a", "#fff", drop},
    Can{"cola_zero", "#120d0c", "#4a403c", "#b3261e", drop},
    Can{"the_glace", "#b3701c", "#f2b95a", "#fff4dc", peach},
};

std::string draw(Can const& can)
{
    constexpr auto outline = "M124 92C124 78 138 72 150 70H250C262 72 276 78 276 92V338C276 354 262 364 248 "
                             "366H152C138 364 124 354 124 338Z";
    return framed(upright("ca", can.dark, can.light) + upright("si", "#8f9498", "#f2f4f5")
            + fmt::format(R"svg(<clipPath id="in"><path d="{}"/></clipPath>)svg", outline),
        ground(104, 366)
            + fmt::format(
                R"svg(<path d="{0}" fill="url(#ca)"/><g clip-path="url(#in)"><path d="M110 300C160 250 240 350 290 290V372H110z" fill="{1}" opacity=".9"/><path d="M110 322C160 272 240 372 290 312V372H110z" fill="url(#ca)"/>)svg"
                R"svg({2}<path d="M250 66H290V372H250z" fill="#2a1206" opacity=".18"/></g>)svg"
                R"svg(<path d="M150 70L160 58H240L250 70z" fill="url(#si)"/><ellipse cx="200" cy="57" rx="41" ry="9" fill="#d7dbde" stroke="#8f9498" stroke-width="2"/><ellipse cx="203" cy="56" rx="14" ry="4" fill="#8f9498"/><path d="M152 366H248L240 376H160z" fill="url(#si)"/>)svg"
                R"svg(<path d="M144 96V336" stroke="#fff" stroke-opacity=".45" stroke-width="11" stroke-linecap="round"/>)svg",
                outline, can.band, can.emblem));
}

/// A glass with layers, from the top down: height and colour.
struct Layer {
    double height;
    std::string_view colour;
};
std::string glass(std::initializer_list<Layer> layers, std::string_view on_top)
{
    constexpr auto outline = "M118 120H282L262 350C261 364 252 372 240 372H160C148 372 139 364 138 350Z";
    auto body = ground(96, 372)
        + fmt::format(
            R"svg(<path d="{0}" fill="#fff" opacity=".7"/><g clip-path="url(#in)"><rect x="100" y="100" width="200" height="290" fill="#fff"/>)svg",
            outline);
    double y = 150;
    for (auto const& layer : layers) {
        body += fmt::format(
            R"svg(<path d="M100 {0}q50 -9 100 0t100 0V400H100z" fill="{1}"/>)svg", number(y), layer.colour);
        y += layer.height;
    }
    body += fmt::format(
        R"svg(<path d="M246 100H300V400H236z" fill="#2a1206" opacity=".13"/></g>{1}<path d="{0}" fill="none" stroke="#b9a98f" stroke-opacity=".8" stroke-width="3"/><path d="M138 136L152 346" stroke="#fff" stroke-opacity=".75" stroke-width="9" stroke-linecap="round"/><ellipse cx="200" cy="120" rx="82" ry="11" fill="none" stroke="#b9a98f" stroke-opacity=".8" stroke-width="3"/>)svg",
        outline, on_top);
    return framed(fmt::format(R"svg(<clipPath id="in"><path d="{}"/></clipPath>)svg", outline), body);
}

/// Crumbs, nuts and the like, strewn over a disc.
std::string strewn(Dice& dice, int count, double within, Point centre, double flat, std::string_view colour,
    double smallest, double largest)
{
    std::string svg;
    for (int i = 0; i < count; ++i) {
        auto const angle = dice.roll() * turn_round, far = std::sqrt(dice.roll()) * within;
        svg += fmt::format(R"svg(<path d="{}" fill="{}"/>)svg",
            blob(dice, {centre.x + std::cos(angle) * far, centre.y + std::sin(angle) * far * flat},
                smallest + dice.roll() * (largest - smallest), 6, .3),
            colour);
    }
    return svg;
}

std::string tiramisu()
{
    Dice dice{7};
    return glass({{30, "#5a3316"}, {62, "#fff3dc"}, {42, "#a8713c"}, {58, "#fff3dc"}, {60, "#8f5c2c"}},
        strewn(dice, 40, 62, {200, 158}, .2, "#3b1f0c", 1.5, 4));
}

std::string panna_cotta()
{
    constexpr auto berries
        = R"svg(<g fill="#c2213a"><circle cx="178" cy="148" r="15"/><circle cx="206" cy="140" r="16"/><circle cx="228" cy="150" r="13"/></g><g fill="#fff" opacity=".5"><circle cx="173" cy="143" r="4"/><circle cx="200" cy="134" r="4"/><circle cx="224" cy="146" r="3"/></g><path d="M236 136C250 122 266 130 268 134C258 146 244 146 236 136Z" fill="#5d9a35"/>)svg";
    return glass({{50, "#b81f36"}, {170, "#fff8ea"}}, berries);
}

std::string plate()
{
    return R"svg(<ellipse cx="204" cy="318" rx="178" ry="60" fill="url(#sw)"/><ellipse cx="200" cy="302" rx="172" ry="58" fill="#fff" stroke="#d8ccb8" stroke-width="3"/><ellipse cx="200" cy="298" rx="122" ry="37" fill="none" stroke="#e6dcc9" stroke-width="3"/>)svg";
}

std::string chocolate_fondant()
{
    Dice dice{11};
    return framed(upright("co", "#2c1208", "#6b3a1e") + linear("me", "#7a3f1c", "#3a1a0a"),
        plate()
            + R"svg(<path d="M108 188C108 160 292 160 292 188L280 288C278 312 122 312 120 288Z" fill="url(#co)"/><ellipse cx="200" cy="184" rx="92" ry="27" fill="#7c4a28"/><ellipse cx="200" cy="182" rx="82" ry="22" fill="#8a5530"/><path d="M172 186C172 174 232 172 236 188C238 208 262 218 258 252C256 286 284 292 276 306C266 320 224 318 214 306C206 296 214 270 206 250C198 226 172 212 172 186Z" fill="url(#me)"/><path d="M186 186C196 178 216 178 224 186C228 200 244 216 242 236" fill="none" stroke="#b5784a" stroke-opacity=".8" stroke-width="6" stroke-linecap="round"/>)svg"
            + strewn(dice, 26, 74, {200, 181}, .25, "#fff", 1, 2.4)
            + R"svg(<path d="M126 204L134 276" stroke="#b98a63" stroke-opacity=".6" stroke-width="8" stroke-linecap="round"/>)svg");
}

std::string praline_tart()
{
    Dice dice{23};
    std::vector<Point> rim;
    constexpr int flutes = 48;
    for (int i = 0; i < flutes; ++i) {
        auto const angle = turn_round * i / flutes, far = i % 2 == 0 ? 170. : 182.;
        rim.push_back({200 + std::cos(angle) * far, 200 + std::sin(angle) * far});
    }
    return framed(radial("cr", {{0, "#d99a49"}, {.84, "#e7b467"}, {1, "#a8652a"}}, .5, .5, .5)
            + radial("pk", {{0, "#f06a8a"}, {.8, "#e14670"}, {1, "#b02a52"}}, .42, .36, .7),
        fmt::format(
            R"svg(<ellipse cx="207" cy="214" rx="184" ry="180" fill="url(#sw)"/><path d="{}" fill="url(#cr)" stroke="#8a5222" stroke-opacity=".6" stroke-width="2"/><circle cx="200" cy="200" r="148" fill="#8a2a48" opacity=".5"/><circle cx="200" cy="199" r="145" fill="url(#pk)"/>)svg",
            curve(rim))
            + strewn(dice, 46, 128, {200, 200}, 1, "#f8a9bd", 5, 12)
            + strewn(dice, 40, 130, {200, 200}, 1, "#c22a58", 5, 11)
            + strewn(dice, 22, 124, {200, 200}, 1, "#f3d9b0", 3, 7)
            + R"svg(<path d="M92 140A122 122 0 0 1 178 80" fill="none" stroke="#fff" stroke-opacity=".65" stroke-width="8" stroke-linecap="round"/>)svg");
}

std::string vanilla_ice()
{
    Dice dice{31};
    return framed(upright("po", "#8e1b15", "#d5483c")
            + radial("ic", {{0, "#fffdf2"}, {.7, "#fbeec4"}, {1, "#e2c887"}}, .38, .3, .75),
        ground(110, 368)
            + fmt::format(
                R"svg(<path d="{}" fill="url(#ic)"/><path d="{}" fill="url(#ic)"/><path d="{}" fill="url(#ic)"/>)svg",
                blob(dice, {146, 168}, 52, 14, .05), blob(dice, {254, 168}, 52, 14, .05),
                blob(dice, {200, 126}, 58, 15, .05))
            + strewn(dice, 44, 66, {200, 150}, .8, "#4a3218", .8, 1.8)
            + R"svg(<path d="M98 188H302L284 348C282 362 272 370 258 370H142C128 370 118 362 116 348Z" fill="url(#po)"/><path d="M92 178H308Q314 178 314 186T308 196H92Q86 196 86 187T92 178Z" fill="#fff8ef" stroke="#d8ccb8" stroke-width="2"/><path d="M110 262H292L290 284H112z" fill="#fff" opacity=".9"/><path d="M112 266h14v7h-14zM140 266h14v7h-14zM168 266h14v7h-14zM196 266h14v7h-14zM224 266h14v7h-14zM252 266h14v7h-14zM126 273h14v8h-14zM154 273h14v8h-14zM182 273h14v8h-14zM210 273h14v8h-14zM238 273h14v8h-14zM266 273h14v8h-14z" fill="#b3261e"/><path d="M122 206L134 344" stroke="#fff" stroke-opacity=".4" stroke-width="9" stroke-linecap="round"/><path d="M168 100q12 -18 34 -18" fill="none" stroke="#fff" stroke-width="7" stroke-linecap="round"/><path d="M262 104L318 36" stroke="#c98a3a" stroke-width="15" stroke-linecap="round"/><path d="M258 100L312 34" stroke="#e9b467" stroke-width="5" stroke-linecap="round"/>)svg");
}

struct Dessert {
    std::string_view code;
    std::string (*draw)();
};
constexpr std::array desserts{Dessert{"tiramisu", tiramisu}, Dessert{"panna_cotta", panna_cotta},
    Dessert{"fondant", chocolate_fondant}, Dessert{"tarte_praline", praline_tart},
    Dessert{"glace_vanille", vanilla_ice}};

template <class Kind>
auto const* named(Kind const& kind, std::string_view code)
{
    auto const* const found
        = std::find_if(kind.begin(), kind.end(), [&](auto const& one) { return one.code == code; });
    return found == kind.end() ? nullptr : found;
}

} // namespace

bool is_portrait(std::string_view code)
{
    return named(bottles, code) || named(cans, code) || named(desserts, code);
}

std::optional<std::string> draw_portrait(std::string_view code)
{
    if (auto const* const bottle = named(bottles, code)) return draw(*bottle);
    if (auto const* const can = named(cans, code)) return draw(*can);
    if (auto const* const dessert = named(desserts, code)) return dessert->draw();
    return std::nullopt;
}

} // namespace ocp::product::picture
