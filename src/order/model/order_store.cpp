#include "order/model/order_store.h"

#include "base/check.h"

#include <fmt/format.h>

namespace ocp::order {

namespace {

std::string_view slug(Channel channel)
{
    switch (channel) {
    case Channel::Web:
        return "web";
    case Channel::Phone:
        return "phone";
    case Channel::Counter:
        return "counter";
    }
    return "";
}

std::string_view slug(pizzeria::Mode mode)
{
    return mode == pizzeria::Mode::Delivery ? "delivery" : "pickup";
}

std::optional<OrderFacts> lock_where(db::Transaction& tx, std::string_view which, db::Params const& params)
{
    auto const row = tx.row<OrderId, PizzeriaId, UserId, std::optional<UserId>, std::optional<UserId>,
        std::string, std::string, Money, std::string, std::int64_t, std::int64_t, std::string, std::string>(
        std::string{"SELECT o.id, o.pizzeria_id, o.client_id, o.delivery_driver_id, o.pizzaiolo_id, "
                    "o.order_status, o.mode, o.total, o.plan, o.version, o.daily_number, o.order_number, "
                    "o.payment_status FROM orders o WHERE "}
            .append(which)
            .append(" ORDER BY o.id /*lock of o*/"),
        params);
    if (!row) return std::nullopt;
    auto const& [id, shop, client, driver, pizzaiolo, status, mode, total, plan, version, daily, number,
        payment]
        = *row;
    // Once the row is ours: a statement that waited for it sees of other tables what was there before.
    auto const paid = tx.value<Money>("SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM payments p "
                                      "WHERE p.order_id = :order",
        {{"order", id}});
    return OrderFacts{id, shop, client, driver, pizzaiolo, status_from(status).value(),
        mode == "delivery" ? pizzeria::Mode::Delivery : pizzeria::Mode::Pickup, total, paid.value(),
        plan_from(plan), version, daily, number, payment::status_from(payment).value()};
}

} // namespace

std::int64_t take_number(db::Transaction& tx, PizzeriaId shop, int business_day)
{
    auto const number = tx.value<std::int64_t>(R"sql(
        INSERT INTO shop_queues (pizzeria_id, business_day, last_number, points) VALUES (:shop, :day, 1, 0)
        ON CONFLICT (pizzeria_id) DO UPDATE SET
            last_number = CASE WHEN shop_queues.business_day = excluded.business_day
                               THEN shop_queues.last_number + 1 ELSE 1 END,
            business_day = excluded.business_day
        RETURNING last_number)sql",
        {{"shop", shop}, {"day", business_day}});
    OCP_CHECK(number.has_value());
    return *number;
}

void lock_shop(db::Transaction& tx, PizzeriaId shop)
{
    tx.value<std::int64_t>(
        "SELECT q.last_number FROM shop_queues q WHERE q.pizzeria_id = :shop ORDER BY 1 /*lock of q*/",
        {{"shop", shop}});
}

OrderId add_order(db::Transaction& tx, NewOrder const& order, Instant at)
{
    auto const latitude = order.position ? std::optional{order.position->latitude} : std::nullopt;
    auto const longitude = order.position ? std::optional{order.position->longitude} : std::nullopt;
    return OrderId{tx.insert(R"sql(
        INSERT INTO orders (order_number, daily_number, business_day, payment_status, order_status, channel, mode, pay_on,
            client_id, pizzeria_id, delivering_address_id, contact_name, contact_phone, delivery_line,
            delivery_postcode, delivery_city, delivery_latitude, delivery_longitude, note, promised_from, promised_to,
            tracking_hash, load_points, plan, items_total, delivery_fee, discount_total, total, hold_expires_at, address_to_check, by_visitor, cart_id, created_at, updated_at)
        VALUES (:number, :daily, :day, :payment, :status, :channel, :mode, :pay_on, :client, :shop, :address, :name,
            :phone, :line, :postcode, :city, :latitude, :longitude, :note, :from, :to, :hash, :points, :plan, :items, :fee,
            :discount, :total, :expires, :to_check, :by_visitor, :cart, :at, :at) RETURNING id)sql",
        {{"number", order.number}, {"daily", order.daily_number}, {"day", order.business_day},
            {"status", slug(order.status)}, {"channel", slug(order.channel)}, {"mode", slug(order.mode)},
            {"pay_on", order.online ? "online" : "reception"}, {"client", order.client}, {"shop", order.shop},
            {"address", order.address}, {"name", order.contact_name}, {"phone", order.contact_phone},
            {"line", order.line}, {"postcode", order.postcode}, {"city", order.city}, {"latitude", latitude},
            {"longitude", longitude}, {"note", order.note}, {"from", order.promised_from},
            {"to", order.promised_to}, {"hash", order.tracking_hash}, {"points", sum_of(order.plan).points},
            {"plan", text_of(order.plan)}, {"items", order.items_total}, {"fee", order.delivery_fee},
            {"discount", order.discount_total},
            {"total", order.items_total + order.delivery_fee - order.discount_total},
            {"expires", order.hold_expires_at}, {"to_check", order.address_to_check},
            {"by_visitor", order.by_visitor}, {"cart", order.cart},
            {"payment", slug(order.online ? payment::Status::Authorising : payment::Status::Unpaid)},
            {"at", at}})};
}

