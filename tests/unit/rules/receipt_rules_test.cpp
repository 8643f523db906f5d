#include "order/business/receipt_rules.h"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace ocp::order {
namespace {

using payment::rates_of;
using payment::RateSums;
using payment::ReceiptLine;
using payment::total_of;

Money cents(std::int64_t amount)
{
    return Money::cents(amount);
}

Sale::Line sold_for(std::int64_t price, int rate)
{
    return {"Reine", 1, cents(price), rate};
}

TEST(ReceiptRules, extract_the_tax_that_an_amount_holds)
{
    EXPECT_EQ(vat_in(cents(1'100), 1'000), cents(100));
    EXPECT_EQ(vat_in(cents(840), 1'000), cents(76));
    EXPECT_EQ(vat_in(cents(250), 550), cents(13));
    EXPECT_EQ(vat_in(cents(600), 2'000), cents(100));
    EXPECT_EQ(vat_in(cents(-600), 2'000), cents(-100));
    EXPECT_EQ(vat_in(cents(0), 2'000), cents(0));
    EXPECT_EQ(vat_in(cents(600), 0), cents(0));
}

TEST(ReceiptRules, add_up_by_rate)
{
    auto const sums = rates_of(
        receipt_lines({{sold_for(1'100, 1'000), sold_for(211, 550), sold_for(1'100, 1'000)}, {}, {}}));
    ASSERT_EQ(sums.size(), 2U);
    EXPECT_EQ(sums.at(550), (payment::RateSum{cents(211), cents(11)}));
    EXPECT_EQ(sums.at(1'000), (payment::RateSum{cents(2'200), cents(200)}));
}

TEST(ReceiptRules, extract_tax_of_a_line_and_not_of_each_piece)
{
    auto const lines = receipt_lines({{{"Cola", 3, cents(99), 550}}, {}, {}});
    EXPECT_EQ(lines.front().total, cents(297));
    EXPECT_EQ(lines.front().vat, cents(15)) << "and not three times five rounded up";
}

TEST(ReceiptRules, tax_the_delivery_like_what_most_of_the_money_went_for)
{
    auto const lines = receipt_lines({{sold_for(2'000, 1'000), sold_for(300, 550)}, {}, cents(250)});
    EXPECT_EQ(lines.back().vat_rate, 1'000);
    EXPECT_EQ(lines.back().total, cents(250));
}

TEST(ReceiptRules, lower_what_each_line_costs_in_proportion_by_a_discount)
{
    auto const lines = receipt_lines({{sold_for(1'085, 1'000), sold_for(265, 550)}, cents(135), cents(250)});
    EXPECT_EQ(lines[0].discount, cents(109)) << "the cent left goes to the first of equals";
    EXPECT_EQ(lines[1].discount, cents(26));
    EXPECT_EQ(lines[2].discount, cents(0));
    EXPECT_EQ(total_of(lines), cents(1'085 + 265 - 135 + 250));
}

TEST(ReceiptRules, are_of_nothing_for_nothing)
{
    EXPECT_TRUE(receipt_lines({}).empty());
}

Sale any_sale()
{
    Sale sale;
    Money sum;
    for (auto left = *rc::gen::inRange(1, 12); left > 0; --left) {
        sale.lines.push_back({"Reine", *rc::gen::inRange<std::int64_t>(1, 9),
            cents(*rc::gen::inRange<std::int64_t>(0, 10'000)), *rc::gen::element(550, 1'000, 2'000)});
        sum += sale.lines.back().unit_price * sale.lines.back().quantity;
    }
    sale.fee = cents(*rc::gen::inRange<std::int64_t>(0, 500));
    sale.discount = cents(*rc::gen::inRange<std::int64_t>(0, sum.cents() + 1));
    return sale;
}

RC_GTEST_PROP(ReceiptRules, never_lose_a_cent, ())
{
    auto const sale = any_sale();
    auto const lines = receipt_lines(sale);
    Money goods, discounts, by_rate;
    for (auto const& line : sale.lines)
        goods += line.unit_price * line.quantity;
    for (auto const& line : lines) {
        discounts += line.discount;
        RC_ASSERT(line.vat >= Money{} && line.vat <= line.total && line.total >= Money{});
    }
    for (auto const& [rate, sum] : rates_of(lines))
        by_rate += sum.gross;
    RC_ASSERT(discounts == sale.discount);
    RC_ASSERT(total_of(lines) == goods + sale.fee - sale.discount);
    RC_ASSERT(by_rate == total_of(lines));
}

RC_GTEST_PROP(ReceiptRules, come_to_nothing_when_all_has_gone_back_in_whatever_parts, ())
{
    auto const sold = receipt_lines(any_sale());
    auto balance = rates_of(sold);
    auto left = total_of(sold);
    for (auto parts = *rc::gen::inRange(0, 4); parts >= 0 && left > Money{}; --parts) {
        auto const part = parts == 0 ? left : cents(*rc::gen::inRange<std::int64_t>(1, left.cents() + 1));
        auto const lines = lines_of_change(sold, balance, Money{} - part);
        RC_ASSERT(total_of(lines) == Money{} - part);
        balance = booked(std::move(balance), lines);
        left = left - part;
        for (auto const& [rate, sum] : balance) {
            RC_ASSERT(sum.vat >= Money{});
            RC_ASSERT(sum.gross >= sum.vat);
        }
    }
    for (auto const& [rate, sum] : balance)
        if (left == Money{}) RC_ASSERT(sum == payment::RateSum{});
}

RC_GTEST_PROP(ReceiptRules, lead_to_what_is_sold_now_whatever_was_given_back_before_it_changed, ())
{
    auto sold = receipt_lines(any_sale());
    auto balance = rates_of(sold);
    auto left = total_of(sold);
    for (auto steps = *rc::gen::inRange(1, 6); steps > 0; --steps) {
        auto const before = sold;
        auto change = Money{} - cents(*rc::gen::inRange<std::int64_t>(0, left.cents() + 1));
        std::vector<ReceiptLine> wished;
        if (*rc::gen::arbitrary<bool>()) {
            sold = receipt_lines(any_sale());
            change = std::max(total_of(sold) - total_of(before), Money{} - left);
            wished = payment::reversed(before);
            wished.insert(wished.end(), sold.begin(), sold.end());
        }
        auto const lines = lines_of_change(sold, balance, change, wished);
        RC_ASSERT(total_of(lines) == change);
        balance = booked(std::move(balance), lines);
        left += change;
        auto rates = rates_of(sold);
        for (auto const& [rate, sum] : balance) {
            RC_ASSERT(Money{} <= sum.vat && sum.vat <= sum.gross && sum.gross <= rates[rate].gross);
            if (left == total_of(sold)) RC_ASSERT(sum == rates[rate]);
            if (left == Money{}) RC_ASSERT(sum == payment::RateSum{});
        }
    }
}

TEST(ReceiptRules, take_a_beer_off_of_which_a_part_was_given_back_with_the_rest)
{
    ReceiptLine const reine{"Reine", 1, cents(1'000), {}, cents(1'000), 1'000, cents(91)};
    ReceiptLine const beer{"Bière", 1, cents(400), {}, cents(400), 2'000, cents(67)};
    auto balance = rates_of({reine, beer});
    balance = booked(balance, lines_of_change({reine, beer}, balance, cents(-700)));
    EXPECT_EQ(balance[2'000], (payment::RateSum{cents(200), cents(34)}));
    auto const lines = lines_of_change({reine}, balance, cents(-400), {reversed(beer)});
    EXPECT_EQ(lines,
        (std::vector<ReceiptLine>{{"Ajustement", -1, cents(200), {}, cents(-200), 1'000, cents(-18)},
            {"Ajustement", -1, cents(200), {}, cents(-200), 2'000, cents(-34)}}));
}

TEST(ReceiptRules, add_up_when_more_went_back_than_there_was)
{
    ReceiptLine const reine{"Reine", 1, cents(1'337), {}, cents(1'337), 1'000, cents(122)};
    ReceiptLine const beer{"Bière", 1, cents(391), {}, cents(391), 2'000, cents(65)};
    std::vector const sold{reine, beer};
    payment::RateSums balance; // all is on its way back already, and somebody gives it back at Stripe too
    for (auto const amount : {-1'000, -500, -1, 1'501}) {
        auto const lines = lines_of_change(sold, balance, cents(amount));
        EXPECT_EQ(total_of(lines), cents(amount));
        balance = booked(std::move(balance), lines);
        for (auto const& [rate, sum] : balance)
            EXPECT_LE(sum.gross, sum.vat);
    }
    for (auto const& [rate, sum] : balance)
        EXPECT_EQ(sum, payment::RateSum{}) << "once it came back";
}

TEST(ReceiptRules, let_hold_what_was_not_taken_back)
{
    ReceiptLine const reine{"Reine", 2, cents(1'100), cents(200), cents(2'000), 1'000, cents(182)};
    ReceiptLine const water{"Eau", 1, cents(211), {}, cents(211), 550, cents(11)};
    ReceiptLine const goodwill{"Remboursement", -1, cents(300), {}, cents(-300), 1'000, cents(-27)};
    auto one_reine = reversed(reine);
    one_reine.quantity = -1;
    one_reine.discount = cents(-100);
    one_reine.total = cents(-1'000);
    one_reine.vat = cents(-91);
    std::vector const all{reine, water, reversed(water), one_reine, goodwill};
    auto const held = what_holds(all);
    ASSERT_EQ(held.size(), 2U);
    EXPECT_EQ(held[0], (ReceiptLine{"Reine", 1, cents(1'100), cents(100), cents(1'000), 1'000, cents(91)}));
    EXPECT_EQ(held[1], goodwill);
    EXPECT_EQ(total_of(held), total_of(all));
    EXPECT_TRUE(what_holds({reine, reversed(reine)}).empty());
}

TEST(ReceiptRules, take_no_more_tax_back_than_is_left_however_small_the_parts)
{
    std::vector<ReceiptLine> const sold{{"Bière", 1, cents(13), {}, cents(13), 2'000, cents(2)}};
    auto balance = rates_of(sold);
    for (auto const part : {4, 4, 4}) {
        balance = booked(balance, lines_of_change(sold, balance, cents(-part)));
        EXPECT_GE(balance[2'000].vat, Money{});
    }
    EXPECT_EQ(balance[2'000].gross, cents(1));
}

} // namespace
} // namespace ocp::order
