#include "order/business/receipt_rules.h"
#include "payment/business/tender_rules.h"

#include <gtest/gtest.h>

namespace ocp::payment {
namespace {

constexpr Money cents(std::int64_t amount)
{
    return Money::cents(amount);
}

Tender::Part part(Means means, std::optional<Money> amount = {}, std::optional<Money> given = {})
{
    return {.means = means, .amount = amount, .given = given};
}

Entry entry(Means means, std::int64_t amount)
{
    return {.means = means, .amount = cents(amount)};
}

TEST(TenderRules, take_all_that_is_due_in_one_means)
{
    for (auto const means : {Means::Cash, Means::Card, Means::Voucher}) {
        auto const entries = entries_of({{part(means)}}, cents(1'250));
        ASSERT_TRUE(entries);
        ASSERT_EQ(entries->size(), 1U);
        EXPECT_EQ(entries->front().means, means);
        EXPECT_EQ(entries->front().amount, cents(1'250));
        EXPECT_FALSE(entries->front().given);
    }
}

TEST(TenderRules, take_several_means_that_come_to_what_is_due)
{
    auto const entries = entries_of({{part(Means::Card, cents(1'000)), part(Means::Voucher, cents(2'500)),
                                        part(Means::Cash, std::nullopt, cents(1'000))}},
        cents(3'950));
    ASSERT_TRUE(entries);
    ASSERT_EQ(entries->size(), 3U);
    EXPECT_EQ(entries->at(2).amount, cents(450)) << "what the others leave";
    EXPECT_EQ(entries->at(2).given, cents(1'000));
}

TEST(TenderRules, know_no_change_where_there_is_none)
{
    EXPECT_FALSE(entries_of({{part(Means::Cash, {}, cents(1'250))}}, cents(1'250))->front().given);
    EXPECT_TRUE(entries_of({{part(Means::Cash, {}, cents(1'251))}}, cents(1'250))->front().given);
}

TEST(TenderRules, take_nothing_else)
{
    using enum Means;
    for (auto const& parts : std::vector<std::vector<Tender::Part>>{{}, {part(Online)},
             {part(Cash, cents(1'249))}, {part(Cash, cents(1'251))}, {part(Cash), part(Card)},
             {part(Cash, cents(1'250)), part(Card)}, {part(Cash, cents(1'350)), part(Card, cents(-100))},
             {part(Cash, cents(1'250)), part(Card, cents(0))}, {part(Cash, {}, cents(1'249))},
             {part(Card, {}, cents(2'000))}, {part(Voucher, {}, cents(1'250))}}) {
        auto const entries = entries_of({parts}, cents(1'250));
        ASSERT_FALSE(entries);
        EXPECT_EQ(entries.error(), Refusal::AmountWrong);
    }
    EXPECT_EQ(entries_of({{part(Cash)}}, Money{}).error(), Refusal::AmountWrong) << "nothing is due";
}

TEST(TenderRules, take_vouchers_up_to_the_limit_of_a_day_to_the_cent)
{
    std::vector<Entry> const entries{entry(Means::Voucher, 1'500), entry(Means::Cash, 9'000)};
    EXPECT_TRUE(check_vouchers(entries, {cents(9'000), cents(1'000)}));
    EXPECT_EQ(check_vouchers(entries, {cents(9'000), cents(1'001)}).error(), Refusal::VoucherLimit);
    EXPECT_EQ(check_vouchers({entry(Means::Voucher, 1'500), entry(Means::Voucher, 1'001)}, {cents(9'000), {}})
                  .error(),
        Refusal::VoucherLimit)
        << "two books of vouchers are one customer's";
    EXPECT_TRUE(check_vouchers({entry(Means::Cash, 9'000)}, {cents(9'000), cents(2'500)}));
}

TEST(TenderRules, take_no_vouchers_for_alcohol)
{
    EXPECT_TRUE(check_vouchers({entry(Means::Voucher, 1'500)}, {cents(1'500), {}}));
    EXPECT_EQ(check_vouchers({entry(Means::Voucher, 1'500)}, {cents(1'499), {}}).error(),
        Refusal::VoucherForAlcohol);
    EXPECT_TRUE(check_vouchers({entry(Means::Card, 1'500)}, {cents(0), {}}));
}

TEST(TenderRules, count_alcohol_less_its_share_of_a_discount)
{
    order::OrderLine const pizza{1, ProductId{1}, "M", "Reine", "", 2, cents(1'000), 1'000, {}};
    order::OrderLine wine{2, ProductId{2}, "", "Chianti", "", 1, cents(2'000), 2'000, {}};
    wine.is_alcohol = true;
    EXPECT_EQ(order::alcohol_in({pizza, wine}, {}), cents(2'000));
    EXPECT_EQ(order::alcohol_in({pizza, wine}, cents(1'000)), cents(1'500));
    EXPECT_EQ(order::alcohol_in({pizza}, cents(1'000)), Money{});
}

} // namespace
} // namespace ocp::payment
