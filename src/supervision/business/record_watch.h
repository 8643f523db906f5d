#pragma once

#include "platform/db/database.h"
#include "supervision/model/machine_sample.h"
#include "supervision/model/server_state.h"

namespace ocp::supervision {

/// Tells all others how this server stands.
void record_state(db::Database&, ServerState const&);

/// This server ends in good order: nobody needs to wonder where it is.
void take_leave(db::Database&, std::string_view machine, std::int64_t pid);

/// After a restore: who spoke when it was backed up says nothing of today, nor do the incidents that went on
/// then. Those who serve speak again.
void forget_the_moment(db::Transaction&, Instant now);

/// Keeps the machine's past minute, if no other server of the machine was faster, and forgets a portion of
/// what is older than `history_kept`, and servers that have been silent for a day. Answers whether it was
/// kept.
bool record_minute(db::Database&, MachineSample const&, Instant now);

} // namespace ocp::supervision
