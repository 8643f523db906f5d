#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "platform/db/database.h"
#include "supervision/model/upkeep_run_store.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ocp::upkeep {

struct Order {
    db::Options database; ///< as for commands: no time limits
    bool asked_for = false; ///< by a person: now, whether due or not
    /// Called after each portion of a task, and before VACUUM: how much it has done so far.
    std::function<void(std::string_view task, std::int64_t so_far)> progress = [](auto, auto) {};
    std::function<void(supervision::TaskReport const&)> on_task = [](auto const&) {};
};

enum class Outcome {
    Finished,
    NotDue, ///< this Monday's work is done
    Busy, ///< another program is at it
    GivenUp, ///< tried three times: somebody must look, and ask for it
    Failed,
};
struct Report {
    Outcome outcome;
    std::optional<supervision::UpkeepRun>
        run; ///< as its row tells it afterwards; nothing when the schema could not be had
    std::string failure; ///< why, when Failed
};

/// Monday's batch (spec §6, update): schema and reference data, what is old thrown away, the database tidied.
/// Held by one program at a time through a lease of five minutes that each portion renews (two hours for
/// VACUUM); what a broken run had done stays done, and the next try goes on from there. A task that fails
/// does not keep the others from being done. Clock and chance as given; throws nothing of the database's,
/// which becomes `failure`.
Report run_upkeep(db::Database&, Order const&, Clock const&, RandomSource&);

} // namespace ocp::upkeep
