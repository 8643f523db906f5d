#include "order/model/till_store.h"

namespace ocp::order {

namespace {

std::vector<TillLine> select(db::Reader const& reader, std::string_view tail, db::Params const& params)
{
    std::vector<TillLine> found;
    for (auto& [sequence, at, order, number, kind, amount, receipt, by] :
        reader.rows<std::int64_t, Instant, OrderId, std::string, std::string, Money,
            std::optional<std::int64_t>, std::string>(std::string{R"sql(
            SELECT COALESCE(p.sequence, 0), p.at, p.order_id, o.order_number, p.kind, p.amount, p.receipt,
                   COALESCE(u.firstname, '')
            FROM payments p JOIN orders o ON o.id = p.order_id LEFT JOIN users u ON u.id = p.user_id )sql"}
                                                          .append(tail),
            params))
        found.push_back({sequence, at, order, std::move(number), payment::means_from(kind).value(), amount,
            receipt, std::move(by)});
    return found;
}

} // namespace

std::vector<TillLine> till_lines_between(
    db::Reader const& reader, PizzeriaId shop, Instant from, Instant until)
{
    return select(reader,
        "WHERE p.pizzeria_id = :shop AND p.at >= :from AND p.at < :until ORDER BY p.sequence",
        {{"shop", shop}, {"from", from}, {"until", until}});
}

std::vector<TillLine> till_lines_of(db::Reader const& reader, OrderId order)
{
    return select(reader, "WHERE p.order_id = :order ORDER BY p.id", {{"order", order}});
}

payment::RateSums till_rates_between(db::Reader const& reader, PizzeriaId shop, Instant from, Instant until)
{
    payment::RateSums sums;
    for (auto const& [rate, gross, vat] : reader.rows<int, Money, Money>(R"sql(
             SELECT t.rate, CAST(SUM(t.gross) AS BIGINT), CAST(SUM(t.vat) AS BIGINT)
             FROM receipts r JOIN receipt_rates t ON t.pizzeria_id = r.pizzeria_id AND t.sequence = r.sequence
             WHERE r.pizzeria_id = :shop AND r.created_at >= :from AND r.created_at < :until
             GROUP BY t.rate ORDER BY t.rate)sql",
             {{"shop", shop}, {"from", from}, {"until", until}}))
        sums[rate] = {gross, vat};
    return sums;
}

std::vector<Owed> orders_owed(db::Reader const& reader, PizzeriaId shop)
{
    static constexpr auto those = [](std::string_view which) {
        return std::string{R"sql(
            SELECT o.id, o.order_number, o.order_status, o.promised_to, o.total
                   - (SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM payments p WHERE p.order_id = o.id) AS due
            FROM orders o WHERE o.pizzeria_id = :shop AND )sql"}
            .append(which);
    };
    auto const sql = "SELECT d.id, d.order_number, d.order_status, d.promised_to, d.due FROM ("
        + those("o.order_status IN ('awaiting_payment', 'pending', 'in_preparation', 'ready', 'in_delivery') "
                "AND o.payment_status IN ('unpaid', 'authorising', 'failed')")
        + " UNION ALL " + those("o.order_status = 'not_delivered' AND o.payment_status = 'unpaid'")
        + ") AS d WHERE d.due > 0 ORDER BY d.promised_to, d.id LIMIT 200";
    std::vector<Owed> found;
    for (auto& [order, number, status, promised_to, due] :
        reader.rows<OrderId, std::string, std::string, Instant, Money>(sql, {{"shop", shop}}))
        found.push_back({order, std::move(number), status_from(status).value(), promised_to, due});
    return found;
}

} // namespace ocp::order
