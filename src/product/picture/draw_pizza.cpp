#include "product/picture/draw_pizza.h"

#include "product/picture/box.h"
#include "product/picture/fold.h"
#include "product/picture/pen.h"
#include "product/picture/strew.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace ocp::product::picture {

namespace {

constexpr double turn_round = 2 * std::numbers::pi;
constexpr double degrees = 180 / std::numbers::pi;

/// FNV-1a of the recipe: each has a face of its own, and keeps it.
std::uint32_t seed_of(Codes const& codes)
{
    std::uint32_t hash = 2166136261U;
    for (auto const code : codes)
        for (auto const c : std::string{code} + ",")
            hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
}

/// How a sauce looks, and the cheese that melts on it.
struct Sauce {
    std::string_view code;
    std::array<std::string_view, 4> colours; ///< from the middle out
    std::string_view rim, shadow, light_lumps, dark_lumps;
    std::array<std::string_view, 4> cheese;
    bool is_dark; ///< shows through the cheese
};
constexpr std::array sauces{
    Sauce{"creme", {"#fff4de", "#f3d79c", "#e5bb72", "#c98f43"}, "#8a4a12", "#b98436", "#fffaf0", "#e9c98d",
        {"#fff3d3", "#fde6b0", "#f3c46c", "#cf8432"}, false},
    Sauce{"barbecue", {"#8a3418", "#70240f", "#571a0b", "#431307"}, "#3a1006", "#3f1408", "#a84a26",
        "#3f1206", {"#f9d277", "#f6c45c", "#eea53d", "#d97425"}, true},
    Sauce{"pesto", {"#8fae4a", "#728f35", "#587226", "#40551a"}, "#3b4d17", "#5d6a24", "#b5cc74", "#3f5519",
        {"#fdf3cf", "#f7e3a4", "#e9c266", "#c78a34"}, true},
    Sauce{"tomate", {"#d8472a", "#c4331a", "#a5260f", "#8a1b08"}, "#7c1806", "#8d2a0a", "#ec6a42", "#8c1a0a",
        {"#f9d277", "#f6c45c", "#eea53d", "#d97425"}, true},
};

Sauce const& sauce_of(Codes const& codes)
{
    auto const* const found = std::find_if(
        sauces.begin(), sauces.end(), [&](Sauce const& one) { return codes.contains(one.code); });
    return found == sauces.end() ? sauces.back() : *found;
}

bool has_melted_cheese(Codes const& codes)
{
    return codes.contains("mozzarella") || codes.contains("emmental") || codes.contains("reblochon");
}

/// What is poured over it last.
struct Drizzle {
    std::string_view code, colour, light;
};
constexpr std::array drizzles{
    Drizzle{"miel", "#e79a12", "#ffd970"}, Drizzle{"creme_balsamique", "#3a1512", "#8a4a3c"}};

/// One picture in the making.
class Painter {
public:
    explicit Painter(Codes codes)
        : codes_{std::move(codes)}
        , dice_{seed_of(codes_)}
        , sauce_{sauce_of(codes_)}
    {
    }

