#include "ocpizza/deploy/cron_times.h"

#include <gmock/gmock.h>

namespace ocp::deploy {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

constexpr minutes utc{0};
constexpr minutes paris_in_summer{120};

} // namespace

TEST(CronTimes, are_counted_from_monday_midnight_of_utc)
{
    EXPECT_THAT(calls_in_a_week("0 0 * * 1", utc), ElementsAre(minutes{0}));
    EXPECT_THAT(calls_in_a_week("0 0 * * 2", utc), ElementsAre(hours{24}));
    EXPECT_THAT(calls_in_a_week("30 23 * * sun", utc), ElementsAre(hours{7 * 24} - minutes{30}));
}

TEST(CronTimes, go_by_the_machines_clock)
{
    EXPECT_THAT(calls_in_a_week("0 2 * * 1", paris_in_summer), ElementsAre(minutes{0}));
    EXPECT_THAT(calls_in_a_week("0 1 * * 1", paris_in_summer), ElementsAre(hours{7 * 24 - 1}));
    EXPECT_THAT(calls_in_a_week("0 0 * * 1", minutes{-300}), ElementsAre(hours{5}));
}

TEST(CronTimes, follow_lists_ranges_steps_and_names)
{
    EXPECT_EQ(calls_in_a_week("5,35 * * * *", utc).size(), 2U * 24 * 7);
    EXPECT_EQ(calls_in_a_week("*/15 8-9 * * mon-fri", utc).size(), 4U * 2 * 5);
    EXPECT_EQ(calls_in_a_week("0-30/10 0 * jan-dec 0,7", utc).size(), 0U) << "some months are not all";
    EXPECT_EQ(calls_in_a_week("0-30/10 0 * * 0,7", utc).size(), 4U) << "Sunday has two numbers";
    EXPECT_THAT(calls_in_a_week("0 0 * * 7", utc), ElementsAre(hours{6 * 24}));
    EXPECT_EQ(calls_in_a_week("@daily", utc).size(), 7U);
    EXPECT_EQ(calls_in_a_week("@weekly", utc).front(), hours{6 * 24});
}

TEST(CronTimes, are_none_where_a_line_is_not_understood_or_not_for_every_week)
{
    for (auto const* const when : {"", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "x * * * *",
             "1-", "*/0 * * * *", "5-1 * * * *", "-1 * * * *", "* * * * 8", "@reboot", "@yearly", "0 0 1 * *",
             "0 0 * 6 1", "99999999999 * * * *"})
        EXPECT_THAT(calls_in_a_week(when, utc), IsEmpty()) << when;
}

} // namespace ocp::deploy
