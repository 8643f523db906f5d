#pragma once

#include "ocpizza/cli/seed_course.h"
#include "ocpizza/cli/seed_rows.h"

#include <utility>

namespace ocp::seeds {

/// The number an order got and the day it counts for.
struct OrderNumber {
    OrderId id;
    std::int64_t daily;
    int business_day;
};

/// Rows of past orders that wait to be written together.
struct OrderTables {
    Rows orders{"orders",
        {"id", "order_number", "daily_number", "business_day", "payment_status", "order_status", "channel",
            "mode", "pay_on", "client_id", "pizzeria_id", "pizzaiolo_id", "delivery_driver_id",
            "delivering_address_id", "contact_name", "contact_phone", "delivery_line", "delivery_postcode",
            "delivery_city", "delivery_latitude", "delivery_longitude", "note", "promised_from",
            "promised_to", "tracking_hash", "version", "load_points", "items_total", "delivery_fee", "total",
            "delivered_at", "created_at", "updated_at"}};
    Rows lines{"orders_has_products",
        {"order_id", "line", "product_id", "size", "name", "size_label", "quantity", "unit_price", "vat_rate",
            "needs", "created_at", "updated_at"}};
    Rows steps{
        "order_steps", {"id", "order_id", "from_status", "to_status", "action", "user_id", "reason", "at"}};
    Rows payments{"payments", {"id", "order_id", "kind", "amount", "user_id", "at"}};

    std::size_t size() const { return orders.size() + lines.size() + steps.size() + payments.size(); }
    void load(db::Transaction&);
};

/// The ids that the next rows get.
struct NextIds {
    std::int64_t step, payment;
};

/// Turns what is told of orders into rows.
class OrderWriter {
public:
    /// `tracking_key` derives the links of the orders, as for those placed by a customer.
    OrderWriter(Dice& dice, std::string tracking_key, NextIds ids)
        : dice_{dice}
        , tracking_key_{std::move(tracking_key)}
        , ids_{ids}
    {
    }

    void add(PastOrder const&, Course const&, OrderNumber const&, SeededShop const&);
    OrderTables take() { return std::exchange(tables_, {}); }

private:
    void add_order(PastOrder const&, Course const&, OrderNumber const&, SeededShop const&);

    Dice& dice_;
    std::string tracking_key_;
    NextIds ids_;
    OrderTables tables_;
};

} // namespace ocp::seeds
