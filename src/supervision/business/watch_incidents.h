#pragma once

#include "platform/db/database.h"
#include "supervision/model/incident.h"

#include <chrono>
#include <vector>

namespace ocp::supervision {

/// One look at everything for all servers: begins and ends incidents, and writes down what is to be told of
/// them by these ways. However many servers ask, one look each `rhythm`. True when there is something to
/// tell.
bool watch_incidents(db::Database&, std::vector<Way> const&, std::chrono::milliseconds rhythm, Instant now);

/// What a command found out itself; nothing when that incident goes on already.
void raise_incident(db::Transaction&, std::vector<Way> const&, Concern const&, Instant now);
/// Nothing when there is none.
void resolve_incident(
    db::Transaction&, std::vector<Way> const&, Matter, std::string const& place, Instant now);

/// Those that a look at all of their matter found in order.
struct AllButThese {
    Matter matter;
    std::vector<std::string> places; ///< that are not in order
    Instant begun_before; ///< when the look began: what came up since it cannot know
};
void resolve_incidents(db::Transaction&, std::vector<Way> const&, AllButThese const&, Instant now);

} // namespace ocp::supervision
