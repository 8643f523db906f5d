#pragma once

#include "pizzeria/model/pizzeria.h"
#include "platform/db/reader.h"

#include <vector>

namespace ocp::pizzeria {

/// Every shop that is not retired, by name, with hours, zones and the closures not over at `at`.
std::vector<Pizzeria> all(db::Reader const&, Instant at);

} // namespace ocp::pizzeria
