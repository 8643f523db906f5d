#include "pizzeria/business/shop_hours.h"
#include "pizzeria/model/local_time.h"

#include <chrono>
#include <date/tz.h>
#include <gtest/gtest.h>

namespace ocp::pizzeria {
namespace {

constexpr std::string_view lyon = "Europe/Paris";

/// A moment of October or March 2026, in universal time.
Instant utc(unsigned month, unsigned day, int hour, int minute)
{
    using namespace std::chrono;
    sys_days const midnight{year{2026} / std::chrono::month{month} / std::chrono::day{day}};
    return Instant::ms(
        duration_cast<milliseconds>((midnight + hours{hour} + minutes{minute}).time_since_epoch()).count());
}

/// Open every day from six in the evening to half past two in the night.
Pizzeria a_night_owl()
{
    Pizzeria shop{PizzeriaId{1}, "Nuit", "NUI", "nuit", "", std::string{lyon}, {}, "", "", "", {20, 12, 2},
        {}, {}, {}, {}};
    for (int weekday = 1; weekday <= 7; ++weekday)
        shop.hours.push_back({weekday, 18 * 60, 26 * 60 + 30, std::nullopt});
    return shop;
}

TEST(LocalTime, reads_the_wall_clock_of_summer_and_winter)
{
    auto const summer = local_time(utc(10, 24, 21, 5), lyon);
    EXPECT_EQ(summer.date(), 20261024);
    EXPECT_EQ(summer.weekday, 6);
    EXPECT_EQ(summer.minute, 23 * 60 + 5);
    EXPECT_EQ(local_time(utc(10, 25, 21, 5), lyon).minute, 22 * 60 + 5);
    EXPECT_EQ(clock_text(utc(10, 25, 21, 5), lyon).in(Language::French), "22\u00a0h\u00a005");
    EXPECT_EQ(day_text(utc(10, 31, 23, 30), lyon).in(Language::French), "dimanche 1er novembre");
    EXPECT_EQ(day_text(utc(10, 25, 21, 5), lyon).in(Language::French), "dimanche 25 octobre");
}

TEST(LocalTime, is_told_in_English)
{
    auto const clock = [](int hour, int minute) {
        return clock_text(utc(10, 26, hour, minute), lyon).in(Language::English);
    };
    EXPECT_EQ(clock(19, 5), "8:05\u00a0pm");
    EXPECT_EQ(clock(17, 0), "6\u00a0pm");
    EXPECT_EQ(clock(8, 30), "9:30\u00a0am");
    EXPECT_EQ(clock(11, 0), "noon");
    EXPECT_EQ(clock(11, 10), "12:10\u00a0pm");
    EXPECT_EQ(clock(23, 0), "midnight");
    EXPECT_EQ(clock(23, 10), "12:10\u00a0am");
    EXPECT_EQ(day_text(utc(10, 31, 23, 30), lyon).in(Language::English), "Sunday 1 November");
    EXPECT_EQ(day_text(utc(10, 25, 21, 5), lyon).in(Language::English), "Sunday 25 October");
}

TEST(LocalTime, shows_the_same_hour_twice_in_autumn)
{
    EXPECT_EQ(local_time(utc(10, 25, 0, 30), lyon).minute, 150);
    EXPECT_EQ(local_time(utc(10, 25, 1, 30), lyon).minute, 150);
}

TEST(LocalTime, finds_moments_before_and_after_a_clock_change)
{
    auto const saturday = utc(10, 24, 12, 0);
    EXPECT_EQ(moment_of(saturday, 0, 18 * 60, lyon), utc(10, 24, 16, 0));
    EXPECT_EQ(moment_of(saturday, 1, 18 * 60, lyon), utc(10, 25, 17, 0));
    EXPECT_EQ(moment_of(saturday, 0, 27 * 60, lyon), utc(10, 25, 2, 0));
}

TEST(LocalTime, takes_the_first_of_a_doubled_hour)
{
    EXPECT_EQ(moment_of(utc(10, 24, 12, 0), 0, 26 * 60 + 30, lyon), utc(10, 25, 0, 30));
}

TEST(LocalTime, takes_the_first_moment_after_a_skipped_hour)
{
    EXPECT_EQ(moment_of(utc(3, 28, 12, 0), 0, 26 * 60 + 30, lyon), utc(3, 29, 1, 0));
    EXPECT_EQ(moment_of(utc(3, 28, 12, 0), 0, 27 * 60, lyon), utc(3, 29, 1, 0));
    EXPECT_EQ(moment_of(utc(3, 28, 12, 0), 0, 27 * 60 + 30, lyon), utc(3, 29, 1, 30));
}

TEST(LocalTime, is_what_the_zone_says_at_every_hour_of_a_year)
{
    using std::chrono::minutes;
    using Wall = date::local_time<std::chrono::milliseconds>;
    for (auto hour = utc(1, 1, 0, 0); hour < utc(12, 31, 0, 0); hour = hour + std::chrono::hours{1})
        for (auto const zone : {lyon, std::string_view{"America/New_York"}}) {
            auto const* const known = date::locate_zone(zone);
            Wall const wall = known->to_local(
                date::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{hour.ms()}});
            Wall const midnight = date::floor<date::days>(wall);
            ASSERT_EQ(
                local_time(hour, zone).minute, std::chrono::duration_cast<minutes>(wall - midnight).count());
            for (auto const days : {-1, 0, 1, 7}) {
                Wall const wanted = midnight + date::days{days} + minutes{150};
                ASSERT_EQ(moment_of(hour, days, 150, zone).ms(),
                    known->to_sys(wanted, date::choose::earliest).time_since_epoch().count());
            }
        }
}

TEST(LocalTime, says_so_when_the_zone_is_unknown)
{
    EXPECT_THROW(local_time(utc(3, 28, 12, 0), "Europe/Lyon"), std::runtime_error);
}

TEST(ShopHours, end_once_in_the_night_of_the_doubled_hour)
{
    auto const shop = a_night_owl();
    EXPECT_TRUE(open_now(shop, Mode::Pickup, utc(10, 24, 16, 0)));
    EXPECT_TRUE(open_now(shop, Mode::Pickup, utc(10, 25, 0, 29)));
    EXPECT_FALSE(open_now(shop, Mode::Pickup, utc(10, 25, 0, 30)));
    EXPECT_FALSE(open_now(shop, Mode::Pickup, utc(10, 25, 1, 15))) << "the second 2 h 15 of the night";
}

TEST(ShopHours, end_with_the_skipped_hour_in_spring)
{
    auto const shop = a_night_owl();
    EXPECT_TRUE(open_now(shop, Mode::Pickup, utc(3, 29, 0, 59)));
    EXPECT_FALSE(open_now(shop, Mode::Pickup, utc(3, 29, 1, 0)));
    EXPECT_TRUE(open_now(shop, Mode::Pickup, utc(3, 29, 16, 0))) << "six in the evening of the next day";
    EXPECT_FALSE(open_now(shop, Mode::Pickup, utc(3, 29, 15, 59)));
}

TEST(ShopHours, are_told_in_the_words_of_the_shop_window)
{
    auto const shop = a_night_owl();
    EXPECT_EQ(
        opening_text(shop, utc(10, 24, 22, 30)).text.in(Language::French), "ouvert jusqu’à 2\u00a0h\u00a030");
    EXPECT_EQ(opening_text(shop, utc(10, 26, 5, 0)).text.in(Language::French), "ouvre à 18\u00a0h");
    auto closed = shop;
    closed.closures = {{utc(10, 26, 0, 0), utc(10, 28, 3, 0), "vacances"}};
    EXPECT_EQ(opening_text(closed, utc(10, 26, 5, 0)).text.in(Language::French),
        "ouvre mercredi 28 octobre à 18\u00a0h");
    EXPECT_EQ(opening_text(closed, utc(10, 26, 5, 0)).text.in(Language::English),
        "opens on Wednesday 28 October at 6\u00a0pm");
    closed.hours.clear();
    EXPECT_EQ(opening_text(closed, utc(10, 26, 5, 0)).text.in(Language::French), "fermé cette semaine");
    EXPECT_EQ(opening_text(closed, utc(10, 26, 5, 0)).next.in(Language::French), "n’ouvre pas cette semaine");
}

TEST(BusinessDay, keeps_the_night_with_the_evening_before)
{
    EXPECT_EQ(business_day(utc(10, 21, 2, 59), lyon), 20261020);
    EXPECT_EQ(business_day(utc(10, 21, 3, 0), lyon), 20261021) << "five in the morning by the wall clock";
}

TEST(BusinessDay, turns_at_five_by_the_wall_clock_in_both_nights_of_change)
{
    EXPECT_EQ(business_day(utc(3, 29, 2, 59), lyon), 20260328);
    EXPECT_EQ(business_day(utc(3, 29, 3, 0), lyon), 20260329);
    EXPECT_EQ(business_day(utc(10, 25, 3, 59), lyon), 20261024);
    EXPECT_EQ(business_day(utc(10, 25, 4, 0), lyon), 20261025);
}

} // namespace
} // namespace ocp::pizzeria
