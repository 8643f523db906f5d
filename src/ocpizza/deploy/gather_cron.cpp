#include "base/text.h"
#include "ocpizza/deploy/gather.h"
#include "ocpizza/deploy/machine_files.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <ctime>

namespace ocp::deploy {

namespace {

namespace fs = std::filesystem;

/// Names that cron reads in cron.d: of letters, digits, - and _ alone.
bool cron_reads(std::string const& name)
{
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
            || c == '_';
    });
}

/// Cuts the next word off; "" at the end.
std::string_view next_word(std::string_view& line)
{
    line = text::trimmed(line);
    auto const word = line.substr(0, line.find_first_of(" \t"));
    line.remove_prefix(word.size());
    return word;
}

/// A line of a system's crontab, in which the user stands before the command. Nothing of a comment or a
/// variable.
std::optional<CronLine> cron_line(std::string_view line)
{
    line = text::trimmed(line);
    if (line.empty()) return std::nullopt;
    std::string when{next_word(line)};
    if (std::string_view{"*@0123456789"}.find(when.front()) == std::string_view::npos) return std::nullopt;
    for (int field = 1; field < 5 && !when.starts_with('@'); ++field)
        when.append(" ").append(next_word(line));
    next_word(line);
    return CronLine{when, std::string{text::trimmed(line)}};
}

void add_lines(std::vector<CronLine>& lines, fs::path const& file)
{
    auto const text = text_of(file);
    for (auto const line : text::split(text, '\n'))
        if (auto found = cron_line(line)) lines.push_back(*std::move(found));
}

/// "812 (cron) S 1 ...", as /proc tells of a process that lives. "" is one that we may not see.
bool is_cron(std::string const& stat)
{
    auto const ended = stat.find(") Z ") != stat.npos;
    return stat.empty()
        || (!ended && (stat.find(" (cron) ") != stat.npos || stat.find(" (crond) ") != stat.npos));
}

/// Whether the file names a process, be it another user's, and not one that took a dead cron's number.
bool names_a_cron(fs::path const& file)
{
    auto const text = text_of(file);
    auto const digits = text::trimmed(text);
    pid_t id = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), id);
    return id > 0 && (kill(id, 0) == 0 || errno == EPERM)
        && is_cron(text_of("/proc/" + std::to_string(id) + "/stat"));
}

std::chrono::minutes ahead_of_utc(std::time_t at)
{
    std::tm local{};
    localtime_r(&at, &local);
    return std::chrono::minutes{local.tm_gmtoff / 60};
}

} // namespace

std::optional<CronFacts> cron_facts(fs::path const& root)
{
    static constexpr std::time_t monday_of_january = 1'767'571'200, monday_of_july = 1'783'296'000;
    std::error_code missing;
    if (fs::exists(root / ".dockerenv", missing) || fs::exists(root / "run/.containerenv", missing))
        return std::nullopt;
    CronFacts facts;
    facts.runs = names_a_cron(root / "run/crond.pid");
    add_lines(facts.lines, root / "etc/crontab");
    for (auto const& file : files_in(root / "etc/cron.d"))
        if (cron_reads(file.filename())) add_lines(facts.lines, file);
    facts.ahead_of_utc = {ahead_of_utc(monday_of_january), ahead_of_utc(monday_of_july)};
    return facts;
}

} // namespace ocp::deploy