void add_lines(db::Transaction& tx, OrderId order, std::vector<OrderLine> const& lines, Instant at)
{
    std::vector<db::Value> cells;
    for (auto const& line : lines)
        for (auto& cell : {db::to_value(order), db::to_value(line.line), db::to_value(line.product),
                 db::to_value(line.size), db::to_value(line.name), db::to_value(line.size_label),
                 db::to_value(line.quantity), db::to_value(line.unit_price), db::to_value(line.vat_rate),
                 db::to_value(needs_text(line.needs)), db::to_value(product::text_of(line.changes)),
                 db::to_value(line.configuration), db::to_value(line.deal), db::to_value(line.deal_product),
                 db::to_value(line.deal_name), db::to_value(at), db::to_value(at)})
            cells.push_back(cell);
    tx.write_rows(
        "INSERT INTO orders_has_products (order_id, line, product_id, size, name, size_label, quantity, "
        "unit_price, vat_rate, needs, changes, configuration, deal, deal_product_id, deal_name, created_at, "
        "updated_at) VALUES",
        17, cells);
}

void rewrite_order(
    db::Transaction& tx, AmendedOrder const& amended, std::vector<OrderLine> const& lines, Instant at)
{
    tx.write("DELETE FROM orders_has_products WHERE order_id = :order", {{"order", amended.order}});
    add_lines(tx, amended.order, lines, at);
    tx.write(R"sql(
        UPDATE orders SET load_points = :points, plan = :plan, items_total = :items, delivery_fee = :fee, discount_total = :discount,
            total = :total, promised_from = :from, promised_to = :to, contact_phone = COALESCE(:phone, contact_phone),
            note = COALESCE(:note, note), version = version + 1, updated_at = :at
        WHERE id = :order)sql",
        {{"points", sum_of(amended.plan).points}, {"plan", text_of(amended.plan)},
            {"items", amended.items_total}, {"fee", amended.delivery_fee},
            {"discount", amended.discount_total},
            {"total", amended.items_total + amended.delivery_fee - amended.discount_total},
            {"from", amended.promised_from}, {"to", amended.promised_to}, {"phone", amended.contact_phone},
            {"note", amended.note}, {"at", at}, {"order", amended.order}});
    if (!amended.hand_over) return;
    auto const& [mode, address, street, postcode, city, position, to_check] = *amended.hand_over;
    tx.write(R"sql(
        UPDATE orders SET mode = :mode, delivering_address_id = :address, delivery_line = :line,
            delivery_postcode = :postcode, delivery_city = :city, delivery_latitude = :latitude,
            delivery_longitude = :longitude, address_to_check = :to_check
        WHERE id = :order)sql",
        {{"mode", slug(mode)}, {"address", address}, {"line", street}, {"postcode", postcode}, {"city", city},
            {"latitude", position ? std::optional{position->latitude} : std::nullopt},
            {"longitude", position ? std::optional{position->longitude} : std::nullopt},
            {"to_check", to_check}, {"order", amended.order}});
}

