#include "order/model/own_order_store.h"

namespace ocp::order {

std::vector<OwnPayment> payments_of(db::Reader const& reader, OrderId order)
{
    std::vector<OwnPayment> found;
    for (auto& [kind, amount, at] : reader.rows<std::string, Money, Instant>(
             "SELECT kind, amount, at FROM payments WHERE order_id = :order ORDER BY id", {{"order", order}}))
        found.push_back({std::move(kind), amount, at});
    return found;
}

std::int64_t unpaid_orders_waiting(db::Reader const& reader, UserId client, OrderedBy by)
{
    return reader
        .value<std::int64_t>(R"sql(
            SELECT COUNT(*) FROM orders
            WHERE client_id = :client AND order_status IN ('awaiting_payment', 'pending')
              AND (order_status = 'awaiting_payment' OR pay_on = 'reception')
              AND channel = 'web' AND by_visitor = :by_visitor)sql",
            {{"client", client}, {"by_visitor", by == OrderedBy::Visitor}})
        .value_or(0);
}

bool has_order_alive(db::Reader const& reader, UserId client)
{
    return reader
        .value<std::int64_t>(R"sql(
            SELECT 1 FROM orders WHERE client_id = :client
              AND order_status IN ('awaiting_payment', 'pending', 'in_preparation', 'ready', 'in_delivery')
            LIMIT 1)sql",
            {{"client", client}})
        .has_value();
}

} // namespace ocp::order
