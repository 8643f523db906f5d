// Campaign `restore`: a group with many past orders is backed up while people order, and restored beside it. Everything
// that was acknowledged before the backup began is there, sums are equal, and the promises of the data hold.
import { Chance } from "./chance.mjs";
import { Crew } from "./crew.mjs";
import { shops } from "./group.mjs";
import { command, commandMeanwhile, Server } from "./server.mjs";

const customers = 6;
/** Both ways together, for a million orders. */
const goal = 300_000;

/** Of everything that is over and no longer changes. */
const sums = `
    SELECT count(*) AS orders, sum(total) AS money, sum(load_points) AS points,
           (SELECT count(*) FROM orders_has_products l JOIN orders o ON o.id = l.order_id WHERE o.id <= LAST) AS lines,
           (SELECT sum(m.delta) FROM stock_movements m WHERE m.id <= MOVED) AS moved,
           (SELECT sum(p.amount) FROM payments p JOIN orders o ON o.id = p.order_id WHERE o.id <= LAST) AS paid
    FROM orders WHERE id <= LAST`;

export async function restore({ orders, seed, plant }, database, folder) {
    const chance = new Chance(seed);
    const { last, moved } = database.rows(
        "SELECT max(id) AS last, (SELECT max(id) FROM stock_movements) AS moved FROM orders",
    )[0];
    const question = sums.replaceAll("LAST", last).replaceAll("MOVED", moved);
    const before = database.rows(question)[0];
    const server = await Server.prepare(database, folder);
    try {
        await server.start();
        const site = { port: () => server.port };
        const crew = await Crew.gather({ site, chance, shops: shops(3), customers, pizzaioli: 1 });
        crew.begin();
        await crew.someOrders(3);
        const acknowledged = crew.journal.intents.filter(({ state }) => state === "placed").map(({ mark }) => mark);

        const [backup, backed] = await timed(() => program(database, folder, "backup"));
        const name = backup.match(/ocpizza-\w+/)[0];
        await crew.end();
        const other = database.another();
        try {
            const [, restored] = await timed(() => program(database, folder, "restore", name, "--into", other.url));
            const violations = await crew.brokenPromises(database, false);
            if (plant) other.execute(`UPDATE orders SET total = total + 1, items_total = items_total + 1 WHERE id = ${last}`);
            const after = other.rows(question)[0];
            for (const [what, value] of Object.entries(before))
                if (after[what] !== value) violations.push(`${what}: ${value} before, ${after[what]} restored`);
            const there = new Set(other.rows("SELECT note FROM orders").map(({ note }) => note));
            for (const mark of acknowledged)
                if (!there.has(mark)) violations.push(`"${mark}" was acknowledged before the backup, and is not in it`);
            const check = command(other, folder, "check", "--data");
            if (!check.agreed) violations.push(`check --data of the restored: ${check.said.trim()}`);
            if (backed + restored > goal) violations.push(`it took ${backed + restored} ms`);
            return {
                violations: [...violations, ...server.crashes],
                figures: { orders, seeded: before.orders, backup_ms: backed, restore_ms: restored, ...crew.figures() },
                errors: server.errors(6),
            };
        } finally {
            other.drop();
        }
    } finally {
        await server.kill();
    }
}

async function timed(deed) {
    const begun = performance.now();
    const answer = await deed();
    return [answer, Math.round(performance.now() - begun)];
}

async function program(database, folder, ...args) {
    const { agreed, said } = await commandMeanwhile(database, folder, ...args);
    if (!agreed) throw new Error(`ocpizza ${args.join(" ")}: ${said}`);
    return said;
}
