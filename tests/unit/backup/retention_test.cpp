#include "platform/backup/retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocp::backup {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t hour = 60 * 60 * 1000;

Instant day(int number, int at_hour = 2)
{
    return Instant::ms((20'000 + number) * 24 * hour + at_hour * hour);
}

/// Long after all of them.
constexpr Instant later = Instant::ms(21'000 * 24 * hour);

TEST(Retention, keeps_the_newest_of_each_of_the_last_seven_days)
{
    EXPECT_THAT(outdated({day(1), day(2), day(3), day(4), day(5), day(6), day(7)}, 7, later), IsEmpty());
    EXPECT_THAT(outdated({day(1), day(2), day(3), day(4), day(5), day(6), day(7), day(8)}, 7, later),
        ElementsAre(day(1)));
}

TEST(Retention, keeps_one_a_day)
{
    EXPECT_THAT(outdated({day(1, 2), day(1, 23), day(1, 14), day(2, 0)}, 7, later),
        ElementsAre(day(1, 14), day(1, 2)));
}

TEST(Retention, lets_many_of_one_day_push_out_no_other_day)
{
    EXPECT_THAT(outdated({day(1), day(2), day(3, 1), day(3, 2), day(3, 3)}, 3, later),
        ElementsAre(day(3, 2), day(3, 1)));
}

TEST(Retention, does_not_count_days_without_a_backup)
{
    EXPECT_THAT(outdated({day(1), day(40), day(80)}, 3, later), IsEmpty());
    EXPECT_THAT(outdated({day(1), day(40), day(80)}, 2, later), ElementsAre(day(1)));
}

TEST(Retention, always_keeps_the_newest)
{
    EXPECT_THAT(outdated({day(5, 9), day(5, 8)}, 1, later), ElementsAre(day(5, 8)));
    EXPECT_THAT(outdated({}, 1, later), IsEmpty());
}

TEST(Retention, keeps_whatever_is_of_the_last_two_days)
{
    auto const made = {day(1), day(2, 1), day(2, 10), day(3, 1), day(3, 10)};
    EXPECT_THAT(outdated(made, 7, day(3, 11)), IsEmpty())
        << "the one of the night, and the one before mending";
    EXPECT_THAT(outdated(made, 7, day(4, 2)), ElementsAre(day(2, 1)));
    EXPECT_THAT(outdated(made, 1, day(3, 11)), ElementsAre(day(1)));
}

TEST(Retention, loses_nothing_to_a_clock_that_was_set_back)
{
    EXPECT_THAT(outdated({day(1), day(8), day(9)}, 2, day(1)), IsEmpty());
}

} // namespace
} // namespace ocp::backup
