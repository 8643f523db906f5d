#include "bank/business/payment_rules.h"

#include <gtest/gtest.h>

namespace ocp::bank {

namespace {

constexpr Money euros(std::int64_t euros)
{
    return Money::cents(euros * 100);
}

} // namespace

TEST(SessionEnd, is_half_an_hour_to_a_day_ahead)
{
    constexpr std::int64_t now = 1'700'000'000, minute = 60, hour = 3600;
    EXPECT_FALSE(may_expire_at(now, now + 29 * minute));
    EXPECT_TRUE(may_expire_at(now, now + 30 * minute));
    EXPECT_TRUE(may_expire_at(now, now + 24 * hour));
    EXPECT_FALSE(may_expire_at(now, now + 24 * hour + minute));
    EXPECT_FALSE(may_expire_at(now, now - minute));
}

TEST(RefundCeiling, lets_back_what_was_paid_and_no_cent_more)
{
    EXPECT_EQ(refund_ceiling(euros(24), euros(0), euros(24)), Ceiling::Fits);
    EXPECT_EQ(refund_ceiling(euros(24), euros(0), euros(24) + Money::cents(1)), Ceiling::TooMuch);
    EXPECT_EQ(refund_ceiling(euros(24), euros(10), euros(14)), Ceiling::Fits);
    EXPECT_EQ(refund_ceiling(euros(24), euros(10), euros(15)), Ceiling::TooMuch);
    EXPECT_EQ(refund_ceiling(euros(24), euros(24), Money::cents(1)), Ceiling::AlreadyRefunded);
}

} // namespace ocp::bank
