#pragma once

#include "account/model/act.h"
#include "platform/db/reader.h"

#include <string_view>
#include <vector>

namespace ocp::account {

void add_act(db::Transaction&, Act const&);
std::vector<KnownAct> find_acts(db::Reader const&, PizzeriaId, std::string_view subject);

} // namespace ocp::account
