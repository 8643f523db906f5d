#pragma once

#include "ocpizza/cli/seed_course.h"
#include "ocpizza/cli/seed_rows.h"

namespace ocp::seeds {

/// The number an order got and the day it counts for.
struct OrderNumber {
    OrderId id;
    std::int64_t daily;
    int business_day;
};

/// The rows of past orders that wait to be written.
class OrderRows {
public:
    /// `tracking_key` derives the links of the orders, as for those placed by a customer.
    OrderRows(Dice& dice, std::string tracking_key)
        : dice_{dice}
        , tracking_key_{std::move(tracking_key)}
    {
    }

    void add(PastOrder const&, Course const&, OrderNumber const&, SeededShop const&);
    void load(db::Transaction&);
    std::int64_t written() const { return written_; }

private:
    void add_order(PastOrder const&, Course const&, OrderNumber const&, SeededShop const&);

    Dice& dice_;
    std::string tracking_key_;
    std::int64_t written_ = 0;
    Rows orders_{"orders",
        {"id", "order_number", "daily_number", "business_day", "payment_status", "order_status", "channel",
            "mode", "pay_on", "client_id", "pizzeria_id", "pizzaiolo_id", "delivery_driver_id",
            "delivering_address_id", "contact_name", "contact_phone", "delivery_line", "delivery_postcode",
            "delivery_city", "delivery_latitude", "delivery_longitude", "note", "promised_from",
            "promised_to", "tracking_hash", "version", "load_points", "items_total", "delivery_fee", "total",
            "delivered_at", "created_at", "updated_at"}};
    Rows lines_{"orders_has_products",
        {"order_id", "line", "product_id", "size", "name", "size_label", "quantity", "unit_price", "vat_rate",
            "needs", "created_at", "updated_at"}};
    Rows steps_{"order_steps", {"order_id", "from_status", "to_status", "action", "user_id", "reason", "at"}};
    Rows payments_{"payments", {"order_id", "kind", "amount", "user_id", "at"}};
};

} // namespace ocp::seeds
