-- What must always be true of the data, each as a query that finds the rows where it is not (reliability.md §1).
-- Format: a line "-- check <id>: <sentence>", then one SELECT of a text that names the place. @each_need(l.needs)@ is a
-- table (key, value) of a line's copied recipe on every engine.

-- check unknown-status: an order has a status the lifecycle does not know
SELECT o.order_number FROM orders o WHERE o.order_status NOT IN (SELECT slug FROM order_status)
    OR o.payment_status NOT IN (SELECT slug FROM payment_status);

-- check negative-stock: a stock is below zero, or holds are
SELECT p.code || ' ' || i.name FROM stocks s JOIN pizzerias p ON p.id = s.pizzeria_id
JOIN ingredients i ON i.id = s.ingredient_id WHERE s.quantity_available < 0 OR s.quantity_held < 0;

-- check stock-not-its-movements: what lies there is not the sum of what moved
SELECT p.code || ' ' || i.name FROM stocks s JOIN pizzerias p ON p.id = s.pizzeria_id
JOIN ingredients i ON i.id = s.ingredient_id
LEFT JOIN (SELECT pizzeria_id, ingredient_id, SUM(delta) AS moved FROM stock_movements
           GROUP BY pizzeria_id, ingredient_id) m
    ON m.pizzeria_id = s.pizzeria_id AND m.ingredient_id = s.ingredient_id
WHERE s.quantity_available <> COALESCE(m.moved, 0);

-- check held-not-its-holds: what a stock says is held is not the sum of the holds
SELECT p.code || ' ' || i.name FROM stocks s JOIN pizzerias p ON p.id = s.pizzeria_id
JOIN ingredients i ON i.id = s.ingredient_id
LEFT JOIN (SELECT pizzeria_id, ingredient_id, SUM(quantity) AS held FROM stock_holds
           GROUP BY pizzeria_id, ingredient_id) h
    ON h.pizzeria_id = s.pizzeria_id AND h.ingredient_id = s.ingredient_id
WHERE s.quantity_held <> COALESCE(h.held, 0);

-- check movement-without-order: goods were consumed or came back without an order
SELECT 'movement ' || m.id FROM stock_movements m WHERE m.reason IN ('consumption', 'return') AND m.order_id IS NULL;

-- check hold-of-a-finished-order: an order that no longer waits still holds ingredients
SELECT o.order_number FROM stock_holds h JOIN orders o ON o.id = h.order_id
WHERE o.order_status NOT IN ('pending', 'awaiting_payment') GROUP BY o.order_number;

-- check pending-order-without-its-holds: a waiting order does not hold what its recipes need
SELECT n.order_number || ' ingredient ' || n.ingredient FROM (
    SELECT o.id, o.order_number, CAST(e.key AS BIGINT) AS ingredient, SUM(l.quantity * CAST(e.value AS BIGINT)) AS needed
    FROM orders o JOIN orders_has_products l ON l.order_id = o.id, @each_need(l.needs)@ e
    WHERE o.order_status IN ('pending', 'awaiting_payment') GROUP BY o.id, o.order_number, CAST(e.key AS BIGINT)) n
LEFT JOIN stock_holds h ON h.order_id = n.id AND h.ingredient_id = n.ingredient
LEFT JOIN amendments a ON a.order_id = n.id AND a.state = 'waiting'
WHERE CASE WHEN a.id IS NULL THEN COALESCE(h.quantity, 0) <> n.needed ELSE COALESCE(h.quantity, 0) < n.needed END;

-- check consumption-not-the-recipe: an accepted order did not take what its copied recipes say
SELECT n.order_number || ' ingredient ' || n.ingredient FROM (
    SELECT o.id, o.order_number, CAST(e.key AS BIGINT) AS ingredient, SUM(l.quantity * CAST(e.value AS BIGINT)) AS needed
    FROM orders o JOIN orders_has_products l ON l.order_id = o.id, @each_need(l.needs)@ e
    WHERE o.order_status IN ('in_preparation', 'ready', 'in_delivery', 'delivered', 'picked_up', 'not_delivered')
    GROUP BY o.id, o.order_number, CAST(e.key AS BIGINT)) n
