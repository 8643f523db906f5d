#include "platform/http/request.h"

#include <gtest/gtest.h>

using ocp::http::Fields;

namespace {

Fields one_field(std::string value)
{
    Fields fields;
    fields.add("n", std::move(value));
    return fields;
}

} // namespace

TEST(Fields, answer_a_value_only_when_it_was_sent_once)
{
    Fields fields;
    fields.add("a", "1");
    EXPECT_EQ(fields.one("a"), "1");
    fields.add("a", "2");
    EXPECT_EQ(fields.one("a"), std::nullopt);
    EXPECT_EQ(fields.all("a"), (std::vector<std::string_view>{"1", "2"}));
    EXPECT_TRUE(fields.has("a"));
    EXPECT_FALSE(fields.has("b"));
    EXPECT_EQ(fields.one("b"), std::nullopt);
}

TEST(Fields, cut_the_blanks_around_a_value)
{
    EXPECT_EQ(one_field("  Lola \t\r\n").trimmed("n"), "Lola");
    EXPECT_EQ(one_field("   ").trimmed("n"), "");
    EXPECT_EQ(Fields{}.trimmed("n"), "");
}

TEST(Fields, read_whole_numbers_and_nothing_that_only_looks_like_one)
{
    EXPECT_EQ(one_field("42").number("n"), 42);
    EXPECT_EQ(one_field("-1").number("n"), -1);
    EXPECT_EQ(one_field("9223372036854775807").number("n"), INT64_MAX);
    for (auto const* bad :
        {"", "-", "+1", " 1", "1 ", "1.5", "1e9", "0x1", "NaN", "9223372036854775808", "--1", "1,0"})
        EXPECT_EQ(one_field(bad).number("n"), std::nullopt) << bad;
}
