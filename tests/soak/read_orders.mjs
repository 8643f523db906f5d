// The orders of the soak as they are in the database, and as their links show them.
import { billLines, trackedNumber } from "./pages.mjs";
import { Person } from "./person.mjs";

const readersAtOnce = 6;

export function readOrders(database) {
    const orders = database.rows(
        "SELECT id, note, total, daily_number AS number, order_status AS status FROM orders WHERE note LIKE 'soak %'",
    );
    const lines = database.rows(`
        SELECT l.order_id, l.quantity, l.name, l.size_label AS size FROM orders_has_products l
        JOIN orders o ON o.id = l.order_id WHERE o.note LIKE 'soak %'`);
    const steps = database.rows(`
        SELECT s.order_id, s.action FROM order_steps s JOIN orders o ON o.id = s.order_id WHERE o.note LIKE 'soak %'`);
    const byId = new Map(orders.map((order) => [order.id, Object.assign(order, { lines: [], steps: [] })]));
    for (const { order_id, quantity, name, size } of lines)
        byId.get(order_id).lines.push(`${quantity} ${name}${size ? ` ${size}` : ""}`);
    for (const { order_id, action } of steps) byId.get(order_id).steps.push(action);
    for (const order of orders) order.places = order.steps.filter((action) => action === "place").length;
    return orders;
}

/** What is behind each link: status, number, lines. */
export async function readPages(site, links) {
    const pages = new Map();
    const left = [...links];
    const readSome = async () => {
        const person = new Person(site);
        for (let link = left.pop(); link; link = left.pop()) {
            const { status, body } = await person.get(`/suivi/${link}`);
            pages.set(link, { status, number: trackedNumber(body), lines: billLines(body) });
        }
        person.leave();
    };
    await Promise.all(Array.from({ length: readersAtOnce }, readSome));
    return pages;
}