LEFT JOIN (SELECT order_id, ingredient_id, -SUM(delta) AS taken FROM stock_movements
           WHERE reason IN ('consumption', 'return') GROUP BY order_id, ingredient_id) m
    ON m.order_id = n.id AND m.ingredient_id = n.ingredient
WHERE COALESCE(m.taken, 0) <> n.needed;

-- check consumption-before-acceptance: goods were taken for an order nobody accepted
SELECT o.order_number FROM orders o JOIN stock_movements m ON m.order_id = o.id AND m.reason IN ('consumption', 'return')
WHERE o.order_status IN ('pending', 'awaiting_payment', 'refused', 'expired')
GROUP BY o.order_number HAVING SUM(m.delta) <> 0;

-- check total-not-its-lines: an order's total is not the sum of its lines, fee and discount
SELECT o.order_number FROM orders o LEFT JOIN (
    SELECT order_id, SUM(quantity * unit_price) AS items FROM orders_has_products GROUP BY order_id) l
    ON l.order_id = o.id
WHERE o.items_total <> COALESCE(l.items, 0) OR o.total <> o.items_total + o.delivery_fee - o.discount_total;

-- check paid-out-of-bounds: less than nothing or more than the total is there, neither on its way back nor come back
SELECT o.order_number FROM orders o JOIN (SELECT order_id, SUM(amount) AS paid FROM payments GROUP BY order_id) p
    ON p.order_id = o.id
LEFT JOIN (SELECT f.order_id, SUM(CASE WHEN f.state = 'asked' THEN f.amount ELSE 0 END) AS asked,
               SUM(CASE WHEN f.state = 'failed' THEN f.amount + COALESCE(t.amount, 0) ELSE 0 END) AS failed
           FROM refunds f LEFT JOIN (SELECT refund_id, SUM(amount) AS amount FROM payments
               WHERE refund_id IS NOT NULL AND kind <> 'online' GROUP BY refund_id) t ON t.refund_id = f.id
           GROUP BY f.order_id) f
    ON f.order_id = o.id
WHERE p.paid - COALESCE(f.asked, 0) < 0 OR p.paid - COALESCE(f.asked, 0) > o.total + COALESCE(f.failed, 0);

-- check payment-status: an order is called paid and less than its total is there, or the reverse
SELECT o.order_number FROM orders o
LEFT JOIN (SELECT order_id, SUM(amount) AS paid FROM payments GROUP BY order_id) p ON p.order_id = o.id
LEFT JOIN (SELECT order_id, SUM(amount) AS amount FROM refunds WHERE state = 'asked' AND cause IN ('amended', 'twice')
           GROUP BY order_id) f
    ON f.order_id = o.id
WHERE (o.payment_status = 'paid' AND COALESCE(p.paid, 0) - COALESCE(f.amount, 0) < o.total)
   OR (o.payment_status IN ('unpaid', 'authorising', 'failed', 'refunded', 'written_off') AND COALESCE(p.paid, 0) <> 0);

-- check kept-money: an order came to nothing, and what was paid for it is neither back nor on its way
SELECT o.order_number FROM orders o
JOIN (SELECT order_id, SUM(amount) AS paid FROM payments GROUP BY order_id) p ON p.order_id = o.id
LEFT JOIN (SELECT f.order_id, SUM(CASE WHEN f.state = 'asked' THEN f.amount ELSE 0 END) AS asked,
               SUM(CASE WHEN f.state = 'failed' THEN f.amount + COALESCE(t.amount, 0) ELSE 0 END) AS failed
           FROM refunds f LEFT JOIN (SELECT refund_id, SUM(amount) AS amount FROM payments
               WHERE refund_id IS NOT NULL AND kind <> 'online' GROUP BY refund_id) t ON t.refund_id = f.id
           GROUP BY f.order_id) f
    ON f.order_id = o.id
WHERE o.order_status IN ('awaiting_payment', 'cancelled', 'refused', 'expired')
    AND (p.paid < COALESCE(f.asked, 0) OR p.paid > COALESCE(f.asked, 0) + COALESCE(f.failed, 0));

