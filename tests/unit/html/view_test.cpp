#include "platform/html/assets.h"
#include "platform/html/view.h"

#include <array>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

using ocp::Language;
using ocp::Money;
using ocp::html::Embedded;
using ocp::html::Templates;
using ocp::html::View;

namespace {

constexpr std::string_view hostile = "\"'><script>alert(1)</script>&amp;{{X}}";

std::string page(std::string_view body, auto fill)
{
    auto const text = "{{%AUTOESCAPE context=\"HTML\"}}\n" + std::string{body};
    std::array const files{Embedded{"t.html", text}};
    Templates const templates{files};
    View view{"t.html", Language::French};
    fill(view);
    return templates.render(view);
}

std::string page_with(std::string_view body, std::string_view value)
{
    return page(body, [&](View& view) { view.set("X", value); });
}

} // namespace

TEST(View, escapes_a_hostile_value_in_text)
{
    EXPECT_EQ(page_with("<p>{{X}}</p>", hostile),
        "<p>&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;{{X}}</p>");
}

TEST(View, cannot_be_talked_out_of_an_attribute)
{
    auto const html = page_with("<p title=\"{{X}}\">", hostile);
    EXPECT_EQ(html.find("<script"), html.npos);
    EXPECT_EQ(std::count(html.begin(), html.end(), '"'), 2);
}

TEST(View, refuses_a_link_that_would_run_script)
{
    auto const html = page_with("<a href=\"{{X}}\">", "javascript:alert(1)");
    EXPECT_EQ(html.find("javascript"), html.npos);
}

TEST(View, leaves_a_path_of_ours_as_it_is)
{
    EXPECT_EQ(
        page_with("<a href=\"{{X}}\">", "/pizzerias/bellecour?a=1"), "<a href=\"/pizzerias/bellecour?a=1\">");
}

TEST(View, only_keeps_a_value_inside_a_link_within_its_quotes)
{
    // So nothing but numbers, slugs and tokens of ours may stand in the middle of a link.
    EXPECT_EQ(page_with("<a href=\"/p/{{X}}\">", "../\"d"), "<a href=\"/p/../&quot;d\">");
    EXPECT_EQ(page_with("<a href=\"/p?q={{X}}\">", "a&c=\"d"), "<a href=\"/p?q=a&amp;c=&quot;d\">");
}

TEST(View, keeps_a_mark_up_value_inside_a_data_attribute_as_text)
{
    EXPECT_EQ(page_with("<p data-a=\"{{X}}\">", "{\"a\":\"</p>\"}"),
        "<p data-a=\"{&quot;a&quot;:&quot;&lt;/p&gt;&quot;}\">");
}

TEST(View, shows_a_section_once_for_each_round)
{
    auto const html = page("{{#LINE}}<li>{{NAME}} {{PRICE}}</li>{{/LINE}}", [](View& view) {
        view.add("LINE").set("NAME", "Reine").set("PRICE", Money::cents(1150));
        view.add("LINE").set("NAME", "Café").set("PRICE", Money::cents(200));
    });
    EXPECT_EQ(html, "<li>Reine 11,50\u00a0€</li><li>Café 2,00\u00a0€</li>");
}

TEST(View, hides_a_section_nobody_asked_for)
{
    EXPECT_EQ(page("a{{#B}}b{{/B}}", [](View& view) { view.show_if(false, "B"); }), "a");
    EXPECT_EQ(page("a{{#B}}b{{/B}}", [](View& view) { view.show_if(true, "B"); }), "ab");
}

TEST(View, is_read_by_the_sections_inside_it)
{
    auto const html = page("{{#A}}{{X}}{{Y}}{{/A}}", [](View& view) {
        view.set("X", std::int64_t{4});
        view.add("A").set("Y", std::int64_t{-2});
    });
    EXPECT_EQ(html, "4-2");
}

TEST(View, keeps_its_values_when_moved)
{
    auto const html = page("{{X}}{{#A}}{{Y}}{{/A}}", [](View& view) {
        View moved{std::move(view)};
        moved.set("X", "un");
        auto const part = moved.add("A").set("Y", " deux").template_name();
        EXPECT_EQ(part, "t.html");
        view = std::move(moved);
    });
    EXPECT_EQ(html, "un deux");
}

TEST(View, includes_another_template_with_values_of_its_own)
{
    std::array const files{
        Embedded{"outer.html", "{{%AUTOESCAPE context=\"HTML\"}}\n<p>{{>PART}}{{X}}</p>"},
        Embedded{"inner.html", "{{%AUTOESCAPE context=\"HTML\"}}\n<b>{{X}}</b>"},
    };
    Templates const templates{files};
    View view{"outer.html", Language::French};
    view.set("X", "<outside>");
    view.include("PART", "inner.html").set("X", "<inside>");
    EXPECT_EQ(templates.render(view), "<p><b>&lt;inside&gt;</b>&lt;outside&gt;</p>");
}

TEST(Templates, names_the_one_that_does_not_parse)
{
    std::array const files{Embedded{"broken.html", "{{%AUTOESCAPE context=\"HTML\"}}\n{{#A}}never closed"}};
    try {
        Templates const templates{files};
        FAIL() << "a broken template was accepted";
    } catch (std::runtime_error const& error) {
        EXPECT_NE(std::string{error.what()}.find("broken.html"), std::string::npos);
    }
}

TEST(Templates, throws_for_a_template_that_is_not_there)
{
    Templates const templates{std::span<Embedded const>{}};
    EXPECT_THROW(templates.render(View{"none.html", Language::French}), std::logic_error);
}

TEST(Templates, has_every_template_of_the_program)
{
    Templates const templates;
    EXPECT_GT(ocp::html::embedded_templates_count, 0U);
    for (std::size_t i = 0; i < ocp::html::embedded_templates_count; ++i)
        EXPECT_NO_THROW(
            templates.render(View{std::string{ocp::html::embedded_templates[i].name}, Language::French}))
            << ocp::html::embedded_templates[i].name;
}

TEST(Templates, renders_in_several_threads_at_once)
{
    std::array const files{Embedded{"t.html", "{{%AUTOESCAPE context=\"HTML\"}}\n{{#A}}{{X}},{{/A}}"}};
    Templates const templates{files};
    auto const render_often = [&](int number) {
        for (int round = 0; round < 200; ++round) {
            View view{"t.html", Language::French};
            for (int i = 0; i < 5; ++i)
                view.add("A").set("X", std::int64_t{number});
            std::string expected;
            for (int i = 0; i < 5; ++i)
                expected += std::to_string(number) + ',';
            ASSERT_EQ(templates.render(view), expected);
        }
    };
    std::vector<std::jthread> threads;
    for (int number = 0; number < 4; ++number)
        threads.emplace_back(render_often, number);
}
