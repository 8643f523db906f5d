#pragma once

#include "platform/db/reader.h"
#include "supervision/model/server_state.h"

#include <vector>

namespace ocp::supervision {

/// In the place of what this process said before.
void save_state(db::Transaction&, ServerState const&);
void remove_state(db::Transaction&, std::string_view machine, std::int64_t pid);
/// Forgets who has been silent since `before`.
void prune_states(db::Transaction&, Instant before);

void clear_states(db::Transaction&);

/// Of all servers, those that fell silent too; by machine, then from the longest serving on.
std::vector<ServerState> all_states(db::Reader const&);

} // namespace ocp::supervision
