// Compares what clients were told with what is in the database. Answers sentences, one for each broken promise.

/** `journal`: intents and steps; `orders`: rows as read_orders.mjs gives them; `pages`: tracking pages by link. */
export function brokenPromises({ journal, orders, pages }) {
    const byMark = new Map();
    for (const order of orders) byMark.set(order.note, [...(byMark.get(order.note) ?? []), order]);
    const broken = [...journal.faults];
    for (const intent of journal.intents)
        broken.push(...faultsOfIntent(intent, byMark.get(intent.mark) ?? [], pages));
    const asked = new Set(journal.intents.map(({ mark }) => mark));
    for (const order of orders)
        if (!asked.has(order.note)) broken.push(`order ${order.id} was asked for by nobody`);
    broken.push(...faultsOfSteps(journal.steps, orders));
    if (!journal.intents.some(({ state }) => state === "placed"))
        broken.push("nobody got an order: this shows nothing");
    return broken;
}

function faultsOfIntent(intent, found, pages) {
    const named = `the intent "${intent.mark}"`;
    if (found.length > 1)
        return [`${named} made ${found.length} orders: ${found.map(({ id }) => id).join(", ")}`];
    if (intent.state === "unknown") return [`${named} never got an answer`];
    if (intent.state === "refused") {
        if (found.length > 0)
            return [`${named} was refused (${intent.reason}) and made order ${found[0].id}`];
        // Somebody with an empty cart does not see the form: the cart was emptied, and no order came of it.
        return intent.reason === "/panier" ? [`${named} lost its cart and made no order`] : [];
    }
    if (found.length === 0) return [`${named} was acknowledged and is lost`];
    const [order] = found;
    const broken = [];
    if (new Set(intent.links).size !== 1) broken.push(`${named} was answered with different links`);
    if (order.total !== intent.total)
        broken.push(`order ${order.id} costs ${order.total}, its form said ${intent.total}`);
    if (!sameLines(order.lines, intent.lines))
        broken.push(
            `order ${order.id} has other lines than its form: ${order.lines} instead of ${intent.lines}`,
        );
    if (order.places !== 1) broken.push(`order ${order.id} was placed ${order.places} times in its history`);
    if (intent.cancelled && order.status !== "cancelled")
        broken.push(`the cancelling of order ${order.id} was acknowledged and it is ${order.status}`);
    return [...broken, ...faultsOfPage(intent, order, pages.get(intent.links[0]))];
}

function faultsOfPage(intent, order, page) {
    if (!page || page.status !== 200)
        return [`order ${order.id} is not behind its link: ${page?.status ?? "no answer"}`];
    if (page.number !== order.number)
        return [`the link of order ${order.id} shows number ${page.number} instead of ${order.number}`];
    return sameLines(page.lines, intent.lines)
        ? []
        : [`the link of order ${order.id} shows other lines: ${page.lines}`];
}

function faultsOfSteps(steps, orders) {
    const history = new Map(orders.map(({ id, steps }) => [id, steps]));
    const broken = [];
    for (const { order, action, state } of steps) {
        if (state !== "taken") continue;
        const times = (history.get(order) ?? []).filter((taken) => taken === action).length;
        if (times !== 1)
            broken.push(`"${action}" of order ${order} was acknowledged once and recorded ${times} times`);
    }
    return broken;
}

function sameLines(some, others) {
    return JSON.stringify([...some].sort()) === JSON.stringify([...others].sort());
}

/** For the positive control: the same facts with one acknowledged order hidden. */
export function withAnOrderHidden(facts) {
    const victim = facts.journal.intents.find(({ state }) => state === "placed");
    return { ...facts, orders: facts.orders.filter(({ note }) => note !== victim?.mark) };
}
