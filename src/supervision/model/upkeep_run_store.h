#pragma once

#include "base/clock.h"
#include "platform/db/reader.h"
#include "supervision/model/upkeep_run.h"

#include <optional>
#include <string>

namespace ocp::supervision {

std::optional<UpkeepRun> find_upkeep_run(db::Reader const&, Instant due_at);
/// The youngest that there is.
std::optional<UpkeepRun> last_upkeep_run(db::Reader const&);

/// Who works on a Monday, and until when nobody else may.
struct UpkeepLease {
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
bool take_upkeep(db::Transaction&, UpkeepLease const&, TakeUp, Instant at);
/// False when another has taken it meanwhile; then whatever was done in this transaction must not be.
bool extend_upkeep(db::Transaction&, UpkeepLease const&);
bool note_done(db::Transaction&, UpkeepLease const&, TaskReport const&);
/// Lets go of the Monday: finished, or to be tried again because of `failure`.
void end_upkeep(db::Transaction&, UpkeepLease const&, std::optional<std::string> const& failure, Instant at);

} // namespace ocp::supervision
