#pragma once

#include "base/clock.h"
#include "platform/db/reader.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::upkeep {

/// What one task did in one run.
struct TaskReport {
    std::string task;
    std::int64_t count; ///< rows removed, people erased, migrations applied
    std::chrono::milliseconds took;
};

/// The work of one Monday, as its row tells it.
struct Run {
    Instant due_at, begun_at;
    int tries;
    Instant locked_until;
    std::vector<TaskReport> done;
    std::optional<std::string> failure; ///< of the last try
    std::optional<Instant> finished_at;
};
std::optional<Run> find_run(db::Reader const&, Instant due_at);
/// The youngest that there is.
std::optional<Run> last_run(db::Reader const&);

/// Who works on a Monday, and until when nobody else may.
struct Lease {
    Instant due_at;
    std::string holder;
    Instant until;
};
/// What may be taken up: what is not finished and was tried fewer than `tries` times; or, asked for by a
/// person, anything nobody holds, a finished run from its beginning.
struct TakeUp {
    bool asked_for;
    int tries;
};
/// False when the Monday is not to be had: see `find_run` for why. What was done in an unfinished run stays
/// done.
bool take(db::Transaction&, Lease const&, TakeUp, Instant at);
/// False when another has taken it meanwhile; then whatever was done in this transaction must not be.
bool extend(db::Transaction&, Lease const&);
bool note_done(db::Transaction&, Lease const&, TaskReport const&);
/// Lets go of the Monday: finished, or to be tried again because of `failure`.
void end(db::Transaction&, Lease const&, std::optional<std::string> const& failure, Instant at);

} // namespace ocp::upkeep
