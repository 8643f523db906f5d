#include "stock/model/stock_store.h"

namespace ocp::stock {

Shelf read_shelf(db::Reader const& reader, PizzeriaId shop, std::optional<OrderId> changed)
{
    Shelf shelf;
    for (auto const& [ingredient, sellable] : reader.rows<IngredientId, Quantity>(
             "SELECT ingredient_id, quantity_available - quantity_held FROM stocks WHERE pizzeria_id = :shop",
             {{"shop", shop}}))
        shelf.emplace(ingredient, sellable);
    if (changed)
        for (auto const& [ingredient, held] :
            reader.rows<IngredientId, Quantity>("SELECT ingredient_id, quantity FROM stock_holds WHERE "
                                                "order_id = :order AND pizzeria_id = :shop",
                {{"order", *changed}, {"shop", shop}}))
            shelf[ingredient] += held;
    return shelf;
}

product::Needs held_for(db::Reader const& reader, OrderId order)
{
    product::Needs held;
    for (auto const& [ingredient, quantity] : reader.rows<IngredientId, Quantity>(
             "SELECT ingredient_id, quantity FROM stock_holds WHERE order_id = :order", {{"order", order}}))
        held[ingredient] = quantity;
    return held;
}

bool hold(db::Transaction& tx, PizzeriaId shop, OrderId order, product::Needs const& needs,
    std::optional<Instant> expires_at, Instant at, Sold sold)
{
    std::vector<db::Value> cells;
    for (auto const& [ingredient, quantity] : needs)
        for (auto& cell : {db::to_value(order), db::to_value(ingredient), db::to_value(shop),
                 db::to_value(quantity), db::to_value(expires_at), db::to_value(at)})
            cells.push_back(cell);
    tx.write_rows("INSERT INTO stock_holds (order_id, ingredient_id, pizzeria_id, quantity, expires_at, "
                  "created_at) VALUES",
        6, cells);

    // The inner SELECT takes the row locks in id order before anything is changed: two orders never wait for
    // each other crosswise. The WHERE checks and changes in one statement.
    auto const raised = tx.write(R"sql(
        UPDATE stocks SET quantity_held = quantity_held + wanted.quantity, updated_at = :at
        FROM (SELECT s.ingredient_id, h.quantity
              FROM stocks s JOIN stock_holds h ON h.ingredient_id = s.ingredient_id
              WHERE s.pizzeria_id = :shop AND h.order_id = :order
              ORDER BY s.ingredient_id /*lock of s*/) AS wanted
        WHERE stocks.pizzeria_id = :shop AND stocks.ingredient_id = wanted.ingredient_id
          AND (:already = 1 OR stocks.quantity_available - stocks.quantity_held >= wanted.quantity))sql",
        {{"shop", shop}, {"order", order}, {"already", sold == Sold::Already}, {"at", at}});
    return raised == static_cast<std::int64_t>(needs.size());
}

void hold_without_end(db::Transaction& tx, OrderId order)
{
    tx.write("UPDATE stock_holds SET expires_at = NULL WHERE order_id = :order", {{"order", order}});
}

Shelf lock_shelf(db::Transaction& tx, PizzeriaId shop)
{
    Shelf shelf;
    for (auto const& [ingredient, sellable] : tx.rows<IngredientId, Quantity>(
             "SELECT s.ingredient_id, s.quantity_available - s.quantity_held FROM stocks s "
             "WHERE s.pizzeria_id = :shop ORDER BY s.ingredient_id /*lock of s*/",
             {{"shop", shop}}))
        shelf.emplace(ingredient, sellable);
    return shelf;
}

