#include "order/model/order_store.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <limits>

namespace ocp::order {

namespace {

using Row = std::tuple<OrderId, PizzeriaId, UserId, std::optional<UserId>, std::optional<UserId>, std::string,
    std::string, Money, Money, std::string, std::int64_t, std::int64_t, std::string, std::string, std::string,
    std::string, std::string, std::string, std::string, std::string, std::optional<double>,
    std::optional<double>, std::string, bool, std::string, Instant, Instant, Instant, std::optional<Instant>,
    Money, Money, Money, std::string, std::optional<Instant>>;

constexpr std::string_view columns = R"sql(
    SELECT o.id, o.pizzeria_id, o.client_id, o.delivery_driver_id, o.pizzaiolo_id, o.order_status, o.mode, o.total,
           (SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM payments p WHERE p.order_id = o.id),
           o.plan, o.version, o.daily_number, o.order_number, o.payment_status, o.channel, o.contact_name,
           o.contact_phone, o.delivery_line, o.delivery_postcode, o.delivery_city, o.delivery_latitude,
           o.delivery_longitude, o.note, o.address_to_check, o.pay_on, o.promised_from, o.promised_to, o.created_at, o.delivered_at, o.items_total,
           o.delivery_fee, o.discount_total, COALESCE(z.firstname, ''), o.hold_expires_at
    FROM orders o LEFT JOIN users z ON z.id = o.pizzaiolo_id )sql";

constexpr std::string_view line_columns = R"sql(
    SELECT l.order_id, l.line, l.product_id, l.size, l.name, l.size_label, l.quantity, l.unit_price, l.vat_rate, l.needs,
           l.changes, l.configuration, l.deal, l.deal_product_id, l.deal_name,
           CASE WHEN p.vat_class = 'alcohol' THEN 1 ELSE 0 END
    FROM orders_has_products l JOIN products p ON p.id = l.product_id )sql";

/// What a person sees of orders in their name: those of visitors only once the e-mail is known to be theirs.
constexpr std::string_view own = R"sql(
    o.client_id = :client
    AND (o.by_visitor = 0 OR EXISTS (SELECT 1 FROM users own WHERE own.id = o.client_id AND own.email_proven_at IS NOT NULL))
)sql";

Channel channel_from(std::string const& slug)
{
    if (slug == "phone") return Channel::Phone;
    return slug == "counter" ? Channel::Counter : Channel::Web;
}

OrderView view_from(Row const& row)
{
    auto const& [id, shop, client, driver, pizzaiolo, status, mode, total, paid, plan, version, daily, number,
        payment, channel, name, phone, line, postcode, city, latitude, longitude, note, to_check, pay_on,
        from, to, placed, delivered, items, fee, discount, pizzaiolo_name, hold_expires_at]
        = row;
    return {{id, shop, client, driver, pizzaiolo, status_from(status).value(),
                mode == "delivery" ? pizzeria::Mode::Delivery : pizzeria::Mode::Pickup, total, paid,
                plan_from(plan), version, daily, number, payment::status_from(payment).value()},
        channel_from(channel), name, phone, line, postcode, city, latitude, longitude, note, to_check,
        pay_on == "online", from, to, placed, delivered, items, fee, discount, pizzaiolo_name,
        hold_expires_at, {}};
}

template <class... C>
std::vector<OrderView> views_from(std::vector<std::tuple<C...>> const& rows)
{
    std::vector<OrderView> views;
    views.reserve(rows.size());
    for (auto const& row : rows)
        views.push_back(view_from(row));
    return views;
}

template <class... C>
std::vector<std::tuple<C...>> select(
    std::tuple<C...> const*, db::Reader const& reader, std::string_view tail, db::Params const& params)
{
    return reader.rows<C...>(std::string{columns}.append(tail), params);
}

std::vector<OrderView> find_views(db::Reader const& reader, std::string_view tail, db::Params const& params)
{
    return views_from(select(static_cast<Row const*>(nullptr), reader, tail, params));
}

/// Reads the lines of all the orders in one round trip; `tail` selects the same orders.
void add_lines_to(
    std::vector<OrderView>& orders, db::Reader const& reader, std::string_view tail, db::Params const& params)
{
    auto at = orders.begin();
    for (auto& [order, line, product, size, name, label, quantity, price, vat, needs, changes, configuration,
             deal, deal_product, deal_name, alcohol] :
        reader.rows<OrderId, int, ProductId, std::string, std::string, std::string, int, Money, int,
            std::string, std::string, std::string, std::optional<int>, std::optional<ProductId>, std::string,
            bool>(std::string{line_columns}.append(tail), params)) {
        if (at == orders.end() || at->facts.id != order)
            at = std::find_if(orders.begin(), orders.end(),
                [id = order](OrderView const& one) { return one.facts.id == id; });
        if (at == orders.end()) continue;
        at->lines.push_back({line, product, size, name, label, quantity, price, vat, needs_from(needs),
            product::changes_from(changes), configuration, deal, deal_product, deal_name, alcohol});
    }
}

std::optional<OrderView> only(std::vector<OrderView> orders, db::Reader const& reader)
{
    if (orders.empty()) return std::nullopt;
    add_lines_to(
        orders, reader, "WHERE l.order_id = :order ORDER BY l.line", {{"order", orders.front().facts.id}});
    return std::move(orders.front());
}

} // namespace

std::string OrderView::short_number() const
{
    return fmt::format("{:03}", facts.daily_number);
}

bool OrderView::has_alcohol() const
{
    return std::any_of(lines.begin(), lines.end(), [](OrderLine const& one) { return one.is_alcohol; });
}

