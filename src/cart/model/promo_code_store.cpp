#include "cart/model/promo_code_store.h"

namespace ocp::cart {

std::optional<PromoCode> find_promo_code(db::Reader const& reader, std::string_view code)
{
    std::optional<PromoCode> found;
    for (auto const& [id, text, percent, amount, minimum, from, to, most, uses, per_client, shop] :
        reader.rows<std::int64_t, std::string, std::optional<int>, std::optional<Money>, Money, Instant,
            Instant, std::optional<std::int64_t>, std::int64_t, std::optional<std::int64_t>,
            std::optional<PizzeriaId>>(
            R"sql(
            SELECT p.id, p.code, p.percent, p.amount, p.minimum, p.from_at, p.to_at, p.max_uses, p.uses,
                   p.uses_per_client, s.pizzeria_id
            FROM promo_codes p LEFT JOIN promo_code_shops s ON s.promo_code_id = p.id
            WHERE p.code = :code ORDER BY s.pizzeria_id)sql",
            {{"code", code}})) {
        if (!found)
            found = PromoCode{id, text, percent, amount, minimum, from, to, most, uses, per_client, {}};
        if (shop) found->shops.push_back(*shop);
    }
    return found;
}

std::int64_t uses_by(db::Reader const& reader, PromoCode const& promo, UserId client)
{
    return reader
        .value<std::int64_t>(
            "SELECT COUNT(*) FROM promo_code_uses WHERE promo_code_id = :promo AND client_id = :client",
            {{"promo", promo.id}, {"client", client}})
        .value_or(0);
}

bool count_use(
    db::Transaction& tx, PromoCode const& promo, OrderId order, UserId client, Money amount, Instant at)
{
    if (promo.uses_per_client) {
        // The uses of one client are counted one after another.
        lock_codes(tx, order, promo.code);
        if (uses_by(tx, promo, client) >= *promo.uses_per_client) return false;
    }
    // One statement checks and counts.
    if (tx.write("UPDATE promo_codes SET uses = uses + 1, updated_at = :at "
                 "WHERE id = :promo AND (max_uses IS NULL OR uses < max_uses)",
            {{"at", at}, {"promo", promo.id}})
        != 1)
        return false;
    tx.write(R"sql(
        INSERT INTO promo_code_uses (promo_code_id, order_id, client_id, amount, created_at)
        VALUES (:promo, :order, :client, :amount, :at))sql",
        {{"promo", promo.id}, {"order", order}, {"client", client}, {"amount", amount}, {"at", at}});
    return true;
}

void lock_codes(db::Transaction& tx, OrderId order, std::string_view code)
{
    tx.rows<std::int64_t>(R"sql(
        SELECT p.id FROM promo_codes p
        WHERE p.code = :code OR p.id IN (SELECT promo_code_id FROM promo_code_uses WHERE order_id = :order)
        ORDER BY p.id /*lock of p*/)sql",
        {{"code", code}, {"order", order}});
}

std::optional<PromoUse> use_of(db::Reader const& reader, OrderId order)
{
    auto found = reader.row<std::string, Instant>(R"sql(
        SELECT p.code, u.created_at FROM promo_code_uses u JOIN promo_codes p ON p.id = u.promo_code_id
        WHERE u.order_id = :order)sql",
        {{"order", order}});
    if (!found) return std::nullopt;
    return PromoUse{std::move(std::get<0>(*found)), std::get<1>(*found)};
}

void give_back_use(db::Transaction& tx, OrderId order, Instant at)
{
    auto const returned = tx.write(R"sql(
        UPDATE promo_codes SET uses = uses - 1, updated_at = :at
        WHERE id IN (SELECT promo_code_id FROM promo_code_uses WHERE order_id = :order))sql",
        {{"at", at}, {"order", order}});
    if (returned > 0) tx.write("DELETE FROM promo_code_uses WHERE order_id = :order", {{"order", order}});
}

} // namespace ocp::cart
