-- Money: paid online, given back by itself, and written into a ledger that is only ever added to.

-- The ledger. A line for each payment (above zero) and each refund (below), numbered by shop without a gap. A release
-- that knows no numbers may be serving while this one begins: its lines are numbered afterwards (number_ledger).
ALTER TABLE payments ADD COLUMN pizzeria_id BIGINT REFERENCES pizzerias (id);
ALTER TABLE payments ADD COLUMN sequence BIGINT;
ALTER TABLE payments ADD COLUMN receipt BIGINT; -- of the shop, in which it is told; nothing before there were receipts
ALTER TABLE payments ADD COLUMN refund_id BIGINT; -- which refund it is
UPDATE payments SET pizzeria_id = n.pizzeria_id, sequence = n.sequence
FROM (SELECT p.id, o.pizzeria_id, ROW_NUMBER() OVER (PARTITION BY o.pizzeria_id ORDER BY p.id) AS sequence
      FROM payments p JOIN orders o ON o.id = p.order_id) AS n
WHERE payments.id = n.id;
CREATE UNIQUE INDEX payments_in_sequence ON payments (pizzeria_id, sequence);
CREATE INDEX payments_by_intent ON payments (provider_intent) WHERE provider_intent IS NOT NULL;
CREATE INDEX payments_without_number ON payments (id) WHERE sequence IS NULL;

-- The last numbers given in each shop. Whoever adds to a shop's ledger holds its row.
CREATE TABLE shop_ledgers (
    pizzeria_id BIGINT PRIMARY KEY REFERENCES pizzerias (id),
    last_entry BIGINT NOT NULL,
    last_receipt BIGINT NOT NULL
);
INSERT INTO shop_ledgers (pizzeria_id, last_entry, last_receipt)
SELECT s.id, (SELECT COUNT(*) FROM payments p WHERE p.pizzeria_id = s.id), 0 FROM pizzerias s;
-- only postgres
ALTER TABLE shop_ledgers SET (fillfactor = 20);
-- end only

-- What a customer is given of it: the bytes as they were, for ever. kind: a sale, what an amendment changed, money given
-- back. rates: of each VAT rate what was paid and the tax in it, so that sums need not read the bytes.
DROP TABLE receipts;
CREATE TABLE receipts (
    pizzeria_id BIGINT NOT NULL REFERENCES pizzerias (id),
    sequence BIGINT NOT NULL,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    kind TEXT NOT NULL CHECK (kind IN ('sale', 'correction', 'refund', 'refund_failed')),
    total BIGINT NOT NULL,
    bytes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (pizzeria_id, sequence)
);
CREATE INDEX receipts_of_an_order ON receipts (order_id);
CREATE TABLE receipt_rates (
    pizzeria_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    rate INTEGER NOT NULL,
    gross BIGINT NOT NULL,
    vat BIGINT NOT NULL,
    PRIMARY KEY (pizzeria_id, sequence, rate),
    FOREIGN KEY (pizzeria_id, sequence) REFERENCES receipts (pizzeria_id, sequence)
);
-- Each time it is given out again: "Duplicata n".
CREATE TABLE receipt_copies (
    pizzeria_id BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    copy INTEGER NOT NULL CHECK (copy > 0),
    user_id BIGINT REFERENCES users (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (pizzeria_id, sequence, copy),
    FOREIGN KEY (pizzeria_id, sequence) REFERENCES receipts (pizzeria_id, sequence)
);

-- A sum that a customer is asked to pay online. provider_key is stored before Stripe is asked; amendment_id: for what
-- is added to the order, nothing: for the order.
DROP TABLE payment_attempts;
CREATE TABLE payment_attempts (
    id @identity@,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    attempt INTEGER NOT NULL,
    amendment_id BIGINT,
    amount BIGINT NOT NULL CHECK (amount > 0),
    state TEXT NOT NULL CHECK (state IN ('created', 'open', 'paid', 'expired', 'failed')),
    provider_key TEXT NOT NULL UNIQUE,
    provider_session TEXT UNIQUE,
    provider_intent TEXT,
    url TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (order_id, attempt),
    CHECK ((state IN ('created', 'failed')) OR provider_session IS NOT NULL)
);
CREATE INDEX payment_attempts_by_intent ON payment_attempts (provider_intent) WHERE provider_intent IS NOT NULL;

-- Money that goes back to the card it came from. lines: what its receipt will say.
CREATE TABLE refunds (
    id @identity@,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    provider_intent TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    cause TEXT NOT NULL CHECK (cause IN ('cancelled', 'refused', 'aborted', 'not_delivered', 'amended', 'late', 'twice', 'goodwill')),
    reason TEXT NOT NULL DEFAULT '',
    lines TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'sent', 'done', 'failed')),
    provider_refund TEXT UNIQUE,
    user_id BIGINT REFERENCES users (id),
    asked_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX refunds_of_an_order ON refunds (order_id);
