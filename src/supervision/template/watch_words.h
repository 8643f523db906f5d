#pragma once

#include "base/clock.h"
#include "supervision/business/watch_rules.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// Figures as a reader of French expects them, with no-break spaces.
namespace ocp::supervision {

/// "42 %", "0,4 %" below one
std::string percent(double share);
/// "12,4 Go", "830 Mo", "512 ko": decimal, as disks are sold and networks measured.
std::string bytes(double count);
/// "12,4 ko/s"
std::string rate(double bytes_per_second);
/// "0,42"
std::string decimal(double figure, int digits);
/// "1 234"
std::string count(std::int64_t number);
/// "1,2 s", "350 ms"
std::string span(std::chrono::microseconds);
/// "3 j 4 h", "4 h 05", "12 min", "8 s"
std::string duration(std::chrono::milliseconds);
/// "19 h 52", "hier à 19 h 52", "lundi 23 novembre à 19 h 52"; Paris time
std::string moment(Instant at, Instant now);
/// "le vendredi 27 novembre à 4 h 05", for what is read on any day; Paris time
std::string dated(Instant at);

/// What is the matter, in a sentence without its place.
std::string sentence_of(Concern const&);
/// Since when it is so, or when it was so last; "" when that is not known.
std::string time_of(Concern const&, Instant now);
/// What to do now.
std::string_view advice_for(Matter);

} // namespace ocp::supervision
