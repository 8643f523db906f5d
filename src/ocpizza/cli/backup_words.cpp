#include "ocpizza/cli/backup_words.h"

#include <ctime>
#include <fmt/format.h>

namespace ocp::cli {

namespace {

std::string formatted(std::tm const& parts, char const* form)
{
    std::string text(64, '\0');
    text.resize(std::strftime(text.data(), text.size(), form, &parts));
    return text;
}

std::string counted(std::int64_t count, char const* one)
{
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

} // namespace

std::string size_text(std::uint64_t bytes)
{
    static constexpr char const* units[] = {"kB", "MB", "GB", "TB"};
    if (bytes < 1000) return fmt::format("{} B", bytes);
    auto size = static_cast<double>(bytes) / 1000;
    std::size_t unit = 0;
    for (; size >= 999.95 && unit + 1 < std::size(units); ++unit)
        size /= 1000;
    return fmt::format("{:.1f} {}", size, units[unit]);
}

std::string duration_text(std::chrono::milliseconds duration)
{
    auto const seconds = duration.count() / 1000;
    if (seconds < 60) return fmt::format("{:.1f} s", static_cast<double>(duration.count()) / 1000);
    return fmt::format("{} min {} s", seconds / 60, seconds % 60);
}

std::string age_text(std::chrono::milliseconds age)
{
    auto const minutes = age.count() / 60'000;
    if (minutes < 60) return fmt::format("{} min", minutes);
    if (minutes < 48 * 60) return fmt::format("{} h", minutes / 60);
    return counted(minutes / (24 * 60), "day");
}

std::string utc_text(Instant at)
{
    auto const seconds = static_cast<std::time_t>(at.ms() / 1000);
    std::tm parts{};
    return formatted(*gmtime_r(&seconds, &parts), "%Y-%m-%d %H:%M:%S");
}

std::string local_text(Instant at)
{
    auto const seconds = static_cast<std::time_t>(at.ms() / 1000);
    std::tm parts{};
    return formatted(*localtime_r(&seconds, &parts), "%Y-%m-%d %H:%M %Z");
}

} // namespace ocp::cli
