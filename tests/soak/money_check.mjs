// Whether our ledger and the bank's say the same, order by order.

const over = ["cancelled", "refused", "expired", "awaiting_payment"];

/** Our side: every order of the soak with what its ledger comes to. */
export function readMoney(database) {
    return database.rows(`
        SELECT o.id, o.note AS mark, o.total, o.order_status AS status,
            (SELECT COUNT(*) FROM payments p WHERE p.order_id = o.id AND p.amount > 0) AS payments,
            (SELECT COALESCE(SUM(p.amount), 0) FROM payments p WHERE p.order_id = o.id) AS balance
        FROM orders o WHERE o.note LIKE 'soak %'`);
}

/** What is not as it must be: `orders` of readMoney, `bank` of Bank.ledger, `marks` of those who ordered. */
export function brokenMoney({ orders, bank, marks }) {
    const faults = [];
    const atTheBank = new Map();
    for (const { metadata, amount_received: received, amount_refunded: refunded } of bank.payment_intents) {
        if (received === 0) continue;
        const of = atTheBank.get(Number(metadata.order)) ?? { balance: 0, kept: 0 };
        of.balance += received - refunded;
        if (received > refunded) ++of.kept;
        atTheBank.set(Number(metadata.order), of);
    }
    const count = new Map();
    for (const { mark } of orders) count.set(mark, (count.get(mark) ?? 0) + 1);
    for (const mark of marks)
        if (count.get(mark) !== 1) faults.push(`${mark} became ${count.get(mark) ?? 0} orders`);
    let ours = 0;
    for (const { id, total, status, balance } of orders) {
        const there = atTheBank.get(id) ?? { balance: 0, kept: 0 };
        atTheBank.delete(id);
        ours += Number(balance);
        if (Number(balance) !== there.balance)
            faults.push(`order ${id} has ${balance} in the ledger and ${there.balance} at the bank`);
        if (there.kept > 1) faults.push(`order ${id} is paid ${there.kept} times`);
        const must = over.includes(status) ? 0 : Number(total);
        if (Number(balance) !== must) faults.push(`order ${id}, ${status}, costs ${must} and ${balance} is kept`);
    }
    for (const id of atTheBank.keys()) faults.push(`order ${id} is at the bank only`);
    if (ours !== bank.received - bank.refunded)
        faults.push(`the ledger comes to ${ours}, the bank's to ${bank.received - bank.refunded}`);
    return faults;
}

/** For the checker's own test: a payment that nobody wrote down. */
export function withAPaymentHidden(facts) {
    const victim = facts.orders.find(({ balance }) => Number(balance) > 0);
    return { ...facts, orders: facts.orders.map((one) => (one === victim ? { ...one, balance: 0 } : one)) };
}
