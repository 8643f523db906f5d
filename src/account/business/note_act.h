#pragma once

#include "account/model/act.h"
#include "platform/db/reader.h"

#include <vector>

namespace ocp::account {

/// Part of the deed that it tells of: who did it, when, where, and in their own words why.
void note_act(db::Transaction&, Act const&);

/// What was done to that subject, the oldest first.
std::vector<KnownAct> acts_about(db::Reader const&, PizzeriaId, std::string const& subject);

} // namespace ocp::account
