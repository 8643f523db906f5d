#pragma once

#include "cart/business/refill_cart.h"
#include "order/model/order.h"
#include "platform/db/reader.h"

#include <optional>
#include <vector>

namespace ocp::order {

/// What an order held, to be ordered again; nothing when it is another client's.
struct FormerOrder {
    PizzeriaId shop;
    std::vector<cart::FormerLine> lines;
};
std::optional<FormerOrder> former_lines(db::Reader const&, UserId client, OrderId);

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
