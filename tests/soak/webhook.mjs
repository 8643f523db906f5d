// Campaign `webhook`: the bank's events come three times each, in any order, days late, forged; and the server is killed
// in the middle of them. Every order is paid once, and what was not signed changes nothing.
import { Bank } from "../support/bank.mjs";
import { Chance } from "./chance.mjs";
import { percentile, sleep, tally } from "./figures.mjs";
import { shops } from "./group.mjs";
import { restartMuchLater } from "./lease.mjs";
import { brokenMoney, readMoney, withAPaymentHidden } from "./money_check.mjs";
import { menuOf, Payer } from "./payer.mjs";
import { program, Server } from "./server.mjs";
import { signature } from "./signature.mjs";

const copies = 3;
/** What Stripe tells of one payment, beside what we never asked to hear. */
const types = ["payment_intent.succeeded", "charge.succeeded", "checkout.session.completed", "customer.updated"];
const payersAtOnce = 6;
const couriers = 16;
const threeDays = 3 * 24 * 3600;
const shownErrors = 6;
const patience = 600_000;

export async function webhook({ events, seed, plant }, database, folder) {
    const chance = new Chance(seed);
    // It tells nothing by itself: what it would tell comes from here, worse.
    const bank = await Bank.start(program, "http://127.0.0.1:9/");
    const server = await Server.prepare(database, folder, bank.settings);
    try {
        await bank.control({ events: "off" });
        await server.start();
        const payers = await everybodyPays(server, bank, Math.ceil(events / types.length), chance);
        const { paid, unpaid } = payers;
        const all = deliveries(paid, unpaid, events, chance);
        const begun = performance.now();
        const told = await tellAll(server, bank, database, all);
        const drained = await drain(database, begun);
        const orders = readMoney(database);
        const facts = { orders, bank: await bank.ledger(), marks: [...paid, ...unpaid].map(({ mark }) => mark) };
        const violations = [
            ...told.faults,
            ...brokenMoney(plant ? withAPaymentHidden(facts) : facts),
            ...unsettled(orders, new Set(paid.map(({ mark }) => mark))),
            ...(drained === null ? ["some of what was told was never looked at"] : []),
            ...server.crashes,
        ];
        const figures = {
            events,
            orders: orders.length,
            deliveries: all.length,
            answers: tally(told.answers),
            answer_ms: {
                p50: percentile(told.took, 0.5),
                p99: percentile(told.took, 0.99),
                max: percentile(told.took, 1),
            },
            told_s: Math.round(told.lasted / 1000),
            settled_s: drained === null ? null : Math.round(drained / 1000),
            received: facts.bank.received,
        };
        return { violations, figures, errors: server.errors(shownErrors) };
    } finally {
        await server.kill();
        bank.stop();
    }
}

/** So many who pay and are never seen again, and a few who look at the bank's page and leave. */
async function everybodyPays(server, bank, count, chance) {
    const site = { port: () => server.port };
    const open = shops(3);
    const menus = new Map();
    for (const shop of open) menus.set(shop, await menuOf(site, shop));
    const paid = [];
    const unpaid = [];
    const left = Array.from({ length: count + Math.ceil(count / 20) }, (_, i) => i < count);
    const orderSome = async (luck) => {
        for (let pays = left.pop(); pays !== undefined; pays = left.pop()) {
            const payer = new Payer(site, bank.url);
            const shop = luck.one(open);
            await payer.order(shop, menus.get(shop), luck);
            await payer.goToTheBank();
            if (pays) await payer.pay();
            (pays ? paid : unpaid).push(payer);
            payer.leave();
        }
    };
    await Promise.all(Array.from({ length: payersAtOnce }, () => orderSome(chance.branch())));
    const { payment_intents } = await bank.ledger();
    const intents = new Map(payment_intents.map(({ id, session }) => [session, id]));
    for (const payer of [...paid, ...unpaid]) payer.intent = intents.get(payer.session);
    return { paid, unpaid };
}

/** The object an event of that type is about. */
function about(type, { session, intent }) {
    if (type.startsWith("checkout")) return { id: session, object: "checkout.session", payment_intent: intent };
    if (type.startsWith("charge")) return { id: `ch_${session}`, object: "charge", payment_intent: intent };
    if (type.startsWith("payment")) return { id: intent, object: "payment_intent" };
    return { id: "cus_1", object: "customer" };
}

