#include "platform/backup/backup_name.h"

#include <ctime>

namespace ocp::backup {

namespace {

constexpr std::string_view head = "ocpizza-";

std::string formatted(Instant at, char const* form)
{
    auto const seconds = static_cast<std::time_t>(at.ms() / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::string text(64, '\0');
    text.resize(std::strftime(text.data(), text.size(), form, &parts));
    return text;
}

} // namespace

std::string name_for(Instant at)
{
    return std::string{head} + formatted(at, "%Y%m%dT%H%M%SZ");
}

std::optional<Instant> made_at(std::string_view name)
{
    if (!name.starts_with(head)) return std::nullopt;
    std::string const stamp{name.substr(head.size())};
    std::tm parts{};
    auto const* const end = strptime(stamp.c_str(), "%Y%m%dT%H%M%SZ", &parts);
    if (end == nullptr) return std::nullopt;
    auto const at = Instant::ms(std::int64_t{timegm(&parts)} * 1000);
    // strptime is generous with blanks, lacking digits and days like 31 February.
    return name_for(at) == name ? std::optional{at} : std::nullopt;
}

std::string stamp_of(Instant at)
{
    return formatted(at, "%Y%m%d%H%M%S");
}

} // namespace ocp::backup
