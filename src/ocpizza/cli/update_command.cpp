#include "ocpizza/alerts/command_outcome.h"
#include "ocpizza/cli/backup_words.h"
#include "ocpizza/cli/commands.h"
#include "ocpizza/cli/database_for_commands.h"
#include "ocpizza/system_clock.h"
#include "ocpizza/upkeep/run_upkeep.h"
#include "ocpizza/upkeep/upkeep_tasks.h"
#include "platform/secrets/secrets.h"

#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <unistd.h>

namespace ocp::cli {

namespace {

std::string_view what_was_counted(std::string_view task)
{
    auto const all = upkeep::tasks();
    auto const one
        = std::find_if(all.begin(), all.end(), [&](auto const& each) { return each.name == task; });
    return one == all.end() ? "the database: room given back, statistics counted afresh" : one->what;
}

void print_task(supervision::TaskReport const& report)
{
    std::cout << fmt::format("{:<10} {:>9}  {} ({})\n", report.task, report.count,
        what_was_counted(report.task), duration_text(report.took));
}

/// A running count while a task goes on, for a person at a terminal.
void show_count(std::string_view task, std::int64_t so_far)
{
    std::cerr << fmt::format("\r\033[K{} {}...\r", task, so_far) << std::flush;
}

int say(upkeep::Report const& report, UpdateCall const& call)
{
    auto const monday = report.run ? utc_text(report.run->due_at).substr(0, 10) : std::string{};
    switch (report.outcome) {
    case upkeep::Outcome::Finished:
        if (!call.quiet)
            std::cout << fmt::format("The work of Monday {} is done (try {}).\n", monday, report.run->tries);
        return done;
    case upkeep::Outcome::NotDue:
        if (!call.quiet)
            std::cout << fmt::format(
                "The work of Monday {} was done at {} UTC.\n", monday, utc_text(*report.run->finished_at));
        return done;
    case upkeep::Outcome::Busy:
        if (!call.quiet)
            std::cout << fmt::format("Another program is at the work of Monday {}, since {} UTC.\n", monday,
                utc_text(report.run->begun_at));
        return call.if_due ? done : refused;
    case upkeep::Outcome::GivenUp:
        if (!call.quiet)
            std::cout << fmt::format("The work of Monday {} failed {} times ({}): mend the cause, then run "
                                     "`ocpizza update`.\n",
                monday, report.run->tries, report.failure);
        return refused;
    case upkeep::Outcome::Failed:
        std::cerr << "ocpizza: the weekly work failed: " << report.failure << '\n';
        return refused;
    }
    return refused;
}

} // namespace

int update(Settings const& settings, UpdateCall const& call)
{
    auto const options = options_for_commands(settings);
    db::Database database{options};
    upkeep::Order order;
    order.database = options;
    order.asked_for = !call.if_due;
    if (!call.quiet) order.on_task = print_task;
    if (!call.quiet && isatty(STDERR_FILENO) != 0) order.progress = show_count;
    SystemClock const clock;
    secrets::SystemRandom random;
    auto const report = upkeep::run_upkeep(database, order, clock, random);
    // By mail and webhook the servers tell it: they read the Monday's row.
    if (report.outcome == upkeep::Outcome::Failed)
        alerts::tell_sentry(settings, "the weekly work failed", report.failure);
    return say(report, call);
}

} // namespace ocp::cli