std::pair<Instant, Instant> promised(db::Reader const& reader, OrderId order)
{
    auto const sql = "SELECT promised_from, promised_to FROM orders WHERE id = :order";
    auto const [from, to] = reader.row<Instant, Instant>(sql, {{"order", order}}).value();
    return {from, to};
}

void promise_order(db::Transaction& tx, OrderId order, Instant from, Instant to, Instant at)
{
    tx.write("UPDATE orders SET promised_from = :from, promised_to = :to, updated_at = :at WHERE id = :order",
        {{"from", from}, {"to", to}, {"at", at}, {"order", order}});
}

void add_step(db::Transaction& tx, OrderId order, Status from, Step const& step, std::optional<UserId> by,
    std::string_view reason, Instant at)
{
    auto const before = from == Status::New ? std::nullopt : std::optional{slug(from)};
    auto const why = reason.empty() ? std::nullopt : std::optional{reason};
    tx.write(R"sql(
        INSERT INTO order_steps (order_id, from_status, to_status, action, user_id, reason, at)
        VALUES (:order, :from, :to, :action, :by, :reason, :at))sql",
        {{"order", order}, {"from", before}, {"to", slug(step.to)}, {"action", slug(step.action)}, {"by", by},
            {"reason", why}, {"at", at}});
}

bool took_last_step(db::Reader const& reader, OrderId order, Action action, UserId by)
{
    auto const last = reader.row<std::string, std::optional<UserId>>(
        "SELECT s.action, s.user_id FROM order_steps s WHERE s.order_id = :order ORDER BY s.id DESC LIMIT 1",
        {{"order", order}});
    return last && std::get<0>(*last) == slug(action) && std::get<1>(*last) == by;
}

std::vector<UserId> customers_not_seen_since(db::Transaction& tx, Instant since, std::int64_t limit)
{
    std::vector<UserId> found;
    for (auto const& [user] : tx.rows<UserId>(R"sql(
             SELECT u.id FROM users u
             WHERE u.erased_at IS NULL AND COALESCE(u.seen_at, u.created_at) < :since
               AND u.created_at < :since
               AND NOT EXISTS (SELECT 1 FROM users_has_roles r WHERE r.user_id = u.id)
               AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id AND s.seen_at >= :since)
               AND NOT EXISTS (
                   SELECT 1 FROM orders o
                   WHERE o.client_id = u.id
                     AND (o.created_at >= :since OR o.order_status IN (
                         'awaiting_payment', 'pending', 'in_preparation', 'ready', 'in_delivery')))
             ORDER BY u.id LIMIT :limit /*lock skip*/)sql",
             {{"since", since}, {"limit", limit}}))
        found.push_back(user);
    return found;
}

void forget_contacts(db::Transaction& tx, UserId client, Instant at)
{
    tx.write(R"sql(
        UPDATE orders SET contact_name = '', contact_phone = '', delivery_line = '', note = '',
            delivery_latitude = NULL, delivery_longitude = NULL, updated_at = :at
        WHERE client_id = :client)sql",
        {{"client", client}, {"at", at}});
}

bool ClientWithMail::chose(std::string_view step) const
{
    return fmt::format(" {} ", steps).find(fmt::format(" {} ", step)) != std::string::npos;
}

std::optional<ClientWithMail> client_with_mail(db::Reader const& reader, OrderId order)
{
    auto const row = reader.row<UserId, std::string, std::string, std::string, std::string>(R"sql(
        SELECT u.id, u.email, u.locale, u.mail_steps, o.mode
        FROM orders o JOIN users u ON u.id = o.client_id
        WHERE o.id = :order AND u.email IS NOT NULL)sql",
        {{"order", order}});
    if (!row) return std::nullopt;
    auto const& [user, email, language, steps, mode] = *row;
    return ClientWithMail{user, email, language_called(language).value_or(Language::French), steps,
        mode == "delivery" ? pizzeria::Mode::Delivery : pizzeria::Mode::Pickup};
}

std::optional<OrderFacts> lock_order(db::Transaction& tx, PizzeriaId shop, OrderId order)
{
    return lock_where(tx, "o.id = :order AND o.pizzeria_id = :shop", {{"order", order}, {"shop", shop}});
}

