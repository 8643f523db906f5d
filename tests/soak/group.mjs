// The demo group, made ready for a soak: every shop open day and night, and more in stock than anybody can order.
import { readFileSync } from "node:fs";
import { command } from "./server.mjs";

const seeds = new URL("../../db/seeds/", import.meta.url);
const { shops: allShops } = JSON.parse(readFileSync(new URL("shops.json", seeds), "utf8"));
export const { password } = JSON.parse(readFileSync(new URL("people.json", seeds), "utf8"));

const plenty = 1_000_000_000_000;

/** The first shops of the group, each with an address next door to deliver to. */
export function shops(count) {
    return allShops.slice(0, count).map(({ slug, address }) => ({ slug, address }));
}

function make(database, folder, ...args) {
    const { agreed, said } = command(database, folder, ...args);
    if (!agreed) throw new Error(`ocpizza ${args.join(" ")}: ${said}`);
}

export function prepareGroup(database, folder, orders = 0) {
    make(database, folder, "migrate");
    make(database, folder, "seed", "demo", "--orders", String(orders));
    const open = "(SELECT id FROM pizzerias WHERE slug = 'part-dieu')";
    database.execute(`
        DELETE FROM closures;
        UPDATE pizzerias SET capacity_points = 900000, oven_pizzas = 300000, drivers = 90000;
        DELETE FROM opening_hours WHERE pizzeria_id <> ${open};
        INSERT INTO opening_hours (pizzeria_id, weekday, from_minute, to_minute, mode, created_at, updated_at)
            SELECT p.id, h.weekday, h.from_minute, h.to_minute, h.mode, h.created_at, h.updated_at
            FROM pizzerias p, opening_hours h WHERE h.pizzeria_id = ${open} AND p.id <> ${open};
        UPDATE stocks SET quantity_available = quantity_available + ${plenty};
        INSERT INTO stock_movements (pizzeria_id, ingredient_id, delta, reason, at)
            SELECT pizzeria_id, ingredient_id, ${plenty}, 'delivery', updated_at FROM stocks;`);
}
