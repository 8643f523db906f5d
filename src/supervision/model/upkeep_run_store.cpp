#include "supervision/model/upkeep_run_store.h"

#include <fmt/format.h>
#include <sstream>

namespace ocp::supervision {

namespace {

std::vector<TaskReport> reports_in(std::string const& done)
{
    std::vector<TaskReport> reports;
    std::istringstream lines{done};
    std::string task;
    std::int64_t count = 0, ms = 0;
    while (lines >> task >> count >> ms)
        reports.push_back({task, count, std::chrono::milliseconds{ms}});
    return reports;
}

/// `which`: a constant, the end of the statement.
std::optional<UpkeepRun> first_run(
    db::Reader const& reader, std::string_view which, db::Params const& params = {})
{
    auto const row = reader.row<Instant, Instant, int, Instant, std::string, std::optional<std::string>,
        std::optional<Instant>>(
        "SELECT due_at, begun_at, tries, locked_until, done, failure, finished_at FROM upkeep_runs "
            + std::string{which},
        params);
    if (!row) return std::nullopt;
    auto const& [due, begun, tries, locked, done, failure, finished] = *row;
    return UpkeepRun{due, begun, tries, locked, reports_in(done), failure, finished};
}

} // namespace

std::optional<UpkeepRun> find_upkeep_run(db::Reader const& reader, Instant due_at)
{
    return first_run(reader, "WHERE due_at = :due", {{"due", due_at}});
}

std::optional<UpkeepRun> last_upkeep_run(db::Reader const& reader)
{
    return first_run(reader, "ORDER BY due_at DESC LIMIT 1");
}

bool take_upkeep(db::Transaction& tx, UpkeepLease const& lease, TakeUp take_up, Instant at)
{
    return tx.write(R"sql(
        INSERT INTO upkeep_runs (due_at, begun_at, tries, holder, locked_until)
        VALUES (:due, :at, 1, :holder, :until)
        ON CONFLICT (due_at) DO UPDATE SET
            begun_at = CASE WHEN upkeep_runs.finished_at IS NULL THEN upkeep_runs.begun_at ELSE excluded.begun_at END,
            done = CASE WHEN upkeep_runs.finished_at IS NULL THEN upkeep_runs.done ELSE '' END,
            tries = upkeep_runs.tries + 1, holder = excluded.holder, locked_until = excluded.locked_until,
            failure = NULL, finished_at = NULL
        WHERE upkeep_runs.locked_until <= excluded.begun_at
          AND (:asked = 1 OR (upkeep_runs.finished_at IS NULL AND upkeep_runs.tries < :tries)))sql",
               {{"due", lease.due_at}, {"at", at}, {"holder", lease.holder}, {"until", lease.until},
                   {"asked", take_up.asked_for}, {"tries", take_up.tries}})
        == 1;
}

bool extend_upkeep(db::Transaction& tx, UpkeepLease const& lease)
{
    return tx.write("UPDATE upkeep_runs SET locked_until = :until WHERE due_at = :due AND holder = :holder",
               {{"until", lease.until}, {"due", lease.due_at}, {"holder", lease.holder}})
        == 1;
}

bool note_done(db::Transaction& tx, UpkeepLease const& lease, TaskReport const& report)
{
    auto const line = fmt::format("{} {} {}\n", report.task, report.count, report.took.count());
    return tx.write("UPDATE upkeep_runs SET done = done || :line WHERE due_at = :due AND holder = :holder",
               {{"line", line}, {"due", lease.due_at}, {"holder", lease.holder}})
        == 1;
}

void end_upkeep(
    db::Transaction& tx, UpkeepLease const& lease, std::optional<std::string> const& failure, Instant at)
{
    auto const finished = failure ? std::nullopt : std::optional{at};
    tx.write(R"sql(
        UPDATE upkeep_runs SET locked_until = :at, failure = :failure, finished_at = :finished
        WHERE due_at = :due AND holder = :holder)sql",
        {{"at", at}, {"failure", failure}, {"finished", finished}, {"due", lease.due_at},
            {"holder", lease.holder}});
}

} // namespace ocp::supervision
