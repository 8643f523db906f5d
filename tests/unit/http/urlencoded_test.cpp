#include "platform/http/forms.h"

#include <gtest/gtest.h>

using namespace ocp::http;

TEST(UrlencodedForm, reads_fields_in_the_order_sent)
{
    auto const form = parse_urlencoded("name=L%C3%A9a+B&empty=&bare&a=1&a=2");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->one("name"), "Léa B");
    EXPECT_EQ(form->one("empty"), "");
    EXPECT_EQ(form->one("bare"), "");
    EXPECT_EQ(form->all("a"), (std::vector<std::string_view>{"1", "2"}));
    EXPECT_EQ(parse_urlencoded("a=b=c")->one("a"), "b=c");
    EXPECT_TRUE(parse_urlencoded("")->items().empty());
    EXPECT_TRUE(parse_urlencoded("&&&")->items().empty());
}

TEST(UrlencodedForm, refuses_a_broken_percent_escape)
{
    for (auto const* bad : {"a=%", "a=%4", "a=%zz", "%=1", "a=%4g", "a=1&b=%"})
        EXPECT_FALSE(parse_urlencoded(bad)) << bad;
}

TEST(UrlencodedForm, refuses_NUL_and_what_is_not_UTF_8)
{
    for (auto const* bad : {"a=%00", "%00=a", "a=%ff", "a=%c3", "a=%c0%80", "a=%ed%a0%80", "a=\xff"})
        EXPECT_FALSE(parse_urlencoded(bad)) << bad;
}

TEST(UrlencodedForm, counts_two_hundred_fields)
{
    std::string text = "a=1";
    for (int i = 1; i < 200; ++i)
        text += "&a=1";
    EXPECT_TRUE(parse_urlencoded(text));
    EXPECT_FALSE(parse_urlencoded(text + "&a=1"));
}

TEST(UrlEncoding, escapes_what_has_a_meaning_and_comes_back)
{
    EXPECT_EQ(url_encode("a b&c=é/?~-._"), "a%20b%26c%3D%C3%A9%2F%3F~-._");
    EXPECT_EQ(parse_urlencoded("q=" + url_encode("100 % + é"))->one("q"), "100 % + é");
}
