#include "platform/http/response.h"
#include "product/picture/draw_pizza.h"
#include "product/picture/gallery.h"
#include "product/picture/pen.h"
#include "product/picture/portrait.h"
#include "product/picture/topping.h"

#include <chrono>
#include <fstream>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

namespace ocp::product::picture {
namespace {

using testing::HasSubstr;
using testing::Le;
using testing::Not;
using Drawings = std::vector<std::string_view>;

std::string drawn_with(Drawings drawings)
{
    return draw_pizza(drawings);
}

nlohmann::json seed(std::string const& file)
{
    std::ifstream in{OCP_SEEDS "/" + file};
    return nlohmann::json::parse(in);
}

/// The drawings of everything of a category that the demo group sells, and what it is called.
std::vector<std::pair<std::string, std::vector<std::string>>> all_of(std::string const& category)
{
    std::map<std::string, std::string> drawing_of;
    auto const ingredients = seed("ingredients.json");
    for (auto const& one : ingredients["ingredients"])
        drawing_of[one["code"]] = one.value("drawing", "");
    std::vector<std::pair<std::string, std::vector<std::string>>> found;
    auto const catalogue = seed("catalogue.json");
    for (auto const& product : catalogue["products"]) {
        if (product["category"] != category) continue;
        std::vector<std::string> drawings;
        for (auto const& line : product["recipe"].items())
            drawings.push_back(
                drawing_of[line.value().is_string() ? line.value().get<std::string>() : line.key()]);
        found.emplace_back(product["name"], drawings);
    }
    return found;
}

/// Every tag is closed, and in order.
std::string fault_of_markup(std::string const& svg)
{
    static std::regex const tag{"<(/?)([a-zA-Z]+)[^>]*?(/?)>"};
    std::vector<std::string> open;
    for (std::sregex_iterator at{svg.begin(), svg.end(), tag}, end; at != end; ++at) {
        auto const& found = *at;
        if (found[3].length() > 0) continue;
        if (found[1].length() == 0) {
            open.push_back(found[2]);
            continue;
        }
        if (open.empty() || open.back() != found[2]) return "closes " + found[2].str();
        open.pop_back();
    }
    return open.empty() ? "" : open.back() + " is never closed";
}

TEST(Pen, writes_numbers_as_short_as_can_be)
{
    EXPECT_EQ(number(12), "12");
    EXPECT_EQ(number(-.46), "-.5");
    EXPECT_EQ(number(.04), "0");
    EXPECT_EQ(number(-.04), "0");
    EXPECT_EQ(number(3.449), "3.4");
    EXPECT_EQ(number(-12.96), "-13");
}

TEST(DrawnPizza, is_the_same_whenever_and_however_it_is_asked_for)
{
    auto const one = drawn_with({"tomate", "mozzarella", "jambon", "champignon", "olive"});
    EXPECT_EQ(drawn_with({"tomate", "mozzarella", "jambon", "champignon", "olive"}), one);
    EXPECT_EQ(drawn_with({"olive", "champignon", "jambon", "mozzarella", "tomate", "tomate"}), one);
    EXPECT_EQ(drawn_with({"tomate", "", "mozzarella", "jambon", "nobody", "champignon", "olive"}),
        drawn_with({"tomate", "mozzarella", "jambon", "nobody", "champignon", "olive", ""}));
}

TEST(DrawnPizza, shows_what_lies_on_it_and_nothing_else)
{
    auto const plain = drawn_with({"tomate", "mozzarella", "jambon"});
    EXPECT_THAT(plain, Not(HasSubstr("olive")));
    auto const with = drawn_with({"tomate", "mozzarella", "jambon", "olive"});
    EXPECT_THAT(with, HasSubstr("href=\"#olive-"));
    EXPECT_THAT(with, HasSubstr("href=\"#jambon-"));
    EXPECT_NE(drawn_with({"creme", "mozzarella"}), drawn_with({"tomate", "mozzarella"}));
    EXPECT_NE(drawn_with({"tomate"}), drawn_with({"tomate", "mozzarella"}));
    EXPECT_NE(drawn_with({"tomate", "miel"}), drawn_with({"tomate"}));
}

TEST(DrawnPizza, of_nothing_is_dough_and_sauce)
{
    EXPECT_EQ(fault_of_markup(drawn_with({})), "");
}

TEST(DrawnPizza, of_every_recipe_is_whole_and_light)
{
    std::set<std::string> pictures;
    for (auto const& [name, drawings] : all_of("pizza")) {
        Drawings const codes(drawings.begin(), drawings.end());
        auto const svg = draw_pizza(codes);
        EXPECT_EQ(fault_of_markup(svg), "") << name;
        EXPECT_THAT(svg, Not(testing::ContainsRegex("[^a-z](nan|inf)[^a-z]"))) << name;
        EXPECT_THAT(http::gzip(svg).size(), Le(12'000U)) << name;
        for (auto const code : codes) {
            EXPECT_TRUE(code.empty() || is_drawn(code)) << name << ": " << code;
        }
        pictures.insert(svg);
    }
    EXPECT_EQ(pictures.size(), all_of("pizza").size()) << "each has a face of its own";
    EXPECT_GT(pictures.size(), 20U);
}

TEST(DrawnPizza, folded_or_boxed_shows_what_is_in_it_and_is_light)
{
    Drawings const calzone{"tomate", "mozzarella", "jambon", "champignon", "oeuf"};
    for (auto const draw : {draw_folded, draw_boxed}) {
        auto const svg = draw(calzone);
        EXPECT_EQ(fault_of_markup(svg), "");
        EXPECT_THAT(svg, Not(testing::ContainsRegex("[^a-z](nan|inf)[^a-z]")));
        EXPECT_THAT(http::gzip(svg).size(), Le(12'000U));
        EXPECT_THAT(svg, HasSubstr("href=\"#jambon-"));
        EXPECT_TRUE(svg == draw(calzone)) << "the same always";
        EXPECT_THAT(draw(Drawings{"tomate", "mozzarella"}), Not(HasSubstr("jambon")));
    }
    EXPECT_TRUE(drawn("chausson.jambon.tomate.svg") == draw_folded(Drawings{"chausson", "jambon", "tomate"}));
    EXPECT_TRUE(drawn("carton.jambon.tomate.svg") == draw_boxed(Drawings{"carton", "jambon", "tomate"}));
}

TEST(DrawnPizza, in_any_shape_is_drawn_within_five_milliseconds)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    constexpr std::chrono::milliseconds most{50}; // sanitizers are slow
#else
    constexpr std::chrono::milliseconds most{5};
#endif
    Drawings const much{
        "tomate", "mozzarella", "jambon", "champignon", "oeuf", "olive", "poivron", "basilic"};
    for (auto const draw : {draw_pizza, draw_folded, draw_boxed, draw_salad}) {
        auto best = std::chrono::nanoseconds::max(); // of several: others use this machine too
        for (int i = 0; i < 9; ++i) {
            auto const begun = std::chrono::steady_clock::now();
            EXPECT_FALSE(draw(much).empty());
            best = std::min<std::chrono::nanoseconds>(best, std::chrono::steady_clock::now() - begun);
        }
        EXPECT_LT(best, most);
    }
}

TEST(DrawnSalad, of_every_recipe_is_whole_and_light)
{
    for (auto const& [name, drawings] : all_of("salad")) {
        Drawings const codes(drawings.begin(), drawings.end());
        auto const svg = draw_salad(codes);
        EXPECT_EQ(fault_of_markup(svg), "") << name;
        EXPECT_THAT(http::gzip(svg).size(), Le(12'000U)) << name;
        EXPECT_THAT(svg, HasSubstr("href=\"#salade-")) << name;
        EXPECT_NE(svg, draw_pizza(codes)) << name;
    }
}

TEST(DrawnPizza, in_halves_shows_both_and_is_light)
{
    Drawings const reine{"tomate", "mozzarella", "jambon", "champignon", "olive"};
    Drawings const diavola{"tomate", "mozzarella", "pepperoni", "poivron", "basilic", "olive"};
    auto const svg = draw_halves(reine, diavola);
    EXPECT_EQ(fault_of_markup(svg), "");
    EXPECT_THAT(svg, HasSubstr("href=\"#ajambon-"));
    EXPECT_THAT(svg, HasSubstr("href=\"#bpepperoni-"));
    EXPECT_THAT(http::gzip(svg).size(), Le(20'000U));
    static std::regex const named{" id=\"([^\"]+)\""};
    std::map<std::string, int> names;
    for (std::sregex_iterator at{svg.begin(), svg.end(), named}, end; at != end; ++at)
        ++names[(*at)[1]];
    for (auto const& [name, times] : names)
        EXPECT_EQ(times, 1) << name;
}

TEST(Portrait, of_every_drink_and_dessert_is_whole_and_light)
{
    for (auto const* const category : {"drink", "dessert"})
        for (auto const& [name, drawings] : all_of(category)) {
            ASSERT_EQ(drawings.size(), 1U) << name;
            EXPECT_TRUE(is_portrait(drawings[0])) << name;
            auto const svg = draw_portrait(drawings[0]).value_or("");
            EXPECT_EQ(fault_of_markup(svg), "") << name;
            EXPECT_THAT(http::gzip(svg).size(), Le(12'000U)) << name;
            EXPECT_EQ(
                path_of({drawings[0]}), "/dessins/" + std::string{version()} + "/" + drawings[0] + ".svg");
            EXPECT_EQ(drawn(drawings[0] + ".svg"), svg) << name;
            EXPECT_FALSE(drawn(drawings[0] + ".tomate.svg")) << "no topping";
        }
    EXPECT_FALSE(draw_portrait("nobody"));
    EXPECT_FALSE(drawn("cola.svg.svg"));
    EXPECT_FALSE(drawn("cola"));
}

TEST(PicturePath, says_what_is_on_the_pizza_in_one_order)
{
    auto const path = path_of({"tomate", "mozzarella", "", "nobody", "jambon", "tomate"});
    EXPECT_EQ(path, "/dessins/" + std::string{version()} + "/jambon.mozzarella.tomate.svg");
    EXPECT_EQ(path_of({"", "nobody"}), "");
    EXPECT_EQ(path_of({}), "");
    EXPECT_EQ(path_of({"tomate", "olive"}, {"miel", ""}),
        "/dessins/" + std::string{version()} + "/olive.tomate~miel.svg");
    EXPECT_EQ(path_of({"tomate"}, {""}), path_of({"tomate"}));
    EXPECT_THAT(version(), testing::MatchesRegex("[0-9a-f]{10}"));
}

TEST(Gallery, draws_what_a_path_says_and_nothing_else)
{
    Gallery gallery;
    EXPECT_EQ(gallery.kept("jambon.tomate.svg"), nullptr);
    auto const one = gallery.of("jambon.tomate.svg");
    ASSERT_NE(one, nullptr);
    EXPECT_EQ(*one, http::gzip(drawn_with({"jambon", "tomate"})));
    EXPECT_EQ(gallery.of("jambon.tomate.svg"), one) << "drawn once";
    EXPECT_EQ(gallery.kept("jambon.tomate.svg"), one);
    EXPECT_EQ(drawn("jambon.tomate.svg"), drawn_with({"jambon", "tomate"}));
    Drawings const salad{"bol", "olive", "salade"};
    EXPECT_EQ(drawn("bol.olive.salade.svg"), draw_salad(salad));
    EXPECT_EQ(drawn("olive.tomate~miel.svg"), draw_halves(Drawings{"olive", "tomate"}, Drawings{"miel"}));
    for (auto const* const wrong :
        {"~.svg", "miel~.svg", "~miel.svg", "miel~olive~miel.svg", "", ".svg", "tomate", "tomate.jambon.svg",
            "tomate.tomate.svg", "jambon..tomate.svg", "jambon.tomate.", "jambon.tomate..svg", ".tomate.svg",
            "nobody.tomate.svg", "jambon.tomate.svg.svg", "../tomate.svg", "JAMBON.svg", "jambon .svg"}) {
        EXPECT_EQ(gallery.of(wrong), nullptr) << wrong;
        EXPECT_FALSE(drawn(wrong)) << wrong;
    }
}

TEST(Gallery, keeps_those_asked_for_last)
{
    Gallery gallery{2};
    auto const ham = gallery.of("jambon.svg");
    gallery.of("olive.svg");
    EXPECT_EQ(gallery.kept("jambon.svg"), ham) << "asked for again";
    gallery.of("miel.svg");
    EXPECT_EQ(gallery.kept("olive.svg"), nullptr);
    EXPECT_NE(gallery.kept("miel.svg"), nullptr);
    EXPECT_EQ(gallery.kept("jambon.svg"), ham);
}

} // namespace
} // namespace ocp::product::picture
