// Each fault, planted, is seen; and nothing is seen where all is well.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EventText, placeFrom } from "./event_text.mjs";
import { brokenStreams, heardAgain, withAnEventDropped } from "./streams_check.mjs";

// Transaction 12 drew id 5 and committed after transaction 11 had committed id 6.
const outbox = [
    { xid: 10, id: 4, stream: "shop:3/order:1", kind: "order.placed" },
    { xid: 11, id: 6, stream: "shop:3/order:2", kind: "order.placed" },
    { xid: 12, id: 5, stream: "shop:3/order:1", kind: "order.accepted" },
    { xid: 12, id: 7, stream: "menu:3", kind: "stock.changed" },
    { xid: 13, id: 8, stream: "shop:33/order:3", kind: "order.placed" },
];

function aGoodRecord() {
    const heard = [outbox[1], outbox[2]].map((event) => ({ ...event, connection: 1, opened: 0, at: 0 }));
    return { wanted: "shop:3", from: { xid: 10, id: 4 }, resets: [], heard };
}

function saidAfter(spoil) {
    const record = aGoodRecord();
    spoil(record);
    return brokenStreams([record], outbox).join("\n");
}

test("says nothing when all was heard in commit order", () =>
    assert.equal(
        saidAfter(() => {}),
        "",
    ));

test("sees a dropped event", () =>
    assert.match(brokenStreams(withAnEventDropped([aGoodRecord()]), outbox).join("\n"), /missed 11-6/));

test("lets what a reset covers be missed", () =>
    assert.equal(
        saidAfter(
            (it) => ((it.heard = [it.heard[1]]), it.resets.push({ after: it.from, to: { xid: 12, id: 0 } })),
        ),
        "",
    ));

const plants = [
    [
        "what was missed after a reset",
        (it) => (it.heard.pop(), it.resets.push({ after: it.from, to: { xid: 12, id: 0 } })),
        /missed 12-5/,
    ],
    [
        "an event told twice on one connection",
        (it) => it.heard.push(it.heard[1]),
        /12-5 .* twice on one connection/,
    ],
    ["events out of order", (it) => it.heard.reverse(), /heard 11-6 .* after 12-5/],
    [
        "an event that never happened",
        (it) => it.heard.push({ ...outbox[1], xid: 20, id: 99 }),
        /20-99 .* never happened/,
    ],
    [
        "an event of another kind than happened",
        (it) => (it.heard[0].kind = "order.ready"),
        /11-6 \(order.ready\), which never/,
    ],
    [
        "another shop's event",
        (it) => it.heard.push({ ...outbox[4], connection: 1 }),
        /13-8 .* is of shop:33\/order:3/,
    ],
    [
        "an event that was in the page",
        (it) => it.heard.unshift({ ...outbox[0], connection: 1 }),
        /10-4 .* was in its page/,
    ],
    [
        "a run in which nobody heard anything",
        (it) => ((it.heard = []), (it.wanted = "shop:4")),
        /this shows nothing/,
    ],
];
for (const [fault, spoil, said] of plants) test(`sees ${fault}`, () => assert.match(saidAfter(spoil), said));

test("counts what came again after a reconnect", () => {
    const record = aGoodRecord();
    record.heard.push({ ...record.heard[1], connection: 2 });
    assert.equal(brokenStreams([record], outbox).length, 0);
    assert.equal(heardAgain([record]), 1);
});

test("reads messages in pieces and never one that was cut off", () => {
    const told = [];
    const text = new EventText((message) => told.push(message));
    for (const piece of [
        "id: ab-1-2\nevent: x\nda",
        "ta: {}\n",
        "\nid: ab-1-3\n\nid: ab-1-4\nevent: x\ndata: {",
    ])
        text.add(piece);
    assert.deepEqual(told, [
        { id: "ab-1-2", kind: "x", data: "{}" },
        { id: "ab-1-3", kind: null, data: null },
    ]);
    assert.deepEqual(placeFrom("ab-1-2"), { xid: 1, id: 2 });
});
