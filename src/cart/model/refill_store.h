#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "platform/db/reader.h"

#include <string>
#include <string_view>

namespace ocp::cart {

/// A line as it was ordered once. `configuration`: opaque here.
struct FormerLine {
    ProductId product;
    std::string size, configuration;
    int quantity;
};
/// Adds to the same line of the cart, or makes one; false when it would pass most_of_a_line.
bool add_former_line(db::Transaction&, CartId, FormerLine const&, Instant at);

} // namespace ocp::cart