std::vector<OrderView> orders_of_shop(
    db::Reader const& reader, PizzeriaId shop, std::vector<Status> const& statuses)
{
    // The list of statuses is made of our own words, never of input.
    std::string list;
    for (auto const status : statuses)
        list += fmt::format("{}'{}'", list.empty() ? "" : ", ", slug(status));
    auto orders = find_views(reader,
        fmt::format(
            "WHERE o.pizzeria_id = :shop AND o.order_status IN ({}) ORDER BY o.promised_to, o.id LIMIT 60",
            list),
        {{"shop", shop}});
    if (!orders.empty())
        add_lines_to(orders, reader,
            fmt::format("WHERE l.order_id IN (SELECT o.id FROM orders o WHERE o.pizzeria_id = :shop AND "
                        "o.order_status IN "
                        "({}) ORDER BY o.promised_to, o.id LIMIT 60) ORDER BY l.order_id, l.line",
                list),
            {{"shop", shop}});
    return orders;
}

std::optional<OrderView> find_order(db::Reader const& reader, PizzeriaId shop, OrderId order)
{
    return only(find_views(reader, "WHERE o.id = :order AND o.pizzeria_id = :shop",
                    {{"order", order}, {"shop", shop}}),
        reader);
}

std::optional<OrderView> find_tracked(db::Reader const& reader, std::string_view tracking_hash)
{
    return only(find_views(reader, "WHERE o.tracking_hash = :hash", {{"hash", tracking_hash}}), reader);
}

std::optional<OrderView> find_any_order(db::Reader const& reader, OrderId order)
{
    return only(find_views(reader, "WHERE o.id = :order", {{"order", order}}), reader);
}

std::optional<OrderView> find_own_order(db::Reader const& reader, UserId client, OrderId order)
{
    return only(find_views(reader, std::string{"WHERE o.id = :order AND "}.append(own),
                    {{"order", order}, {"client", client}}),
        reader);
}

std::optional<OrderView> last_order_of_client(db::Reader const& reader, UserId client)
{
    return only(find_views(reader, std::string{"WHERE "}.append(own).append(" ORDER BY o.id DESC LIMIT 1"),
                    {{"client", client}}),
        reader);
}

std::vector<OrderView> orders_of_client(
    db::Reader const& reader, UserId client, std::optional<OrderId> before)
{
    db::Params const params{
        {"client", client}, {"before", before.value_or(OrderId{std::numeric_limits<std::int64_t>::max()})}};
    auto orders = find_views(reader,
        std::string{"WHERE "}.append(own).append(" AND o.id < :before ORDER BY o.id DESC LIMIT 50"), params);
    if (!orders.empty())
        add_lines_to(orders, reader,
            std::string{"WHERE l.order_id IN (SELECT o.id FROM orders o WHERE "}.append(own).append(
                " AND o.id < :before ORDER BY o.id DESC LIMIT 50) ORDER BY l.order_id, l.line"),
            params);
    return orders;
}

std::vector<StepTaken> steps_of(db::Reader const& reader, OrderId order)
{
    std::vector<StepTaken> steps;
    for (auto& [from, to, action, by, reason, at] :
        reader.rows<std::optional<std::string>, std::string, std::string, std::optional<std::string>,
            std::optional<std::string>, Instant>(R"sql(
            SELECT s.from_status, s.to_status, s.action, u.firstname, s.reason, s.at
            FROM order_steps s LEFT JOIN users u ON u.id = s.user_id WHERE s.order_id = :order ORDER BY s.id)sql",
            {{"order", order}}))
        steps.push_back(
            {from ? status_from(*from) : std::nullopt, status_from(to).value(), action, by, reason, at});
    return steps;
}

std::vector<std::tuple<PizzeriaId, std::int64_t, std::int64_t>> waiting_counts(db::Reader const& reader)
{
    return reader.rows<PizzeriaId, std::int64_t, std::int64_t>(R"sql(
        SELECT pizzeria_id, SUM(CASE WHEN order_status = 'pending' THEN 1 ELSE 0 END),
               SUM(CASE WHEN order_status = 'ready' AND mode = 'delivery' THEN 1 ELSE 0 END)
        FROM orders
        WHERE order_status IN ('awaiting_payment', 'pending', 'in_preparation', 'ready', 'in_delivery')
        GROUP BY pizzeria_id)sql");
}

std::optional<std::string> number_of(db::Reader const& reader, OrderId order)
{
    return reader.value<std::string>("SELECT order_number FROM orders WHERE id = :id", {{"id", order}});
}

std::optional<std::string> name_of(db::Reader const& reader, UserId user)
{
    return reader.value<std::string>("SELECT firstname FROM users WHERE id = :id", {{"id", user}});
}

product::Needs needs_from(std::string_view text)
{
    product::Needs needs;
    for (std::size_t at = text.find('"'); at != std::string_view::npos; at = text.find('"', at)) {
        std::int64_t ingredient = 0;
        std::int64_t quantity = 0;
        auto const end = text.data() + text.size();
        auto const key = std::from_chars(text.data() + at + 1, end, ingredient);
        if (key.ec != std::errc{} || end - key.ptr < 2) break;
        auto const value = std::from_chars(key.ptr + 2, end, quantity);
        if (value.ec != std::errc{}) break;
        needs[IngredientId{ingredient}] += Quantity::ten_thousandths(quantity);
        at = static_cast<std::size_t>(value.ptr - text.data());
    }
    return needs;
}

} // namespace ocp::order