bool take_held(db::Transaction& tx, PizzeriaId shop, OrderId order, UserId by, Instant at)
{
    auto const taken = tx.write(R"sql(
        UPDATE stocks SET quantity_available = quantity_available - wanted.quantity,
                          quantity_held = quantity_held - wanted.quantity, updated_at = :at
        FROM (SELECT s.ingredient_id, h.quantity
              FROM stocks s JOIN stock_holds h ON h.ingredient_id = s.ingredient_id
              WHERE s.pizzeria_id = :shop AND h.order_id = :order
              ORDER BY s.ingredient_id /*lock of s*/) AS wanted
        WHERE stocks.pizzeria_id = :shop AND stocks.ingredient_id = wanted.ingredient_id
          AND stocks.quantity_available >= wanted.quantity)sql",
        {{"shop", shop}, {"order", order}, {"at", at}});
    auto const moved = tx.write(R"sql(
        INSERT INTO stock_movements (pizzeria_id, ingredient_id, delta, reason, order_id, user_id, at)
        SELECT pizzeria_id, ingredient_id, -quantity, 'consumption', order_id, CAST(:by AS BIGINT), CAST(:at AS BIGINT)
        FROM stock_holds WHERE order_id = :order ORDER BY ingredient_id)sql",
        {{"order", order}, {"by", by}, {"at", at}});
    if (taken != moved) return false;
    tx.write("DELETE FROM stock_holds WHERE order_id = :order", {{"order", order}});
    return true;
}

void release(db::Transaction& tx, PizzeriaId shop, OrderId order, Instant at)
{
    tx.write(R"sql(
        UPDATE stocks SET quantity_held = quantity_held - held.quantity, updated_at = :at
        FROM (SELECT s.ingredient_id, h.quantity
              FROM stocks s JOIN stock_holds h ON h.ingredient_id = s.ingredient_id
              WHERE s.pizzeria_id = :shop AND h.order_id = :order
              ORDER BY s.ingredient_id /*lock of s*/) AS held
        WHERE stocks.pizzeria_id = :shop AND stocks.ingredient_id = held.ingredient_id)sql",
        {{"shop", shop}, {"order", order}, {"at", at}});
    tx.write("DELETE FROM stock_holds WHERE order_id = :order", {{"order", order}});
}

void give_back(db::Transaction& tx, PizzeriaId shop, OrderId order, UserId by, Instant at)
{
    // The sum: an order corrected once already has its first consumption back.
    tx.write(R"sql(
        UPDATE stocks SET quantity_available = quantity_available + taken.quantity, updated_at = :at
        FROM (SELECT s.ingredient_id, m.quantity
              FROM stocks s JOIN (SELECT ingredient_id, CAST(-SUM(delta) AS BIGINT) AS quantity
                                  FROM stock_movements WHERE order_id = :order AND reason IN ('consumption', 'return')
                                  GROUP BY ingredient_id HAVING SUM(delta) < 0) m ON m.ingredient_id = s.ingredient_id
              WHERE s.pizzeria_id = :shop
              ORDER BY s.ingredient_id /*lock of s*/) AS taken
        WHERE stocks.pizzeria_id = :shop AND stocks.ingredient_id = taken.ingredient_id)sql",
        {{"shop", shop}, {"order", order}, {"at", at}});
    tx.write(R"sql(
        INSERT INTO stock_movements (pizzeria_id, ingredient_id, delta, reason, order_id, user_id, at)
        SELECT pizzeria_id, ingredient_id, CAST(-SUM(delta) AS BIGINT), 'return', CAST(:order AS BIGINT),
               CAST(:by AS BIGINT), CAST(:at AS BIGINT)
        FROM stock_movements WHERE order_id = :order AND reason IN ('consumption', 'return')
        GROUP BY pizzeria_id, ingredient_id HAVING SUM(delta) < 0 ORDER BY ingredient_id)sql",
        {{"order", order}, {"by", by}, {"at", at}});
}

std::vector<std::pair<OrderId, Shortage>> shortages_of_shop(db::Reader const& reader, PizzeriaId shop)
{
    // Begins at the few stocks of one shop: acceptance can only be short where a count went below what is
    // held.
    std::vector<std::pair<OrderId, Shortage>> missing;
    for (auto const& [order, ingredient, quantity] : reader.rows<OrderId, IngredientId, Quantity>(R"sql(
            SELECT h.order_id, h.ingredient_id, h.quantity - s.quantity_available
            FROM stocks s JOIN stock_holds h ON h.pizzeria_id = s.pizzeria_id AND h.ingredient_id = s.ingredient_id
            WHERE s.pizzeria_id = :shop AND s.quantity_held > s.quantity_available
              AND h.quantity > s.quantity_available
            ORDER BY h.order_id, h.ingredient_id)sql",
             {{"shop", shop}}))
        missing.push_back({order, {ingredient, quantity}});
    return missing;
}

} // namespace ocp::stock
