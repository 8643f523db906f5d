#include "supervision/business/due_monday_rules.h"

#include <gtest/gtest.h>

namespace ocp::supervision {
namespace {

using namespace std::chrono;

Instant utc(year_month_day day, hours hour, minutes minute = 0min, milliseconds rest = 0ms)
{
    return Instant::ms(duration_cast<milliseconds>(sys_days{day}.time_since_epoch() + hour + minute).count())
        + rest;
}

TEST(DueMonday, begins_at_one_o_clock_of_utc_plus_one)
{
    auto const monday = utc(2026y / November / 23, 0h);
    EXPECT_EQ(due_monday(monday), monday);
    EXPECT_EQ(due_monday(monday - 1ms), utc(2026y / November / 16, 0h));
    EXPECT_EQ(due_monday(utc(2026y / November / 29, 23h, 59min, 59'999ms)), monday);
}

// Lyon's clock goes forward on Sunday 28 March 2027 and back on Sunday 31 October 2027: the Monday after
// begins at 02:00 in Lyon in summer, at 01:00 in winter, and at 00:00 UTC both times.
TEST(DueMonday, knows_no_summer_time)
{
    EXPECT_EQ(due_monday(utc(2027y / March / 28, 23h)), utc(2027y / March / 22, 0h));
    EXPECT_EQ(due_monday(utc(2027y / March / 29, 0h)), utc(2027y / March / 29, 0h));
    EXPECT_EQ(due_monday(utc(2027y / October / 31, 23h, 59min)), utc(2027y / October / 25, 0h));
    EXPECT_EQ(due_monday(utc(2027y / November / 1, 0h)), utc(2027y / November / 1, 0h));
}

TEST(DueMonday, holds_around_the_epoch)
{
    EXPECT_EQ(due_monday(Instant::ms(0)), utc(1969y / December / 29, 0h));
    EXPECT_EQ(due_monday(utc(1970y / January / 5, 0h)), utc(1970y / January / 5, 0h));
    EXPECT_EQ(due_monday(utc(1969y / December / 29, 0h) - 1ms), utc(1969y / December / 22, 0h));
}

} // namespace
} // namespace ocp::supervision
