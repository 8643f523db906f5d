#pragma once

#include "platform/db/database.h"
#include "supervision/model/incident.h"

namespace ocp::supervision {

/// The next notice that is due, this server's alone for three minutes; nothing when there is none.
std::optional<Notice> take_notice(db::Database&, Instant now);

/// It arrived.
void note_told(db::Database&, Notice const&, Instant now);
/// It did not; tried again later unless it never will, or a day has passed: then it is given up. `wait`: at
/// least so long.
void note_not_told(db::Database&, Notice const&, std::string const& failure, bool for_good,
    std::chrono::milliseconds wait, Instant now);

} // namespace ocp::supervision
