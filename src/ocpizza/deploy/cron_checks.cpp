#include "ocpizza/deploy/check.h"
#include "ocpizza/deploy/cron_times.h"
#include "ocpizza/deploy/words.h"

#include <algorithm>

namespace ocp::deploy {

namespace {

using enum Severity;
using enum Serving;
using std::chrono::minutes;

/// Whether the command calls the program with this word first.
bool calls(CronLine const& line, std::string_view deed)
{
    auto const call = "ocpizza " + std::string{deed};
    auto const at = line.command.find(call);
    if (at == line.command.npos) return false;
    auto const after = at + call.size();
    auto const is_its_name = at == 0 || line.command[at - 1] == '/' || line.command[at - 1] == ' ';
    return is_its_name && (after == line.command.size() || line.command[after] == ' ');
}

std::string cron_missing(Facts const& facts)
{
    if (!facts.cron) return {};
    std::vector<std::string> lacking;
    if (!facts.cron->runs) lacking.emplace_back("cron does not run");
    auto const& lines = facts.cron->lines;
    std::vector<std::string> deeds{"backup", "update", "check --data"};
    if (facts.settings && !facts.settings->stripe_secret_key.empty()) deeds.emplace_back("reconcile");
    for (auto const& deed : deeds)
        if (std::none_of(lines.begin(), lines.end(), [&](auto const& line) { return calls(line, deed); }))
            lacking.push_back(std::string{"no line of cron calls `ocpizza "} + deed + "`");
    return listed(lacking);
}

/// The latest that Monday's work may begin.
constexpr minutes soon{60};

/// Whether the line leaves it to the program to decide.
bool asks(CronLine const& line)
{
    return line.command.find("--if-due") != line.command.npos;
}

/// Without a question, the work is done whenever cron calls.
bool does_at_another_time(CronLine const& line, minutes ahead)
{
    return !asks(line) && calls_in_a_week(line.when, ahead) != std::vector{minutes{0}};
}

/// When the line brings Monday's work on its way; far away when never.
minutes begins(CronLine const& line, minutes ahead)
{
    auto const week = calls_in_a_week(line.when, ahead);
    return week.empty() ? minutes::max() : week.front();
}

std::string fault_of_monday(std::vector<CronLine> const& lines, minutes ahead)
{
    auto earliest = minutes::max();
    for (auto const& line : lines) {
        if (does_at_another_time(line, ahead))
            return "cron calls `ocpizza update` without --if-due, and not at 00:00 UTC on Mondays alone";
        earliest = std::min(earliest, begins(line, ahead));
    }
    if (earliest == minutes::max()) return "cron never calls `ocpizza update`";
    return when(earliest > soon,
        "cron asks for the work of Monday 00:00 UTC " + std::to_string(earliest.count()) + " minutes late");
}

std::string cron_offset(Facts const& facts)
{
    if (!facts.cron) return {};
    std::vector<CronLine> lines;
    for (auto const& line : facts.cron->lines)
        if (calls(line, "update")) lines.push_back(line);
    if (lines.empty()) return {};
    for (auto const ahead : facts.cron->ahead_of_utc)
        if (auto fault = fault_of_monday(lines, ahead); !fault.empty()) return fault;
    return {};
}

constexpr Check checks[] = {
    {"cron-missing", Error, Goes, cron_missing,
        "no backup is made, what is old stays, and broken data or a lost payment goes unnoticed",
        "run deploy/install.sh again: it writes /etc/cron.d/ocpizza and starts cron"},
    {"cron-offset", Warning, Goes, cron_offset, "the weekly work runs while people order, or a day late",
        "let cron call `ocpizza update --if-due` every half hour, as deploy/cron/ocpizza does"},
};

} // namespace

std::span<Check const> cron_checks()
{
    return checks;
}

} // namespace ocp::deploy
