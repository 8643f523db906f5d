#include "pizzeria/model/local_time.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <date/tz.h>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace ocp::pizzeria {

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

using Utc = date::sys_time<milliseconds>;

/// The offset in force at a moment, and from when to when it is. Each thread keeps the last one of a zone: a
/// page asks dozens of times, nearly always about the same half of a year.
date::sys_info const& offset_at(Utc at, std::string_view zone)
{
    struct Known {
        std::string zone;
        date::sys_info info;
    };
    thread_local std::vector<Known> known;
    auto found = std::find_if(known.begin(), known.end(), [&](Known const& one) { return one.zone == zone; });
    if (found == known.end()) {
        known.push_back({std::string{zone}, date::locate_zone(zone)->get_info(at)});
        found = std::prev(known.end());
    } else if (at < found->info.begin || at >= found->info.end) {
        found->info = date::locate_zone(zone)->get_info(at);
    }
    return found->info;
}

date::local_time<milliseconds> wall(Instant at, std::string_view zone)
{
    Utc const utc{milliseconds{at.ms()}};
    return date::local_time<milliseconds>{utc.time_since_epoch() + offset_at(utc, zone).offset};
}

std::string french_clock(int minute)
{
    if (minute % 60 == 0) return fmt::format("{}\u00a0h", minute / 60);
    return fmt::format("{}\u00a0h\u00a0{:02}", minute / 60, minute % 60);
}

std::string english_clock(int minute)
{
    if (minute == 0) return "midnight";
    if (minute == 12 * 60) return "noon";
    auto const hour = (minute / 60 + 11) % 12 + 1;
    auto const half = minute < 12 * 60 ? "am" : "pm";
    if (minute % 60 == 0) return fmt::format("{}\u00a0{}", hour, half);
    return fmt::format("{}:{:02}\u00a0{}", hour, minute % 60, half);
}

} // namespace

void find_time_zones()
{
    date::get_tzdb();
}

LocalTime local_time(Instant at, std::string_view zone)
{
    auto const local = wall(at, zone);
    auto const midnight = date::floor<date::days>(local);
    date::year_month_day const day{midnight};
    date::weekday const weekday{midnight};
    return {int{day.year()}, static_cast<int>(unsigned{day.month()}), static_cast<int>(unsigned{day.day()}),
        static_cast<int>(weekday.iso_encoding()),
        static_cast<int>(std::chrono::duration_cast<minutes>(local - midnight).count())};
}

Instant moment_of(Instant at, int days, int minute, std::string_view zone)
{
    date::local_time<milliseconds> const wanted
        = date::floor<date::days>(wall(at, zone)) + date::days{days} + minutes{minute};
    auto const& around = offset_at(Utc{milliseconds{at.ms()}}, zone);
    // A day away from the next clock change an hour of the clock is one moment, and the offset is today's.
    auto moment = Utc{wanted.time_since_epoch() - around.offset};
    if (moment < around.begin + date::days{1} || moment >= around.end - date::days{1})
        moment = date::locate_zone(zone)->to_sys(wanted, date::choose::earliest);
    return Instant::ms(moment.time_since_epoch().count());
}

Text clock_text(Instant at, std::string_view zone)
{
    return Text{[minute = local_time(at, zone).minute](Language language) {
        return language == Language::French ? french_clock(minute) : english_clock(minute);
    }};
}

std::string date_text(Instant at, std::string_view zone)
{
    auto const local = local_time(at, zone);
    return fmt::format("{:02}/{:02}/{}", local.day, local.month, local.year);
}

Text day_text(Instant at, std::string_view zone)
{
    static constexpr std::array weekdays{noted("lundi"), noted("mardi"), noted("mercredi"), noted("jeudi"),
        noted("vendredi"), noted("samedi"), noted("dimanche")};
    static constexpr std::array months{noted("janvier"), noted("février"), noted("mars"), noted("avril"),
        noted("mai"), noted("juin"), noted("juillet"), noted("août"), noted("septembre"), noted("octobre"),
        noted("novembre"), noted("décembre")};
    auto const local = local_time(at, zone);
    auto const weekday = tr(weekdays[static_cast<std::size_t>(local.weekday - 1)]);
    auto const month = tr(months[static_cast<std::size_t>(local.month - 1)]);
    return local.day == 1 ? tr("{} 1er {}", weekday, month) : tr("{} {} {}", weekday, local.day, month);
}

int business_day(Instant at, std::string_view zone)
{
    // By the wall clock: in a night of clock change, five hours ago is not five hours earlier on it.
    date::year_month_day const day{
        date::floor<date::days>(wall(at, zone) - std::chrono::minutes{day_begins_minute})};
    return int{day.year()} * 10'000 + static_cast<int>(unsigned{day.month()}) * 100
        + static_cast<int>(unsigned{day.day()});
}

} // namespace ocp::pizzeria