    void paint()
    {
        gradients();
        ground();
        crust();
        filling();
        body_ += fmt::format(R"svg(<path d="{}" fill="url(#lt)"/>)svg", crust_);
    }

    /// The same with the dough folded over it.
    void paint_folded()
    {
        gradients();
        auto const dough = fold(dice_);
        definitions_ += dough.definitions;
        body_ += dough.below;
        filling();
        body_ += dough.above;
    }

    /// The same things in a bowl.
    void paint_in_a_bowl()
    {
        definitions_
            += radial("sw", {{0, "#2a1206", .6}, {.84, "#2a1206", .5}, {1, "#2a1206", 0}}, .5, .5, .5);
        definitions_ += radial("rim", {{0, "#ffffff"}, {.9, "#f7f1e6"}, {1, "#cdbfa9"}}, .4, .35, .7);
        definitions_ += radial("in", {{0, "#f6efdf"}, {.8, "#e2d5bd"}, {1, "#b7a688"}}, .5, .5, .5);
        ground();
        body_ += fmt::format(
            R"svg(<circle cx="200" cy="200" r="186" fill="url(#{})"/><circle cx="200" cy="200" r="186" fill="none" stroke="#b9a98f" stroke-opacity=".6" stroke-width="1.5"/>)svg"
            R"svg(<circle cx="200" cy="200" r="163" fill="url(#{})"/>)svg"
            R"svg(<path d="M78 108A160 160 0 0 1 190 32" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".9"/>)svg",
            "rim", "in");
        toppings();
        for (auto const& one : drizzles)
            if (codes_.contains(one.code)) drizzle(one);
        gloss();
    }

    std::string const& definitions() const { return definitions_; }
    std::string const& body() const { return body_; }

private:
    void filling()
    {
        sauce();
        if (has_melted_cheese(codes_)) melted_cheese();
        if (codes_.contains("mozza_fraiche")) fresh_mozzarella();
        toppings();
        oil();
        for (auto const& one : drizzles)
            if (codes_.contains(one.code)) drizzle(one);
        gloss();
        herbs();
    }

    void gradients()
    {
        definitions_ += radial("cr",
            {{0, "#d99a49"}, {.8, "#d1893a"}, {.845, "#dfa050"}, {.895, "#f3cb85"}, {.935, "#eab768"},
                {.975, "#c67f33"}, {1, "#8f4d18"}},
            .5, .5, .5);
        auto const& s = sauce_.colours;
        definitions_ += radial("so", {{0, s[0]}, {.8, s[1]}, {.95, s[2]}, {1, s[3]}}, .5, .5, .5);
        auto const& c = sauce_.cheese;
        definitions_ += radial("ce", {{0, c[0]}, {.6, c[1]}, {.86, c[2]}, {1, c[3]}}, .5, .5, .5);
        definitions_
            += radial("lt", {{0, "#fffaf0", .17}, {.5, "#fff", 0}, {1, "#2a0d00", .36}}, .34, .28, .82);
        definitions_
            += radial("sw", {{0, "#2a1206", .6}, {.84, "#2a1206", .5}, {1, "#2a1206", 0}}, .5, .5, .5);
        definitions_ += soft("k1", "#3d1804", .85) + soft("k2", "#8a4412", .66) + soft("k3", "#ffe7ae", .6)
            + soft("k4", "#b4560f", .74) + soft("k5", "#fff3d0", .66) + soft("k6", "#ffe2a6", .55);
    }

    void ground()
    {
        body_ += fmt::format(R"svg(<ellipse cx="205" cy="213" rx="194" ry="190" fill="url(#{})"/>)svg", "sw");
    }

    /// A patch on the rim, along which it lies.
    void rim_patch(
        std::string_view gradient, double from, double width, double radius, double flat, double stray)
    {
        auto const angle = dice_.roll() * turn_round, far = from + dice_.roll() * width;
        body_ += patch(gradient, {middle.x + std::cos(angle) * far, middle.y + std::sin(angle) * far}, radius,
            flat, angle * degrees + 90 + dice_.around(stray));
    }

    void crust()
    {
        crust_ = wave(dice_, 182, 30, .016);
        definitions_ += fmt::format(R"svg(<clipPath id="{}"><path d="{}"/></clipPath>)svg", "cc", crust_);
        body_ += fmt::format(
            R"svg(<g clip-path="url(#{})"><path d="{}" fill="url(#{})"/>)svg", "cc", crust_, "cr");
        for (int i = 0; i < 14; ++i)
            rim_patch("k6", 165, 7, 9 + dice_.roll() * 13, .42 + dice_.roll() * .2, 0);
        for (int i = 0; i < 22; ++i)
            rim_patch("k2", 160, 22, 7 + dice_.roll() * 15, .4 + dice_.roll() * .4, 25);
        for (int i = 0; i < 19; ++i)
            rim_patch("k1", 163, 18, 2.5 + dice_.roll() * dice_.roll() * 9, .6 + dice_.roll() * .4, 0);
        body_ += fmt::format(
            R"svg(</g><path d="{}" fill="none" stroke="#6b330c" stroke-opacity=".45" stroke-width="2"/>)svg",
            crust_);
    }

    void sauce()
    {
        body_ += fmt::format(R"svg(<path d="{}" fill="#7a2e0a" opacity="{}"/>)svg", wave(dice_, 154, 34, .03),
            sauce_.is_dark ? ".4" : ".2");
        body_ += fmt::format(
            R"svg(<path d="{}" fill="url(#{})" stroke="{}" stroke-opacity=".38" stroke-width="4"/>)svg",
            wave(dice_, 151.5, 34, .03), "so", sauce_.rim);
        std::string light, dark;
        for (int i = 0; i < 18; ++i) {
            auto const at = somewhere(dice_, 142);
            (i % 2 == 0 ? dark : light) += blob(dice_, at, 4 + dice_.roll() * 10, 6, .3);
        }
        body_ += fmt::format(
            R"svg(<path d="{}" fill="{}" opacity=".4"/><path d="{}" fill="{}" opacity=".3"/>)svg", light,
            sauce_.light_lumps, dark, sauce_.dark_lumps);
    }

    /// One sheet with a ragged hem, the sauce showing through in places.
    void melted_cheese()
    {
        auto const hem = wave(dice_, 142, 40, .085);
        definitions_ += fmt::format(R"svg(<clipPath id="{}"><path d="{}"/></clipPath>)svg", "hm", hem);
        body_ += fmt::format(
            R"svg(<path d="{0}" transform="translate(1.5 3)" fill="{1}" opacity=".5"/><g clip-path="url(#{2})"><path d="{0}" fill="url(#{3})"/>)svg",
            hem, sauce_.shadow, "hm", "ce");
        std::string edges, holes;
        for (auto const& at : evenly(dice_, sauce_.is_dark ? 11 : 5, 126, 34)) {
            auto const radius = (sauce_.is_dark ? 7 : 5) + dice_.roll() * 11;
            auto const shape = dice_.seed();
            Dice outer{shape}, inner{shape};
            edges += blob(outer, at, radius + 3, 9, .3);
            holes += blob(inner, {at.x + .6, at.y + .8}, radius, 9, .3);
        }
        body_ += fmt::format(R"svg(<path d="{}" fill="{}" opacity=".85"/><path d="{}" fill="{}"/>)svg", edges,
            sauce_.cheese[2], holes, sauce_.colours[1]);
        for (auto const& at : evenly(dice_, 24, 132, 26)) {
            auto const* const gradient = dice_.roll() < .45 ? "k5" : "k3";
            auto const radius = 11 + dice_.roll() * 17;
            body_ += patch(gradient, at, radius, .6 + dice_.roll() * .4, dice_.roll() * 180);
        }
        for (int i = 0; i < 22; ++i) {
            auto const at = somewhere(dice_, 140);
            body_ += patch(
                "k4", at, 4 + dice_.roll() * dice_.roll() * 19, .6 + dice_.roll() * .4, dice_.roll() * 180);
        }
        for (int i = 0; i < 12; ++i) {
            auto const at = somewhere(dice_, 136);
            body_ += patch("k1", at, 1.5 + dice_.roll() * 3.2, .7, dice_.roll() * 180);
        }
        body_ += "</g>";
    }

    void fresh_mozzarella()
    {
        definitions_ += radial(
            "mf", {{0, "#ffffff"}, {.6, "#fff8e8"}, {.88, "#fbe7bf"}, {1, "#efc888"}}, .45, .42, .62);
        for (auto const& at : evenly(dice_, 9, 114, 16)) {
            auto const radius = 23 + dice_.roll() * 13;
            auto const shape = dice_.seed();
            Dice shadow{shape}, edge{shape}, face{shape};
            body_ += fmt::format(
                R"svg(<path d="{}" fill="#6e1604" opacity=".35"/><path d="{}" fill="#f0a55a" opacity=".8"/><path d="{}" fill="url(#{})"/>)svg",
                blob(shadow, {at.x + 1.5, at.y + 3.5}, radius + 3, 11, .13),
                blob(edge, at, radius + 2.5, 11, .13), blob(face, {at.x, at.y - .6}, radius, 11, .13), "mf");
            Point const brown{at.x + (dice_.roll() - .4) * radius, at.y + (dice_.roll() - .4) * radius};
            body_ += patch("k4", brown, 5 + dice_.roll() * 9, .7, dice_.roll() * 180);
            body_ += patch("k5", {at.x - radius * .3, at.y - radius * .35}, radius * .5, .6, -30);
        }
    }

    void toppings()
    {
        auto const strewn = strew(codes_, dice_);
        definitions_ += strewn.definitions;
        body_ += strewn.body;
    }

    void oil()
    {
        if (!codes_.contains("huile_olive")) return;
        for (int i = 0; i < 26; ++i) {
            auto const at = somewhere(dice_, 138);
            auto const radius = 2 + dice_.roll() * dice_.roll() * 7;
            body_ += fmt::format(
                R"svg(<ellipse cx="{}" cy="{}" rx="{}" ry="{}" fill="#d9b82e" opacity=".5"/><ellipse cx="{}" cy="{}" rx="{}" ry="{}" fill="#fffbe0" opacity=".9"/>)svg",
                number(at.x), number(at.y), number(radius), number(radius * .8), number(at.x - radius * .3),
                number(at.y - radius * .3), number(radius * .35), number(radius * .22));
        }
    }

    /// To and fro across the pizza, in a thread that catches the light.
    void drizzle(Drizzle const& of)
    {
        std::vector<Point> way;
        auto const turned = std::lround(dice_.roll() * 180);
        constexpr int lines = 9;
        for (int i = 0; i <= lines; ++i) {
            auto const y = 62 + i * (276. / lines) + dice_.around(8);
            auto const side = i % 2 == 1 ? 1. : -1.;
            auto const width
                = std::sqrt(std::max(900., 142 * 142 - (y - 200) * (y - 200))) * (.8 + dice_.roll() * .16);
            way.push_back({200 + side * width * (.1 + dice_.roll() * .3), y - 14 - dice_.roll() * 8});
            way.push_back({200 + side * width, y - 7 + dice_.roll() * 4});
            way.push_back({200 + side * width * 1.02, y + 7 + dice_.roll() * 6});
        }
        auto line = "M" + number(way[0].x) + " " + number(way[0].y);
        for (std::size_t i = 1; i + 1 < way.size(); ++i)
            line += "Q" + number(way[i].x) + " " + number(way[i].y) + " "
                + number((way[i].x + way[i + 1].x) / 2) + " " + number((way[i].y + way[i + 1].y) / 2);
        body_ += fmt::format(
            R"svg(<g fill="none" stroke-linecap="round" transform="rotate({0} 200 200)"><path d="{1}" stroke="#6b2f05" stroke-opacity=".28" stroke-width="3.2" transform="translate(1 2)"/>)svg"
            R"svg(<path d="{1}" stroke="{2}" stroke-opacity=".88" stroke-width="2.7"/>)svg"
            R"svg(<path d="{1}" stroke="{3}" stroke-opacity=".9" stroke-width="1.3" stroke-dasharray="26 9 12 14" transform="translate(-.7 -.9)"/></g>)svg",
            turned, line, of.colour, of.light);
        for (int i = 0; i < 9; ++i) {
            auto const at = somewhere(dice_, 120);
            auto const radius = 2 + dice_.roll() * 2.5;
            body_ += fmt::format(
                R"svg(<circle cx="{}" cy="{}" r="{}" fill="{}"/><circle cx="{}" cy="{}" r="{}" fill="#fff6cf"/>)svg",
                number(at.x), number(at.y), number(radius), of.colour, number(at.x - radius * .3),
                number(at.y - radius * .35), number(radius * .32));
        }
    }

    void gloss()
    {
        std::string strokes;
        for (int i = 0; i < 20; ++i) {
            auto const at = somewhere(dice_, 138);
            strokes += "M" + number(at.x) + " " + number(at.y) + "q" + number(1 + dice_.roll() * 4) + " "
                + number(-1 - dice_.roll() * 2) + " " + number(3 + dice_.roll() * 5) + " 0";
        }
        body_ += fmt::format(
            R"svg(<path d="{}" fill="none" stroke="#fff" stroke-opacity=".42" stroke-width="1.7" stroke-linecap="round"/>)svg",
            strokes);
    }

    /// Oregano, which a tomato sauce always has in it.
    void herbs()
    {
        if (!codes_.contains("origan") && sauce_.code != "tomate") return;
        std::string flakes;
        auto const count = codes_.contains("origan") ? 90 : 40;
        for (int i = 0; i < count; ++i) {
            auto const at = somewhere(dice_, 142);
            flakes += "M" + number(at.x) + " " + number(at.y) + "l" + number(dice_.around(2)) + " "
                + number(dice_.around(2));
        }
        body_ += fmt::format(
            R"svg(<path d="{}" stroke="#47651f" stroke-opacity=".75" stroke-width="1.7" stroke-linecap="round"/>)svg",
            flakes);
    }

    Codes const codes_;
    Dice dice_;
    Sauce const& sauce_;
    std::string definitions_, body_, crust_;
};

constexpr auto opening
    = R"svg(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 410" width="400" height="410">)svg";

Codes codes_in(std::span<std::string_view const> drawings)
{
    return {drawings.begin(), drawings.end()};
}

} // namespace

std::string draw_pizza(std::span<std::string_view const> drawings)
{
    Painter painter{codes_in(drawings)};
    painter.paint();
    return fmt::format("{}<defs>{}</defs>{}</svg>", opening, painter.definitions(), painter.body());
}

std::string draw_folded(std::span<std::string_view const> drawings)
{
    Painter painter{codes_in(drawings)};
    painter.paint_folded();
    return fmt::format("{}<defs>{}</defs>{}</svg>", opening, painter.definitions(), painter.body());
}

std::string draw_boxed(std::span<std::string_view const> drawings)
{
    Painter painter{codes_in(drawings)};
    painter.paint();
    auto const around = box();
    return fmt::format("{}<defs>{}{}</defs>{}{}{}</svg>", opening, painter.definitions(), around.definitions,
        around.below, painter.body(), around.above);
}

std::string draw_salad(std::span<std::string_view const> drawings)
{
    Painter painter{codes_in(drawings)};
    painter.paint_in_a_bowl();
    return fmt::format("{}<defs>{}</defs>{}</svg>", opening, painter.definitions(), painter.body());
}

std::string draw_halves(std::span<std::string_view const> left, std::span<std::string_view const> right)
{
    Painter first{codes_in(left)}, second{codes_in(right)};
    first.paint();
    second.paint();
    return fmt::format(
        R"svg({}<defs>{}{}<clipPath id="left"><path d="M0 0H199V410H0z"/></clipPath><clipPath id="right"><path d="M201 0H400V410H201z"/></clipPath></defs>)svg"
        R"svg(<g clip-path="url(#left)">{}</g><g clip-path="url(#right)">{}</g></svg>)svg",
        opening, apart(first.definitions(), 'a'), apart(second.definitions(), 'b'), apart(first.body(), 'a'),
        apart(second.body(), 'b'));
}

} // namespace ocp::product::picture
