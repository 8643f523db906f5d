#include "ocpizza/upkeep/run_upkeep.h"

#include "base/result.h"
#include "ocpizza/cli/seed_reference.h"
#include "ocpizza/upkeep/upkeep_tasks.h"
#include "platform/db/migrations.h"
#include "platform/db/tidy.h"
#include "platform/secrets/secrets.h"
#include "supervision/business/due_monday_rules.h"

#include <algorithm>
#include <stdexcept>

namespace ocp::upkeep {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds lease_length = std::chrono::minutes{5};
/// VACUUM is one statement that nothing can renew the lease beside, and takes as long as the database is
/// large.
constexpr milliseconds lease_to_tidy = std::chrono::hours{2};
constexpr int tries_by_itself = 3;

/// Another program has taken the Monday over: this one must stop at once.
struct LeaseLost : std::runtime_error {
    LeaseLost()
        : std::runtime_error{"another program took over, because this one stood still for five minutes"}
    {
    }
};

class Work {
public:
    Work(db::Database& database, Order const& order, Clock const& clock, supervision::UpkeepLease lease)
        : database_{database}
        , order_{order}
        , clock_{clock}
        , lease_{std::move(lease)}
        , due_{*database.read(
              [&](db::Reader const& reader) { return supervision::find_upkeep_run(reader, lease_.due_at); })}
    {
    }

    /// Nothing, or why some of it could not be done.
    std::optional<std::string> run()
    {
        for (auto const& task : tasks())
            attempt(task.name, [&] { return remove(task); });
        attempt("tidy", [&] {
            keep_for(lease_to_tidy);
            order_.progress("tidy", 0);
            db::tidy(order_.database);
            return std::int64_t{0};
        });
        return failures_.empty() ? std::nullopt : std::optional{failures_};
    }

private:
    template <class Deed>
    void attempt(std::string_view task, Deed&& deed)
    {
        if (std::any_of(
                due_.done.begin(), due_.done.end(), [&](auto const& done) { return done.task == task; }))
            return;
        try {
            auto const begun = std::chrono::steady_clock::now();
            auto const count = deed();
            auto const took = std::chrono::steady_clock::now() - begun;
            note({std::string{task}, count, std::chrono::duration_cast<milliseconds>(took)});
        } catch (db::Error const& error) {
            if (!failures_.empty()) failures_ += "; ";
            failures_ += std::string{task} + ": " + error.what();
        }
    }

    std::int64_t remove(Task const& task)
    {
        std::int64_t count = 0, removed = task.portion;
        while (removed >= task.portion) {
            removed = *database_.in_transaction([&](db::Transaction& tx) -> Result<std::int64_t> {
                auto const now = clock_.now();
                keep(tx, now, lease_length);
                return task.remove(tx, now, task.portion);
            });
            count += removed;
            order_.progress(task.name, count);
        }
        return count;
    }

    void note(supervision::TaskReport const& report)
    {
        // `keep` looked whether the Monday is still ours; it throws when not.
        (void)database_.in_transaction([&](db::Transaction& tx) -> Result<void> {
            keep(tx, clock_.now(), lease_length);
            supervision::note_done(tx, lease_, report);
            return {};
        });
        order_.on_task(report);
    }

    void keep_for(milliseconds length)
    {
        (void)database_.in_transaction([&](db::Transaction& tx) -> Result<void> {
            keep(tx, clock_.now(), length);
            return {};
        });
    }

    void keep(db::Transaction& tx, Instant now, milliseconds length)
    {
        lease_.until = now + length;
        if (!supervision::extend_upkeep(tx, lease_)) throw LeaseLost{};
    }

    db::Database& database_;
    Order const& order_;
    Clock const& clock_;
    supervision::UpkeepLease lease_;
    supervision::UpkeepRun due_;
    std::string failures_;
};

/// Nothing, or why the schema is not this program's.
std::optional<std::string> bring_up_schema(db::Database& database, Instant now)
{
    auto const state = db::schema_state(database);
    if (!state.faults.empty()) return "schema: " + state.faults.front();
    db::migrate(database);
    seeds::seed_reference(database, now);
    return std::nullopt;
}

Outcome why_not(supervision::UpkeepRun const& run, Instant now)
{
    if (run.locked_until > now) return Outcome::Busy;
    return run.finished_at ? Outcome::NotDue : Outcome::GivenUp;
}

Report work(
    db::Database& database, Order const& order, Clock const& clock, supervision::UpkeepLease const& lease)
{
    std::optional<std::string> failure;
    try {
        failure = Work{database, order, clock, lease}.run();
    } catch (LeaseLost const& lost) {
        return {Outcome::Failed, std::nullopt, lost.what()};
    }
    (void)database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        supervision::end_upkeep(tx, lease, failure, clock.now());
        return {};
    });
    auto const run = database.read(
        [&](db::Reader const& reader) { return supervision::find_upkeep_run(reader, lease.due_at); });
    return {failure ? Outcome::Failed : Outcome::Finished, run, failure.value_or("")};
}

} // namespace

Report run_upkeep(db::Database& database, Order const& order, Clock const& clock, RandomSource& random)
try {
    if (auto const fault = bring_up_schema(database, clock.now()))
        return {Outcome::Failed, std::nullopt, *fault};
    auto const now = clock.now();
    supervision::UpkeepLease const lease{
        supervision::due_monday(now), secrets::hex(random.bytes(16)), now + lease_length};
    auto const mine = *database.in_transaction([&](db::Transaction& tx) -> Result<bool> {
        return supervision::take_upkeep(tx, lease, {order.asked_for, tries_by_itself}, now);
    });
    if (mine) return work(database, order, clock, lease);
    auto const run = database.read(
        [&](db::Reader const& reader) { return supervision::find_upkeep_run(reader, lease.due_at); });
    return {why_not(*run, now), run, run->failure.value_or("")};
} catch (db::Error const& error) {
    return {Outcome::Failed, std::nullopt, error.what()};
}

} // namespace ocp::upkeep
