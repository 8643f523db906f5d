#include "payment/business/give_back_rules.h"

#include <gtest/gtest.h>

namespace ocp::payment {
namespace {

Entry of(Means means, std::int64_t cents)
{
    return {.means = means, .amount = Money::cents(cents)};
}

TEST(GivingBack, counts_what_came_on_reception_less_what_went_back)
{
    EXPECT_EQ(left_on_reception({of(Means::Cash, 1'000), of(Means::Online, 5'000), of(Means::Cash, -300),
                  of(Means::Voucher, 200)}),
        Money::cents(900));
    EXPECT_EQ(left_on_reception({of(Means::Online, 5'000)}), Money{})
        << "the card's money goes back to the card";
}

TEST(GivingBack, returns_each_means_in_the_same_means)
{
    auto const back = entries_back(
        {of(Means::Voucher, 800), of(Means::Card, 500), of(Means::Cash, 200)}, Money::cents(1'000));
    ASSERT_EQ(back.size(), 3U);
    EXPECT_EQ(back[0].means, Means::Cash);
    EXPECT_EQ(back[0].amount, Money::cents(-200));
    EXPECT_EQ(back[1].means, Means::Card);
    EXPECT_EQ(back[1].amount, Money::cents(-500));
    EXPECT_EQ(back[2].means, Means::Voucher);
    EXPECT_EQ(back[2].amount, Money::cents(-300));
}

TEST(GivingBack, returns_no_more_of_a_means_than_is_left_of_it)
{
    auto const back = entries_back(
        {of(Means::Cash, 500), of(Means::Cash, -400), of(Means::Card, 900)}, Money::cents(300));
    ASSERT_EQ(back.size(), 2U);
    EXPECT_EQ(back[0].amount, Money::cents(-100));
    EXPECT_EQ(back[1].amount, Money::cents(-200));
}

} // namespace
} // namespace ocp::payment
