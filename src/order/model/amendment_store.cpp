#include "order/model/amendment_store.h"

namespace ocp::order {

namespace {

std::optional<Amendment> select(db::Reader const& reader, std::string_view where, db::Params const& params)
{
    auto const row = reader.row<std::int64_t, OrderId, std::int64_t, std::optional<CartId>, std::string,
        std::string, Money, Instant>(
        std::string{"SELECT a.id, a.order_id, a.order_version, a.cart_id, a.content, a.reserved, a.due, "
                    "a.expires_at FROM amendments a "}
            .append(where),
        params);
    if (!row) return std::nullopt;
    auto const& [id, order, version, cart, content, reserved, due, expires] = *row;
    Amendment found{id, order, version, cart, {order, {}, {}, {}, {}, {}, {}, {}, {}, {}}, {}, {}, {},
        plan_from(reserved), due, expires};
    read_content(content, found);
    return found;
}

} // namespace

std::int64_t add_amendment(db::Transaction& tx, Amendment const& amendment, Instant at)
{
    return tx.insert(R"sql(
        INSERT INTO amendments (order_id, order_version, cart_id, state, due, content, reserved, load_points, expires_at,
            created_at)
        VALUES (:order, :version, :cart, 'waiting', :due, :content, :reserved, :points, :expires, :at) RETURNING id)sql",
        {{"order", amendment.order}, {"version", amendment.order_version}, {"cart", amendment.cart},
            {"due", amendment.due}, {"content", content_of(amendment)},
            {"reserved", text_of(amendment.reserved)}, {"points", sum_of(amendment.reserved).points},
            {"expires", amendment.expires_at}, {"at", at}});
}

std::optional<Amendment> waiting_amendment(db::Reader const& reader, OrderId order)
{
    return select(reader, "WHERE a.order_id = :order AND a.state = 'waiting'", {{"order", order}});
}

std::optional<Amendment> find_amendment(db::Reader const& reader, std::int64_t id)
{
    return select(reader, "WHERE a.id = :id", {{"id", id}});
}

bool end_amendment(db::Transaction& tx, std::int64_t id, AmendmentEnd end, Instant at)
{
    return tx.write(
               "UPDATE amendments SET state = :state, ended_at = :at WHERE id = :id AND state = 'waiting'",
               {{"state", end == AmendmentEnd::Done ? "done" : "dropped"}, {"at", at}, {"id", id}})
        == 1;
}

} // namespace ocp::order
