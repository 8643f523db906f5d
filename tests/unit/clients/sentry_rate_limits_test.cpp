#include "clients/sentry/rate_limits.h"

#include <gtest/gtest.h>

namespace ocp::sentry {

namespace {

using namespace std::chrono_literals;

struct SentryRateLimits : testing::Test {
    RateLimits limits;
    RateLimits::Moment const now = std::chrono::steady_clock::now();

    /// Seconds of silence asked for.
    long silence(Category category) const
    {
        return std::max(0L,
            static_cast<long>(
                std::chrono::duration_cast<std::chrono::seconds>(limits.until(category) - now).count()));
    }
    void expect(long errors, long transactions, long sessions) const
    {
        EXPECT_EQ(silence(Category::Error), errors);
        EXPECT_EQ(silence(Category::Transaction), transactions);
        EXPECT_EQ(silence(Category::Session), sessions);
    }
};

} // namespace

TEST_F(SentryRateLimits, are_none_before_an_answer_and_after_a_plain_one)
{
    expect(0, 0, 0);
    limits.heed(200, "", 0s, now);
    limits.heed(500, "", 30s, now);
    expect(0, 0, 0);
}

TEST_F(SentryRateLimits, hold_for_the_named_categories_whatever_the_status)
{
    limits.heed(200, "60:error;transaction:organization:quota, 120:transaction:project", 0s, now);
    expect(60, 120, 0);
}

TEST_F(SentryRateLimits, hold_for_all_when_none_is_named)
{
    limits.heed(429, "7::organization", 0s, now);
    expect(7, 7, 7);
}

TEST_F(SentryRateLimits, ignore_categories_and_words_that_are_unknown)
{
    limits.heed(429, "60:attachment;metric_bucket:organization, x:error, -5:error", 0s, now);
    expect(0, 0, 0);
}

TEST_F(SentryRateLimits, keep_the_longest)
{
    limits.heed(200, "60:session", 0s, now);
    limits.heed(200, "5:session", 0s, now);
    expect(0, 0, 60);
}

TEST_F(SentryRateLimits, follow_Retry_After_of_a_429_and_take_a_minute_without_it)
{
    limits.heed(429, "", 12s, now);
    expect(12, 12, 12);
    limits.heed(429, "", 0s, now);
    expect(60, 60, 60);
}

TEST_F(SentryRateLimits, never_last_longer_than_a_day)
{
    limits.heed(429, "1e300:error", 0s, now);
    limits.heed(429, "", std::chrono::seconds{1'000'000'000}, now);
    expect(86'400, 86'400, 86'400);
}

} // namespace ocp::sentry
