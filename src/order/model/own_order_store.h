#pragma once

#include "order/model/order.h"
#include "platform/db/reader.h"

#include <string>
#include <vector>

namespace ocp::order {

/// Money taken for an order, or given back.
struct OwnPayment {
    std::string kind;
    Money amount;
    Instant at;
};
std::vector<OwnPayment> payments_of(db::Reader const&, OrderId);

/// Whether an order of the client has not ended.
bool has_order_alive(db::Reader const&, UserId client);

} // namespace ocp::order