function eventOf(id, type, payer, created) {
    return JSON.stringify({
        id,
        object: "event",
        api_version: "2020-08-27",
        created,
        livemode: false,
        type,
        data: { object: about(type, payer) },
    });
}

/** Each event so many times, a third of them days old by now, and one in a hundred not Stripe's; shuffled. */
function deliveries(paid, unpaid, events, chance) {
    const now = Math.floor(Date.now() / 1000);
    const all = [];
    for (let i = 0; i < events; ++i) {
        const type = types[i % types.length];
        const created = chance.once(3) ? now - threeDays : now;
        const body = eventOf(`evt_soak${i}`, type, paid[Math.floor(i / types.length)], created);
        for (let copy = 0; copy < copies; ++copy) all.push({ body, as: "signed" });
        if (i % 100 !== 0) continue;
        // "Paid!" says somebody of an order that nobody has paid.
        const victim = chance.one(unpaid);
        const wanted = eventOf(`evt_forged${i}`, "checkout.session.completed", victim, now);
        all.push({ body: wanted, as: chance.one(["by another", "too old", "of another body", "not at all"]) });
    }
    for (let i = all.length - 1; i > 0; --i) {
        const j = chance.whole(0, i);
        [all[i], all[j]] = [all[j], all[i]];
    }
    return all;
}

function headersOf({ body, as }, secret) {
    // Signed anew each time it is told, however old it is.
    const now = Math.floor(Date.now() / 1000);
    const said = {
        signed: () => signature(body, secret, now),
        "by another": () => signature(body, `${secret}x`, now),
        "too old": () => signature(body, secret, now - 3600),
        "of another body": () => signature(`${body} `, secret, now),
        "not at all": () => "",
    }[as]();
    return { "Content-Type": "application/json; charset=utf-8", ...(said ? { "Stripe-Signature": said } : {}) };
}

/** Tells everything, and again what was not acknowledged; the server is killed half-way. */
async function tellAll(server, bank, database, all) {
    const begun = performance.now();
    const [took, answers, faults] = [[], [], []];
    const half = Math.floor(all.length / 2);
    const left = [...all];
    const tell = async (one) => {
        const asked = performance.now();
        const { status } = await fetch(`http://127.0.0.1:${server.port}/webhooks/stripe`, {
            method: "POST",
            body: one.body,
            headers: headersOf(one, bank.settings.STRIPE_WEBHOOK_SECRET),
        });
        took.push(performance.now() - asked);
        answers.push(status);
        if (one.as === "signed" ? status !== 200 && status < 500 : status < 400)
            faults.push(`an event signed ${one.as} was answered with ${status}`);
        return status < 500;
    };
    const courier = async () => {
        for (let one = left.pop(); one; one = left.pop())
            while (!(await tell(one).catch(() => false))) await sleep(50);
    };
    const killer = async () => {
        while (left.length > half) await sleep(10);
        await restartMuchLater(server, database);
    };
    await Promise.all([killer(), ...Array.from({ length: couriers }, courier)]);
    return { took, answers, faults, lasted: performance.now() - begun };
}

/** Milliseconds since `begun` until everything that was told is looked at; null when that never comes. */
async function drain(database, begun) {
    const open = () =>
        Number(
            database.rows(
                "SELECT COUNT(*) AS count FROM payment_tasks WHERE ended_at IS NULL AND kind <> 'close'",
            )[0].count,
        );
    while (performance.now() - begun < patience) {
        if (open() === 0) return performance.now() - begun;
        await sleep(500);
    }
    return null;
}

/** Whose money came goes to the kitchen; whose did not, waits. */
function unsettled(orders, paid) {
    return orders
        .filter(({ mark, status, payments }) =>
            paid.has(mark)
                ? status !== "pending" || Number(payments) !== 1
                : Number(payments) !== 0 || !["awaiting_payment", "expired"].includes(status),
        )
        .map(({ id, status, payments }) => `order ${id} is ${status} with ${payments} payments`);
}
