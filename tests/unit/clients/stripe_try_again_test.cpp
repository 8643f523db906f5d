#include "clients/stripe/try_again.h"

#include <gtest/gtest.h>

namespace ocp {
namespace {

using namespace std::chrono_literals;
using outgoing::Failure;
using stripe::wait_before_another;

outgoing::Answer failed(Failure failure, unsigned status = 0, std::string const& advice = "")
{
    outgoing::Answer answer;
    answer.status = status;
    answer.failure = failure;
    if (!advice.empty()) answer.headers = {{"stripe-should-retry", advice}};
    return answer;
}

TEST(StripeTryAgain, once_when_the_connection_failed)
{
    for (auto const failure : {Failure::NotSent, Failure::Unknown}) {
        auto const wait = wait_before_another(failed(failure), 1, 8s);
        ASSERT_TRUE(wait);
        EXPECT_EQ(wait->shortest, 0ms);
        EXPECT_EQ(wait->longest, 250ms);
        EXPECT_FALSE(wait_before_another(failed(failure), 2, 8s)) << "not twice";
        EXPECT_FALSE(wait_before_another(failed(failure), 1, 1'200ms)) << "there is no time for an answer";
    }
}

TEST(StripeTryAgain, twice_when_the_key_is_in_use)
{
    for (int const tries : {1, 2}) {
        auto const wait = wait_before_another(failed(Failure::Later, 409), tries, 8s);
        ASSERT_TRUE(wait) << tries;
        EXPECT_EQ(wait->shortest, 500ms);
        EXPECT_EQ(wait->longest, 1s);
    }
    EXPECT_FALSE(wait_before_another(failed(Failure::Later, 409), 3, 8s));
}

TEST(StripeTryAgain, not_when_stripe_is_away_or_says_no)
{
    for (unsigned const status : {400U, 401U, 402U, 404U, 429U, 500U, 503U})
        EXPECT_FALSE(wait_before_another(failed(Failure::Later, status), 1, 8s)) << status;
    EXPECT_FALSE(wait_before_another(failed(Failure::OurFault), 1, 8s)) << "a certificate";
    EXPECT_FALSE(wait_before_another({}, 1, 8s)) << "nothing failed";
}

TEST(StripeTryAgain, as_stripe_advises)
{
    EXPECT_TRUE(wait_before_another(failed(Failure::Later, 500, "true"), 2, 8s));
    EXPECT_FALSE(wait_before_another(failed(Failure::Later, 500, "true"), 3, 8s));
    EXPECT_FALSE(wait_before_another(failed(Failure::Later, 409, "false"), 1, 8s));
    EXPECT_FALSE(wait_before_another(failed(Failure::Later, 500, "perhaps"), 1, 8s));
}

TEST(StripeTryAgain, no_sooner_than_asked_for)
{
    auto patient = failed(Failure::Later, 409);
    patient.retry_after = 3s;
    EXPECT_EQ(wait_before_another(patient, 1, 8s)->shortest, 3s);
    EXPECT_FALSE(wait_before_another(patient, 1, 3'500ms));
    patient.retry_after = std::chrono::seconds::max();
    EXPECT_FALSE(wait_before_another(patient, 1, 8s));
}

} // namespace
} // namespace ocp
