#pragma once

#include "base/clock.h"
#include "base/words.h"

#include <string>
#include <string_view>

namespace ocp::pizzeria {

/// A shop's wall clock. The only place where UTC meets a time zone.
struct LocalTime {
    int year, month, day;
    int weekday; ///< 1 Monday … 7 Sunday
    int minute; ///< since local midnight by the wall clock, 0…1439

    /// 20261123, sortable.
    int date() const { return year * 10'000 + month * 100 + day; }
};

/// Looks up which zones there are. Whoever asks for a local time first does it otherwise: 640 files, some
/// milliseconds.
void find_time_zones();

/// Throws std::runtime_error when the zone is unknown.
LocalTime local_time(Instant at, std::string_view zone);

/// The moment when the wall clock of `zone` shows `minute` (may pass 1440) of the day of `at` plus `days`.
/// In the hour that a clock change skips: the first moment after it; in the doubled hour: the first of the
/// two.
Instant moment_of(Instant at, int days, int minute, std::string_view zone);

/// «20 h 05», «18 h», “8:05 pm”, “6 pm”, “noon”, with no-break spaces.
Text clock_text(Instant at, std::string_view zone);
/// «23/11/2026», the same in both languages.
std::string date_text(Instant at, std::string_view zone);
/// «lundi 23 novembre», “Monday 23 November”.
Text day_text(Instant at, std::string_view zone);

/// When a business day begins: a service after midnight belongs to the evening before.
inline constexpr int day_begins_minute = 5 * 60;
/// The business day of a moment, 20261123.
int business_day(Instant at, std::string_view zone);

} // namespace ocp::pizzeria
