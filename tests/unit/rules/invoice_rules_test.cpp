#include "order/business/invoice_rules.h"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace ocp::order {
namespace {

Money cents(std::int64_t amount)
{
    return Money::cents(amount);
}

TEST(InvoiceRules, extract_the_tax_that_an_amount_holds)
{
    EXPECT_EQ(vat_in(cents(1'100), 1'000), cents(100));
    EXPECT_EQ(vat_in(cents(840), 1'000), cents(76));
    EXPECT_EQ(vat_in(cents(250), 550), cents(13));
    EXPECT_EQ(vat_in(cents(600), 2'000), cents(100));
    EXPECT_EQ(vat_in(cents(0), 2'000), cents(0));
    EXPECT_EQ(vat_in(cents(600), 0), cents(0));
}

TEST(InvoiceRules, add_up_by_rate_the_lowest_first)
{
    auto const shares = vat_shares({{cents(1'100), 1'000}, {cents(211), 550}, {cents(1'100), 1'000}}, {}, {});
    ASSERT_EQ(shares.size(), 2U);
    EXPECT_EQ(shares[0].rate, 550);
    EXPECT_EQ(shares[0].vat, cents(11));
    EXPECT_EQ(shares[1].gross, cents(2'200));
    EXPECT_EQ(shares[1].vat, cents(200));
    EXPECT_EQ(shares[1].net, cents(2'000));
}

TEST(InvoiceRules, tax_the_delivery_like_what_most_of_the_money_went_for)
{
    auto const shares = vat_shares({{cents(2'000), 1'000}, {cents(300), 550}}, cents(250), {});
    ASSERT_EQ(shares.size(), 2U);
    EXPECT_EQ(shares[1].rate, 1'000);
    EXPECT_EQ(shares[1].gross, cents(2'250));
}

TEST(InvoiceRules, lower_what_each_rate_is_on_in_proportion_by_a_discount)
{
    auto const shares = vat_shares({{cents(1'085), 1'000}, {cents(265), 550}}, cents(250), cents(135));
    ASSERT_EQ(shares.size(), 2U);
    EXPECT_EQ(shares[0].gross, cents(265 - 26));
    EXPECT_EQ(shares[1].gross, cents(1'085 - 109 + 250)) << "the cent left goes to the first of equals";
}

TEST(InvoiceRules, say_what_a_discount_takes_off_each_rate)
{
    auto const parts
        = discount_by_rate({{cents(1'085), 1'000}, {cents(265), 550}, {cents(0), 2'000}}, cents(135));
    ASSERT_EQ(parts.size(), 2U) << "nothing is taken off what costs nothing";
    EXPECT_EQ(parts[0].rate, 550);
    EXPECT_EQ(parts[0].amount, cents(26));
    EXPECT_EQ(parts[1].rate, 1'000);
    EXPECT_EQ(parts[1].amount, cents(109));
    EXPECT_TRUE(discount_by_rate({{cents(1'085), 1'000}}, {}).empty());
}

TEST(InvoiceRules, are_of_nothing_for_nothing)
{
    EXPECT_TRUE(vat_shares({}, {}, {}).empty());
}

RC_GTEST_PROP(InvoiceRules, never_lose_a_cent, ())
{
    auto const count = *rc::gen::inRange(1, 12);
    std::vector<InvoicedLine> lines;
    Money sum;
    for (int i = 0; i < count; ++i) {
        lines.push_back(
            {cents(*rc::gen::inRange<std::int64_t>(0, 10'000)), *rc::gen::element(550, 1'000, 2'000)});
        sum += lines.back().total;
    }
    auto const fee = cents(*rc::gen::inRange<std::int64_t>(0, 500));
    auto const discount = cents(*rc::gen::inRange<std::int64_t>(0, sum.cents() + 1));
    std::map<int, Money> rows; // what stands above the shares, by rate
    for (auto const& line : lines)
        rows[line.vat_rate] += line.total;
    for (auto const& part : discount_by_rate(lines, discount))
        rows[part.rate] = rows[part.rate] - part.amount;
    if (fee > Money{}) rows[delivery_rate(lines, discount)] += fee;
    Money gross;
    for (auto const& share : vat_shares(lines, fee, discount)) {
        gross += share.gross;
        RC_ASSERT(share.gross == rows[share.rate]);
        RC_ASSERT(share.net + share.vat == share.gross);
        RC_ASSERT(share.vat >= Money{});
    }
    RC_ASSERT(gross == sum + fee - discount);
}

} // namespace
} // namespace ocp::order