std::optional<OrderFacts> lock_any_order(db::Transaction& tx, OrderId order)
{
    return lock_where(tx, "o.id = :order", {{"order", order}});
}

bool change_status(db::Transaction& tx, StatusChange const& change, Instant at)
{
    return tx.write(R"sql(
        UPDATE orders SET order_status = :to, version = version + 1, updated_at = :at,
            pizzaiolo_id = COALESCE(CAST(:pizzaiolo AS BIGINT), pizzaiolo_id),
            delivery_driver_id = CASE WHEN :forget = 1 THEN NULL
                                      ELSE COALESCE(CAST(:driver AS BIGINT), delivery_driver_id) END,
            payment_status = COALESCE(CAST(:payment AS TEXT), payment_status),
            cart_id = NULL, hold_expires_at = NULL,
            delivered_at = COALESCE(CAST(:delivered AS BIGINT), delivered_at)
        WHERE id = :order AND order_status = :from)sql",
               {{"to", slug(change.to)}, {"at", at}, {"pizzaiolo", change.pizzaiolo},
                   {"forget", change.forget_driver}, {"driver", change.driver},
                   {"payment", change.payment ? std::optional{slug(*change.payment)} : std::nullopt},
                   {"delivered", change.delivered_at}, {"order", change.order}, {"from", slug(change.from)}})
        == 1;
}

void set_payment_status(db::Transaction& tx, OrderId order, payment::Status status, Instant at)
{
    tx.write("UPDATE orders SET payment_status = :status, updated_at = :at WHERE id = :order",
        {{"status", slug(status)}, {"at", at}, {"order", order}});
}

std::optional<CartId> unchanged_cart_of(db::Reader const& reader, OrderId order)
{
    return reader.value<CartId>(R"sql(
        SELECT c.id FROM orders o JOIN carts c ON c.id = o.cart_id
        WHERE o.id = :order AND c.updated_at <= o.created_at
          AND NOT EXISTS (SELECT 1 FROM cart_lines l WHERE l.cart_id = c.id AND l.updated_at > o.created_at))sql",
        {{"order", order}});
}

std::vector<OrderId> lock_orders_of_cart(db::Transaction& tx, CartId cart)
{
    std::vector<OrderId> ids;
    for (auto const& [id] : tx.rows<OrderId>(R"sql(
        SELECT o.id FROM orders o
        WHERE o.id IN (SELECT id FROM orders WHERE cart_id = :cart
                       UNION SELECT order_id FROM amendments WHERE cart_id = :cart AND state = 'waiting')
        ORDER BY o.id /*lock of o*/)sql",
             {{"cart", cart}}))
        ids.push_back(id);
    return ids;
}

void move_orders_to_cart(db::Transaction& tx, CartId from, CartId to)
{
    tx.write("UPDATE orders SET cart_id = :to WHERE cart_id = :from", {{"to", to}, {"from", from}});
    tx.write("UPDATE amendments SET cart_id = :to WHERE cart_id = :from AND state = 'waiting'",
        {{"to", to}, {"from", from}});
}

std::optional<OrderId> order_awaiting_payment(db::Reader const& reader, CartId cart)
{
    return reader.value<OrderId>("SELECT o.id FROM orders o WHERE o.cart_id = :cart AND o.order_status = "
                                 "'awaiting_payment' ORDER BY o.id DESC LIMIT 1",
        {{"cart", cart}});
}

product::Needs needs_of(db::Reader const& reader, OrderId order)
{
    product::Needs sum;
    for (auto const& [quantity, needs] : reader.rows<std::int64_t, std::string>(
             "SELECT quantity, needs FROM orders_has_products WHERE order_id = :order", {{"order", order}}))
        for (auto const& [ingredient, one] : needs_from(needs))
            sum[ingredient] += one * quantity;
    return sum;
}

std::string needs_text(product::Needs const& needs)
{
    std::string text{"{"};
    for (auto const& [ingredient, quantity] : needs)
        text += fmt::format(
            "{}\"{}\":{}", text.size() > 1 ? "," : "", ingredient.value(), quantity.ten_thousandths());
    return text + "}";
}

} // namespace ocp::order