-- check handed-over-unpaid: an order was handed over with money due
SELECT o.order_number FROM orders o WHERE o.order_status IN ('delivered', 'picked_up') AND o.payment_status = 'unpaid'
    AND o.total > 0;

-- check unpaid-in-the-kitchen: an order to be paid online went on without its money
SELECT o.order_number FROM orders o WHERE o.pay_on = 'online' AND o.payment_status IN ('unpaid', 'authorising', 'failed')
    AND o.order_status NOT IN ('awaiting_payment', 'cancelled', 'expired');

-- check ledger-gap: a shop's ledger leaves a number out, or has one that was never given
SELECT s.code FROM pizzerias s
JOIN (SELECT pizzeria_id, COUNT(*) AS entries, MAX(sequence) AS last FROM payments WHERE sequence IS NOT NULL
      GROUP BY pizzeria_id) p ON p.pizzeria_id = s.id
LEFT JOIN shop_ledgers l ON l.pizzeria_id = s.id WHERE p.entries <> p.last OR COALESCE(l.last_entry, 0) <> p.last;

-- check receipt-gap: a shop's receipts leave a number out, or have one that was never given
SELECT s.code FROM pizzerias s
JOIN (SELECT pizzeria_id, COUNT(*) AS receipts, MAX(sequence) AS last FROM receipts GROUP BY pizzeria_id) r
    ON r.pizzeria_id = s.id
LEFT JOIN shop_ledgers l ON l.pizzeria_id = s.id WHERE r.receipts <> r.last OR COALESCE(l.last_receipt, 0) <> r.last;

-- check receipt-not-its-money: a receipt comes to something else than the ledger's lines it tells of
SELECT s.code || ' ' || r.sequence FROM receipts r JOIN pizzerias s ON s.id = r.pizzeria_id
LEFT JOIN (SELECT pizzeria_id, receipt, SUM(amount) AS amount FROM payments WHERE receipt IS NOT NULL
           GROUP BY pizzeria_id, receipt) p ON p.pizzeria_id = r.pizzeria_id AND p.receipt = r.sequence
WHERE r.total <> COALESCE(p.amount, 0);

-- check receipt-not-its-rates: what a receipt says of each rate does not add up to its total
SELECT s.code || ' ' || r.sequence FROM receipts r JOIN pizzerias s ON s.id = r.pizzeria_id
LEFT JOIN (SELECT pizzeria_id, sequence, SUM(gross) AS gross FROM receipt_rates GROUP BY pizzeria_id, sequence) t
    ON t.pizzeria_id = r.pizzeria_id AND t.sequence = r.sequence
WHERE r.total <> COALESCE(t.gross, 0);

-- check refund-not-booked: a refund that the bank has taken is not in the ledger, or one that it has not is
SELECT 'refund ' || f.id FROM refunds f
LEFT JOIN (SELECT refund_id, SUM(amount) AS amount FROM payments WHERE refund_id IS NOT NULL AND kind = 'online'
           GROUP BY refund_id) p
    ON p.refund_id = f.id
WHERE (f.state IN ('sent', 'done') AND COALESCE(p.amount, 0) <> -f.amount)
   OR (f.state IN ('asked', 'failed') AND COALESCE(p.amount, 0) <> 0);

-- check refund-given-twice: more than a refund was given for it at the till, or something though its card took it
SELECT 'refund ' || f.id FROM refunds f
JOIN (SELECT refund_id, SUM(amount) AS amount FROM payments WHERE refund_id IS NOT NULL AND kind <> 'online'
      GROUP BY refund_id) t ON t.refund_id = f.id
WHERE f.state <> 'failed' OR -t.amount NOT BETWEEN 0 AND f.amount;

-- check attempt-left-open: somebody may still pay for what does not wait for it, and nothing will close that
SELECT o.order_number FROM payment_attempts a JOIN orders o ON o.id = a.order_id
LEFT JOIN amendments m ON m.id = a.amendment_id
WHERE a.state IN ('created', 'open')
    AND CASE WHEN a.amendment_id IS NULL THEN o.order_status <> 'awaiting_payment' ELSE m.state <> 'waiting' END
    AND NOT EXISTS (SELECT 1 FROM payment_tasks t WHERE t.order_id = o.id AND t.kind = 'close' AND t.ended_at IS NULL);