CREATE INDEX refunds_by_intent ON refunds (provider_intent);
CREATE INDEX refunds_under_way ON refunds (asked_at) WHERE state IN ('asked', 'sent');

-- Events of Stripe that were taken in: each once.
DROP TABLE payment_events;
CREATE TABLE payment_events (
    provider_event TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX payment_events_old ON payment_events (at);

-- What has to be asked of Stripe, written by the transaction that makes it necessary, done by whichever server comes
-- first. close: the time to pay is over; settle: look what became of a session; refund: send one; follow: look what
-- became of the refunds of a payment.
CREATE TABLE payment_tasks (
    id @identity@,
    kind TEXT NOT NULL CHECK (kind IN ('close', 'settle', 'refund', 'follow')),
    order_id BIGINT REFERENCES orders (id),
    refund_id BIGINT REFERENCES refunds (id),
    subject TEXT, -- Stripe's id of what to look at
    tries INTEGER NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    locked_until BIGINT NOT NULL DEFAULT 0,
    failure TEXT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX payment_tasks_due ON payment_tasks (next_at) WHERE ended_at IS NULL;
CREATE INDEX payment_tasks_of_an_order ON payment_tasks (order_id) WHERE ended_at IS NULL;
CREATE INDEX payment_tasks_old ON payment_tasks (ended_at) WHERE ended_at IS NOT NULL;

-- The cart that an order awaiting its payment was made of: it is emptied when the money is there, and kept when not.
ALTER TABLE orders ADD COLUMN cart_id BIGINT;
CREATE INDEX orders_of_a_cart ON orders (cart_id) WHERE cart_id IS NOT NULL;

-- What a paid order is to become once what it costs more is paid; until then it is as it was. reserved and load_points:
-- what is kept of the shop's slots beside the order's own plan; its goods are held beside the order's own too.
-- content: everything that changes, as order/model/amendment.h writes it.
CREATE TABLE amendments (
    id @identity@,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    order_version BIGINT NOT NULL,
    cart_id BIGINT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dropped')),
    due BIGINT NOT NULL CHECK (due > 0),
    content TEXT NOT NULL,
    reserved TEXT NOT NULL,
    load_points BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX amendments_waiting ON amendments (order_id) WHERE state = 'waiting';

-- Nothing about money is ever changed or taken away, by whatever program. A line without a number may get one.
-- only postgres
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what % says is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER payments_stay BEFORE DELETE ON payments FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payments_hold BEFORE UPDATE ON payments FOR EACH ROW
    WHEN (OLD.sequence IS NOT NULL OR NEW.amount <> OLD.amount OR NEW.order_id <> OLD.order_id) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER receipts_stay BEFORE UPDATE OR DELETE ON receipts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER receipt_rates_stay BEFORE UPDATE OR DELETE ON receipt_rates FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER receipt_copies_stay BEFORE UPDATE OR DELETE ON receipt_copies FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- end only
-- only sqlite
CREATE TRIGGER payments_stay BEFORE DELETE ON payments
    BEGIN SELECT RAISE(ABORT, 'what payments says is never changed'); END;
CREATE TRIGGER payments_hold BEFORE UPDATE ON payments
    WHEN OLD.sequence IS NOT NULL OR NEW.amount <> OLD.amount OR NEW.order_id <> OLD.order_id
    BEGIN SELECT RAISE(ABORT, 'what payments says is never changed'); END;
CREATE TRIGGER receipts_stay BEFORE DELETE ON receipts
    BEGIN SELECT RAISE(ABORT, 'what receipts says is never changed'); END;
CREATE TRIGGER receipts_hold BEFORE UPDATE ON receipts
    BEGIN SELECT RAISE(ABORT, 'what receipts says is never changed'); END;
CREATE TRIGGER receipt_rates_stay BEFORE DELETE ON receipt_rates
    BEGIN SELECT RAISE(ABORT, 'what receipt_rates says is never changed'); END;
CREATE TRIGGER receipt_rates_hold BEFORE UPDATE ON receipt_rates
    BEGIN SELECT RAISE(ABORT, 'what receipt_rates says is never changed'); END;
CREATE TRIGGER receipt_copies_stay BEFORE DELETE ON receipt_copies
    BEGIN SELECT RAISE(ABORT, 'what receipt_copies says is never changed'); END;
CREATE TRIGGER receipt_copies_hold BEFORE UPDATE ON receipt_copies
    BEGIN SELECT RAISE(ABORT, 'what receipt_copies says is never changed'); END;
-- end only
