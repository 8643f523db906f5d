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

enum class OrderedBy { Owner, Visitor };
/// Orders on the web with the client's account that wait for money, or unpaid for the shop's acceptance;
/// placed signed in, or by visitors with its e-mail.
std::int64_t unpaid_orders_waiting(db::Reader const&, UserId client, OrderedBy);

/// Whether an order of the client has not ended.
bool has_order_alive(db::Reader const&, UserId client);

} // namespace ocp::order
