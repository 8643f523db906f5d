// Each fault, planted, is seen; and nothing is seen where all is well.
import assert from "node:assert/strict";
import { test } from "node:test";
import { brokenPromises, withAnOrderHidden } from "./orders_check.mjs";

const lines = ["2 Reine 31 cm", "1 Cola"];

function aGoodRun() {
    const placed = { mark: "soak a", lines, total: 2500, state: "placed", links: ["link-a", "link-a"] };
    const refused = {
        mark: "soak b",
        lines,
        total: 900,
        state: "refused",
        reason: "409 sold out",
        links: [],
    };
    const order = {
        id: 1,
        note: "soak a",
        total: 2500,
        number: 42,
        status: "ready",
        lines,
        places: 1,
        steps: ["place", "accept"],
    };
    return {
        journal: {
            faults: [],
            intents: [placed, refused],
            steps: [{ order: 1, action: "accept", state: "taken" }],
        },
        orders: [order],
        pages: new Map([["link-a", { status: 200, number: 42, lines }]]),
    };
}

/** What is said after `spoil` had its way with a good run. */
function saidAfter(spoil) {
    const run = aGoodRun();
    const [placed, refused] = run.journal.intents;
    spoil({ run, placed, refused, order: run.orders[0] });
    return brokenPromises(run).join("\n");
}

test("says nothing when every promise was kept", () =>
    assert.equal(
        saidAfter(() => {}),
        "",
    ));

test("sees an acknowledged order that is gone", () =>
    assert.match(
        brokenPromises(withAnOrderHidden(aGoodRun())).join("\n"),
        /"soak a" was acknowledged and is lost/,
    ));

const plants = [
    [
        "an intent that made two orders",
        ({ run, order }) => run.orders.push({ ...order, id: 2 }),
        /made 2 orders: 1, 2/,
    ],
    ["an intent answered with two links", ({ placed }) => placed.links.push("link-c"), /different links/],
    [
        "a refused intent that made an order",
        ({ placed }) => (placed.state = "refused"),
        /was refused .* and made order 1/,
    ],
    ["a cart that was emptied for nothing", ({ refused }) => (refused.reason = "/panier"), /lost its cart/],
    ["an intent nobody answered", ({ placed }) => (placed.state = "unknown"), /never got an answer/],
    [
        "an order with a line missing",
        ({ order }) => (order.lines = lines.slice(1)),
        /order 1 has other lines/,
    ],
    ["an order at another price", ({ order }) => (order.total = 2499), /costs 2499, its form said 2500/],
    ["an order placed twice in its history", ({ order }) => (order.places = 2), /placed 2 times/],
    [
        "a link that leads nowhere",
        ({ run }) => run.pages.set("link-a", { status: 404 }),
        /not behind its link: 404/,
    ],
    [
        "a link to somebody else's order",
        ({ run }) => (run.pages.get("link-a").number = 43),
        /shows number 43 instead of 42/,
    ],
    ["a link that shows other lines", ({ run }) => (run.pages.get("link-a").lines = []), /shows other lines/],
    ["an order nobody asked for", ({ order }) => (order.note = "soak z"), /asked for by nobody/],
    [
        "a cancelling that was forgotten",
        ({ placed }) => (placed.cancelled = true),
        /cancelling of order 1 .* it is ready/,
    ],
    ["an acknowledged step that is gone", ({ order }) => order.steps.pop(), /"accept" of order 1 .* 0 times/],
    ["a step taken twice", ({ order }) => order.steps.push("accept"), /"accept" of order 1 .* 2 times/],
    [
        "an answer nobody should get",
        ({ run }) => run.journal.faults.push("an order was answered with 500"),
        /500/,
    ],
    ["a run in which nobody got anything", ({ run }) => (run.journal.intents = []), /this shows nothing/],
];
for (const [fault, spoil, said] of plants) test(`sees ${fault}`, () => assert.match(saidAfter(spoil), said));
