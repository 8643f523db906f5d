#include "order/model/slot_store.h"

namespace ocp::order {

Plan taken_since(db::Reader const& reader, PizzeriaId shop, Instant since)
{
    Plan taken;
    for (auto const& [slot, points, pizzas, seconds] :
        reader.rows<Instant, std::int64_t, std::int64_t, std::int64_t>(R"sql(
            SELECT slot_at, points, pizzas, driver_seconds FROM slot_loads
            WHERE pizzeria_id = :shop AND slot_at >= :since)sql",
            {{"shop", shop}, {"since", since}}))
        taken[slot] = {points, pizzas, seconds};
    return taken;
}

std::unordered_map<PizzeriaId, Plan> all_taken_since(db::Reader const& reader, Instant since)
{
    std::unordered_map<PizzeriaId, Plan> taken;
    for (auto const& [shop, slot, points, pizzas, seconds] :
        reader.rows<PizzeriaId, Instant, std::int64_t, std::int64_t, std::int64_t>(R"sql(
            SELECT pizzeria_id, slot_at, points, pizzas, driver_seconds FROM slot_loads
            WHERE slot_at >= :since)sql",
            {{"since", since}}))
        taken[shop][slot] = {points, pizzas, seconds};
    return taken;
}

void take_slots(db::Transaction& tx, PizzeriaId shop, Plan const& plan)
{
    std::vector<db::Value> cells;
    for (auto const& [slot, work] : plan) {
        if (work == Work{}) continue;
        for (auto& cell : {db::to_value(shop), db::to_value(slot), db::to_value(work.points),
                 db::to_value(work.pizzas), db::to_value(work.driver_seconds)})
            cells.push_back(cell);
    }
    if (cells.empty()) return;
    tx.write_rows("INSERT INTO slot_loads (pizzeria_id, slot_at, points, pizzas, driver_seconds) VALUES", 5,
        cells,
        "ON CONFLICT (pizzeria_id, slot_at) DO UPDATE SET points = slot_loads.points + excluded.points, "
        "pizzas = slot_loads.pizzas + excluded.pizzas, "
        "driver_seconds = slot_loads.driver_seconds + excluded.driver_seconds");
}

std::int64_t remove_past_slots(db::Transaction& tx, Instant before, std::int64_t limit)
{
    return tx.write(R"sql(
        DELETE FROM slot_loads WHERE (pizzeria_id, slot_at) IN (
            SELECT pizzeria_id, slot_at FROM slot_loads
            WHERE slot_at < :before AND points = 0 AND pizzas = 0 AND driver_seconds = 0
            ORDER BY pizzeria_id, slot_at LIMIT :limit))sql",
        {{"before", before}, {"limit", limit}});
}

} // namespace ocp::order
