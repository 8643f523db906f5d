#include "payment/business/give_back_rules.h"

#include <gtest/gtest.h>
#include <map>
#include <vector>

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

/// Refunds of one order, numbered as they come.
struct RefundsOfAnOrder {
    std::vector<Refund> all;
    std::vector<Entry> ledger;
    RefundsOfAnOrder& with(Refund::State state, std::int64_t cents, Cause cause = Cause::Goodwill)
    {
        all.push_back({RefundId{static_cast<std::int64_t>(all.size()) + 1}, OrderId{1}, "pi_1",
            Money::cents(cents), cause, {}, {}, state, {}, {}});
        return *this;
    }
    RefundsOfAnOrder& in_cash(std::int64_t refund, std::int64_t cents)
    {
        ledger.push_back({.means = Means::Cash, .amount = Money::cents(-cents), .refund = RefundId{refund}});
        return *this;
    }
    std::map<std::int64_t, std::int64_t> open(std::int64_t left = 100'000) const
    {
        std::map<std::int64_t, std::int64_t> cents;
        for (auto const& [refund, amount] : still_to_give_back(all, ledger, Money::cents(left)))
            cents[refund.value()] = amount.cents();
        return cents;
    }
};
using Open = std::map<std::int64_t, std::int64_t>;
using enum Refund::State;

TEST(MakingGood, is_of_refunds_that_failed)
{
    EXPECT_EQ(RefundsOfAnOrder{}.with(Asked, 1).with(Sent, 2).with(Done, 3).open(), Open{});
    EXPECT_EQ(RefundsOfAnOrder{}.with(Failed, 500).open(), (Open{{1, 500}}));
}

TEST(MakingGood, leaves_what_was_not_given_at_the_till)
{
    EXPECT_EQ(RefundsOfAnOrder{}.with(Failed, 500).in_cash(1, 200).open(), (Open{{1, 300}}));
    EXPECT_EQ(RefundsOfAnOrder{}.with(Failed, 500).in_cash(1, 200).in_cash(1, 300).open(), Open{});
    EXPECT_EQ(left_on_reception({of(Means::Cash, 1'000),
                  {.means = Means::Cash, .amount = Money::cents(-300), .refund = RefundId{1}}}),
        Money::cents(1'000))
        << "that was the bank's money";
}

TEST(MakingGood, is_the_matter_of_the_next_refund_whatever_becomes_of_it)
{
    EXPECT_EQ(RefundsOfAnOrder{}.with(Failed, 500).with(Asked, 500).open(), Open{});
    EXPECT_EQ(RefundsOfAnOrder{}.with(Failed, 500).with(Failed, 500).open(), (Open{{2, 500}}));
    EXPECT_EQ(RefundsOfAnOrder{}.with(Failed, 500).with(Done, 200).open(), (Open{{1, 300}}));
    EXPECT_EQ(RefundsOfAnOrder{}.with(Failed, 500).with(Failed, 300).with(Done, 600).open(), Open{})
        << "500 are due: of the first 200, of the second 300";
    EXPECT_EQ(RefundsOfAnOrder{}.with(Done, 500).with(Failed, 500).open(), (Open{{2, 500}}))
        << "what went before is something else";
}

TEST(MakingGood, is_not_done_by_what_goes_back_for_another_change_or_payment)
{
    EXPECT_EQ(RefundsOfAnOrder{}.with(Failed, 300, Cause::Amended).with(Done, 400, Cause::Amended).open(),
        (Open{{1, 300}}));
    EXPECT_EQ(RefundsOfAnOrder{}.with(Failed, 300, Cause::Amended).with(Done, 1'000, Cause::Twice).open(),
        (Open{{1, 300}}));
    EXPECT_EQ(RefundsOfAnOrder{}.with(Failed, 300, Cause::Amended).with(Done, 1'000, Cause::Cancelled).open(),
        Open{})
        << "then all that is left goes back";
}

TEST(MakingGood, is_never_more_than_is_left_of_what_was_paid)
{
    auto const two = RefundsOfAnOrder{}.with(Failed, 300, Cause::Amended).with(Failed, 400, Cause::Amended);
    EXPECT_EQ(two.open(500), (Open{{1, 300}, {2, 200}}));
    EXPECT_EQ(two.open(0), Open{});
}

TEST(MoneyOnItsWayBack, is_told_by_how_far_it_has_come)
{
    auto const order = RefundsOfAnOrder{}
                           .with(Failed, 500, Cause::Amended)
                           .in_cash(1, 200)
                           .with(Asked, 10, Cause::Amended)
                           .with(Sent, 20, Cause::Amended)
                           .with(Done, 40, Cause::Amended);
    EXPECT_EQ(going_back(order.all, order.ledger, Money::cents(1'000)),
        (GoingBack{Money::cents(30), Money::cents(40), Money::cents(200), Money::cents(300)}));
}

} // namespace
} // namespace ocp::payment
