#include "supervision/template/watch_words.h"

#include <gmock/gmock.h>

namespace ocp::supervision {
namespace {

using namespace std::chrono_literals;

TEST(WatchWords, write_figures_as_french_readers_expect_them)
{
    EXPECT_EQ(percent(0.424), "42\u00a0%");
    EXPECT_EQ(percent(0.0042), "0,4\u00a0%");
    EXPECT_EQ(percent(0), "0\u00a0%");
    EXPECT_EQ(percent(1), "100\u00a0%");
    EXPECT_EQ(bytes(0), "0\u00a0o");
    EXPECT_EQ(bytes(999), "999\u00a0o");
    EXPECT_EQ(bytes(999.6), "1,0\u00a0ko");
    EXPECT_EQ(bytes(12'400'000), "12,4\u00a0Mo");
    EXPECT_EQ(bytes(640e9), "640\u00a0Go");
    EXPECT_EQ(rate(0), "0,0\u00a0ko/s");
    EXPECT_EQ(rate(4'250), "4,2\u00a0ko/s");
    EXPECT_EQ(rate(830'400), "830\u00a0ko/s");
    EXPECT_EQ(rate(12'400'000), "12,4\u00a0Mo/s");
    EXPECT_EQ(count(0), "0");
    EXPECT_EQ(count(999), "999");
    EXPECT_EQ(count(1'234'567), "1\u202f234\u202f567");
    EXPECT_EQ(span(350ms), "350\u00a0ms");
    EXPECT_EQ(span(1'249ms), "1,2\u00a0s");
}

TEST(WatchWords, write_durations_in_two_steps_at_most)
{
    EXPECT_EQ(duration(-1s), "0\u00a0s");
    EXPECT_EQ(duration(59s), "59\u00a0s");
    EXPECT_EQ(duration(12min + 59s), "12\u00a0min");
    EXPECT_EQ(duration(4h + 5min), "4\u00a0h\u00a005");
    EXPECT_EQ(duration(76h + 59min), "3\u00a0j 4\u00a0h");
}

TEST(WatchWords, write_moments_by_the_clock_of_paris)
{
    // Friday 27 November 2026, 00:30 in Paris.
    auto const now = Instant::ms(1'795'735'800'000);
    EXPECT_EQ(moment(now - 10min, now), "0\u00a0h\u00a020");
    EXPECT_EQ(moment(now - 1h, now), "hier à 23\u00a0h\u00a030");
    EXPECT_THAT(moment(now - 48h, now), testing::HasSubstr("25"));
}

TEST(WatchWords, have_a_sentence_and_an_advice_for_every_matter)
{
    for (int i = 0; i <= static_cast<int>(Matter::PaymentOdd); ++i) {
        auto const matter = static_cast<Matter>(i);
        EXPECT_NE(sentence_of({Level::Act, matter, "", std::nullopt, 0.5}), "") << i;
        EXPECT_NE(advice_for(matter), "") << i;
        EXPECT_NE(time_of({Level::Act, matter, "", Instant::ms(0), 0.5}, Instant::ms(90'000)), "") << i;
    }
}

} // namespace
} // namespace ocp::supervision
