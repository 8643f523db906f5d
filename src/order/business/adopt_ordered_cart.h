#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "platform/db/reader.h"

namespace ocp::order {

/// account::AdoptCart: the visitor's cart becomes the person's, and what was ordered of it and waits for its
/// payment goes with it, so that nobody orders it once more unawares.
void adopt_ordered_cart(db::Transaction&, CartId visitors, UserId person, Instant at);

} // namespace ocp::order
