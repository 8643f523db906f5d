#include "bank/business/mischief.h"

#include <gtest/gtest.h>

namespace ocp::bank {

using What = Prank::What;

TEST(Mischief, happens_as_often_as_it_was_asked_for)
{
    Mischief mischief;
    mischief.add({.what = What::FailAfter, .times = 2});
    EXPECT_EQ(mischief.left(), 2);
    EXPECT_EQ(mischief.take("GET", "/v1/refunds")->what, What::FailAfter);
    EXPECT_TRUE(mischief.take("GET", "/v1/refunds"));
    EXPECT_FALSE(mischief.take("GET", "/v1/refunds"));
}

TEST(Mischief, meets_only_the_calls_it_is_for)
{
    Mischief mischief;
    mischief.add({.what = What::CutBefore, .to = "POST /v1/checkout/sessions/*/expire"});
    mischief.add({.what = What::TooMany, .to = "POST /v1/checkout/sessions"});
    EXPECT_FALSE(mischief.take("GET", "/v1/checkout/sessions"));
    EXPECT_FALSE(mischief.take("POST", "/v1/checkout/sessions/cs_1"));
    EXPECT_EQ(mischief.take("POST", "/v1/checkout/sessions")->what, What::TooMany);
    EXPECT_EQ(mischief.take("POST", "/v1/checkout/sessions/cs_1/expire")->what, What::CutBefore);
    EXPECT_EQ(mischief.left(), 0);
}

TEST(Mischief, ends_when_all_is_reset)
{
    Mischief mischief;
    mischief.add({.times = 5});
    mischief.clear();
    EXPECT_FALSE(mischief.take("GET", "/v1/refunds"));
}

TEST(Mischief, has_names)
{
    EXPECT_EQ(prank_called("slow_after"), What::SlowAfter);
    EXPECT_EQ(prank_called("429"), What::TooMany);
    EXPECT_FALSE(prank_called("nonsense"));
}

} // namespace ocp::bank
