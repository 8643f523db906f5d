#pragma once

#include "pizzeria/model/letterhead.h"
#include "pizzeria/model/pizzeria.h"
#include "platform/db/reader.h"

#include <optional>
#include <vector>

namespace ocp::pizzeria {

/// Every shop that is not retired, by name, with hours, zones and the closures not over at `at`.
std::vector<Pizzeria> all(db::Reader const&, Instant at);

/// What a receipt says of the shop, retired or not; without the seller.
std::optional<Letterhead> head_of(db::Reader const&, PizzeriaId);

} // namespace ocp::pizzeria