-- check amendment-too-late: an order is no longer waiting for the kitchen, and yet shall become another
SELECT o.order_number FROM amendments a JOIN orders o ON o.id = a.order_id
WHERE a.state = 'waiting' AND o.order_status <> 'pending';

-- check step-chain: a step does not start where the one before it ended
SELECT o.order_number || ' step ' || s.id FROM (
    SELECT id, order_id, from_status, LAG(to_status) OVER (PARTITION BY order_id ORDER BY id) AS before_it
    FROM order_steps) s JOIN orders o ON o.id = s.order_id
WHERE COALESCE(s.from_status, '') <> COALESCE(s.before_it, '');

-- check last-step: an order's status is not where its last step ended, or it has no step
SELECT o.order_number FROM orders o LEFT JOIN (
    SELECT order_id, MAX(id) AS last FROM order_steps GROUP BY order_id) m ON m.order_id = o.id
LEFT JOIN order_steps s ON s.id = m.last WHERE COALESCE(s.to_status, '') <> o.order_status;

-- check event-of-a-step: a step since the oldest kept event was not announced exactly once
SELECT o.order_number FROM orders o
JOIN (SELECT order_id, COUNT(*) AS steps FROM order_steps
      WHERE at > (SELECT COALESCE(MIN(at), 0) FROM outbox) GROUP BY order_id) s ON s.order_id = o.id
LEFT JOIN (SELECT stream, COUNT(*) AS events FROM outbox
           WHERE at > (SELECT COALESCE(MIN(at), 0) FROM outbox) GROUP BY stream) e
    ON e.stream = 'shop:' || o.pizzeria_id || '/order:' || o.id
WHERE EXISTS (SELECT 1 FROM outbox) AND s.steps <> COALESCE(e.events, 0);

-- check intent-left-open: an intent was claimed and never answered
SELECT i.scope || ' ' || i.key FROM idempotency i WHERE i.response IS NULL;

-- check slot-points: what is taken of a shop's slots is not the load of the orders waiting or in preparation
SELECT p.code FROM pizzerias p
LEFT JOIN (SELECT pizzeria_id, SUM(points) AS points FROM slot_loads GROUP BY pizzeria_id) l ON l.pizzeria_id = p.id
LEFT JOIN (SELECT pizzeria_id, SUM(load_points) AS points FROM orders
           WHERE order_status IN ('awaiting_payment', 'pending', 'in_preparation') AND plan <> '[]'
           GROUP BY pizzeria_id) o
    ON o.pizzeria_id = p.id
LEFT JOIN (SELECT x.pizzeria_id, SUM(a.load_points) AS points FROM amendments a JOIN orders x ON x.id = a.order_id
           WHERE a.state = 'waiting' GROUP BY x.pizzeria_id) a
    ON a.pizzeria_id = p.id WHERE COALESCE(l.points, 0) <> COALESCE(o.points, 0) + COALESCE(a.points, 0);

-- check slot-drivers: nothing is on the way or to be made, and yet a shop's drivers are taken
SELECT p.code FROM pizzerias p
JOIN (SELECT pizzeria_id, SUM(driver_seconds) AS seconds FROM slot_loads GROUP BY pizzeria_id) l ON l.pizzeria_id = p.id
WHERE l.seconds <> 0 AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.pizzeria_id = p.id AND o.mode = 'delivery'
    AND o.order_status IN ('awaiting_payment', 'pending', 'in_preparation', 'ready', 'in_delivery'));

-- check number-twice: two orders of a shop's day have one number
SELECT MIN(o.order_number) FROM orders o GROUP BY o.pizzeria_id, o.business_day, o.daily_number HAVING COUNT(*) > 1;

-- check accepted-by-nobody: an accepted order does not say who accepted it
SELECT o.order_number FROM orders o WHERE o.pizzaiolo_id IS NULL
    AND o.order_status IN ('in_preparation', 'ready', 'in_delivery', 'delivered', 'picked_up', 'not_delivered');
