#include "bank/business/bracket_form.h"

#include <gtest/gtest.h>

namespace ocp::bank {

namespace {

BracketForm read(std::string_view text)
{
    auto form = BracketForm::read(text);
    EXPECT_TRUE(form) << form.error();
    return *form;
}

/// The field that is complained of.
std::string fault(std::string_view text)
{
    auto const form = BracketForm::read(text);
    return form ? "none" : form.error();
}

} // namespace

TEST(BracketForm, has_each_field_by_its_whole_path)
{
    auto const form = read("mode=payment&line_items%5B0%5D%5Bprice_data%5D%5Bunit_amount%5D=1200&a=b%20c+d");
    EXPECT_EQ(form.text("mode"), "payment");
    EXPECT_EQ(form.number("line_items[0][price_data][unit_amount]", 0), 1200);
    EXPECT_EQ(form.text("a"), "b c d");
    EXPECT_FALSE(form.one("line_items"));
}

TEST(BracketForm, gathers_what_a_merchant_notes)
{
    auto const form = read("metadata[order]=42&metadata[attempt]=1&payment_intent_data[metadata][order]=43");
    EXPECT_EQ(
        form.group("metadata"), (std::map<std::string, std::string>{{"attempt", "1"}, {"order", "42"}}));
    EXPECT_EQ(
        form.group("payment_intent_data[metadata]"), (std::map<std::string, std::string>{{"order", "43"}}));
}

TEST(BracketForm, counts_rows_in_any_order_and_without_numbers)
{
    EXPECT_EQ(read("l[1][q]=1&l[0][q]=1&l[0][n]=x").rows("l"), 2u);
    EXPECT_EQ(read("types[]=card&types[]=link").rows("types"), 2u);
    EXPECT_EQ(read("types[]=card&types[]=link").text("types[1]"), "link");
    EXPECT_EQ(read("").rows("l"), 0u);
    auto many = std::string{};
    for (int i = 0; i < 12; ++i)
        many += "l[" + std::to_string(i) + "]=x&";
    EXPECT_EQ(read(many).rows("l"), 12u);
}

TEST(BracketForm, has_no_rows_when_one_is_missing_or_no_number)
{
    EXPECT_EQ(read("l[0]=1&l[2]=1").rows("l"), std::nullopt);
    EXPECT_EQ(read("l[x]=1").rows("l"), std::nullopt);
    EXPECT_EQ(read("l[99999]=1").rows("l"), std::nullopt);
}

TEST(BracketForm, refuses_brackets_that_do_not_pair)
{
    for (auto const* name : {"a[", "a]", "a[0", "a[0]]", "a[[0]]", "[0]", "a[]b", "a[0]b", ""})
        EXPECT_EQ(fault(std::string{name} + "=1"), name);
    EXPECT_EQ(fault("a[1][2][3][4][5]=1"), "none");
    EXPECT_EQ(fault("a[1][2][3][4][5][6]=1"), "a[1][2][3][4][5][6]");
}

TEST(BracketForm, refuses_a_field_sent_twice_and_broken_escapes)
{
    EXPECT_EQ(fault("a=1&a=2"), "a");
    EXPECT_EQ(fault("a=%zz"), "");
    EXPECT_EQ(fault("a=%ff"), "");
}

} // namespace ocp::bank
