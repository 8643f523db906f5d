#pragma once

#include "order/model/order_store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::order {

/// What a paid order is to become once the difference is paid (data.md, Amending).
struct Amendment {
    std::int64_t id = 0;
    OrderId order;
    std::int64_t order_version; ///< of the order it changes
    std::optional<CartId> cart; ///< in which it was made
    AmendedOrder becomes;
    std::vector<OrderLine> lines;
    std::string code; ///< promo code, "" without one
    Money code_discount;
    Plan reserved; ///< of the shop's slots, beside the order's own plan
    Money due; ///< the difference
    Instant expires_at;
};

/// JSON of what the order becomes: sums, plan, promise, way, lines, code. `read_content` puts it back, and
/// throws on anything else: it comes from our own rows alone.
std::string content_of(Amendment const&);
void read_content(std::string_view text, Amendment& into);

} // namespace ocp::order
