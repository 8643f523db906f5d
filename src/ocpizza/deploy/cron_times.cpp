#include "ocpizza/deploy/cron_times.h"

#include "base/text.h"

#include <array>
#include <bitset>
#include <charconv>
#include <string>

namespace ocp::deploy {

namespace {

using std::chrono::minutes;

/// The numbers that a field lets through.
using Numbers = std::bitset<64>;
using Names = std::string_view; ///< three letters each, one after another

constexpr Names month_names = "janfebmaraprmayjunjulaugsepoctnovdec";
constexpr Names day_names = "sunmontuewedthufrisat";

struct Field {
    int lowest, highest;
    Names names; ///< of the numbers from `lowest` on
};
constexpr std::array<Field, 5> fields{
    {{0, 59, ""}, {0, 23, ""}, {1, 31, ""}, {1, 12, month_names}, {0, 7, day_names}}};

std::optional<int> number_in(std::string_view text, Field const& field)
{
    auto const name = text.size() == 3 ? field.names.find(text::lower_ascii(text)) : Names::npos;
    if (name != Names::npos && name % 3 == 0) return field.lowest + static_cast<int>(name / 3);
    int number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// Adds "7", "1-5", "*", "*/15" or "0-30/5"; false when it is none of these.
bool add_part(std::string_view part, Field const& field, Numbers& numbers)
{
    auto const slash = part.find('/');
    auto const step = slash == part.npos ? 1 : number_in(part.substr(slash + 1), {1, 99, ""}).value_or(0);
    part = part.substr(0, slash);
    auto const dash = part.find('-');
    auto const first = part == "*" ? field.lowest : number_in(part.substr(0, dash), field).value_or(-1);
    auto const last = part == "*" ? field.highest
        : dash == part.npos       ? first
                                  : number_in(part.substr(dash + 1), field).value_or(-1);
    if (step < 1 || first < field.lowest || last > field.highest || last < first) return false;
    for (int number = first; number <= last; number += step)
        numbers.set(static_cast<std::size_t>(number));
    return true;
}

struct Times {
    std::array<Numbers, 5> in; ///< minute, hour, day, month, day of the week
    bool all_days = false; ///< of the month, and all months
};

std::optional<Times> times_of(std::string_view when)
{
    std::vector<std::string_view> words;
    for (auto const word : text::split(when, ' '))
        if (!word.empty()) words.push_back(word);
    if (words.size() != fields.size()) return std::nullopt;
    Times times;
    for (std::size_t i = 0; i < fields.size(); ++i)
        for (auto const part : text::split(words[i], ','))
            if (!add_part(part, fields[i], times.in[i])) return std::nullopt;
    if (times.in[4][7]) times.in[4].set(0);
    times.all_days = words[2] == "*" && words[3] == "*";
    return times;
}

std::string_view written_out(std::string_view when)
{
    if (when == "@hourly") return "0 * * * *";
    if (when == "@daily" || when == "@midnight") return "0 0 * * *";
    if (when == "@weekly") return "0 0 * * 0";
    return when;
}

/// What the clock shows so long after a Monday's midnight.
struct Moment {
    int minute, hour, day_of_week;
    explicit Moment(minutes since_monday)
    {
        static constexpr int week = 7 * 24 * 60;
        auto const at = static_cast<int>((since_monday.count() % week + week) % week);
        minute = at % 60;
        hour = at / 60 % 24;
        day_of_week = (at / (24 * 60) + 1) % 7;
    }
};

bool calls_at(Times const& times, Moment const& at)
{
    auto const has
        = [&](std::size_t field, int number) { return times.in[field][static_cast<std::size_t>(number)]; };
    // A line for some days of a month cannot be counted on every week.
    return times.all_days && has(0, at.minute) && has(1, at.hour) && has(4, at.day_of_week);
}

} // namespace

std::vector<minutes> calls_in_a_week(std::string_view when, minutes ahead)
{
    std::vector<minutes> calls;
    auto const times = times_of(written_out(when));
    if (!times) return calls;
    for (minutes at{0}; at < std::chrono::weeks{1}; ++at)
        if (calls_at(*times, Moment{at + ahead})) calls.push_back(at);
    return calls;
}

} // namespace ocp::deploy
