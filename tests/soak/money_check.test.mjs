// The money checker must see what it is there to see.
import assert from "node:assert/strict";
import { test } from "node:test";
import { brokenMoney, withAPaymentHidden } from "./money_check.mjs";

const facts = () => ({
    orders: [
        { id: 1, mark: "soak a", total: 1000, status: "pending", balance: 1000 },
        { id: 2, mark: "soak b", total: 500, status: "cancelled", balance: 0 },
        { id: 3, mark: "soak c", total: 700, status: "awaiting_payment", balance: 0 },
    ],
    bank: {
        payment_intents: [
            { metadata: { order: "1" }, amount_received: 1000, amount_refunded: 0 },
            { metadata: { order: "2" }, amount_received: 500, amount_refunded: 500 },
            { metadata: { order: "3" }, amount_received: 0, amount_refunded: 0 },
        ],
        received: 1500,
        refunded: 500,
    },
    marks: ["soak a", "soak b", "soak c"],
});
const faultsOf = (spoil) => {
    const spoilt = facts();
    spoil(spoilt);
    return brokenMoney(spoilt);
};

test("sees nothing where money adds up", () => assert.deepEqual(brokenMoney(facts()), []));
test("sees a payment that is not in the ledger", () =>
    assert.notDeepEqual(brokenMoney(withAPaymentHidden(facts())), []));
test("sees an order paid twice", () =>
    assert.match(
        faultsOf(({ bank, orders }) => {
            bank.payment_intents.push({ metadata: { order: "1" }, amount_received: 1000, amount_refunded: 0 });
            bank.received += 1000;
            orders[0].balance = 2000;
        }).join("\n"),
        /paid 2 times/,
    ));
test("sees money kept for what was cancelled", () =>
    assert.match(
        faultsOf(({ bank, orders }) => {
            bank.payment_intents[1].amount_refunded = 0;
            bank.refunded = 0;
            orders[1].balance = 500;
        }).join("\n"),
        /cancelled, costs 0/,
    ));
test("sees an order made twice and one that is gone", () => {
    assert.match(faultsOf(({ orders }) => (orders[1].mark = "soak a")).join("\n"), /2 orders\n.*0 orders/);
});
test("sees what only the bank knows", () =>
    assert.match(faultsOf(({ orders }) => orders.shift()).join("\n"), /at the bank only/));
