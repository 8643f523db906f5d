-- What accepting an order runs (site.cpp, order/business/advance_order.cpp), without the program.
-- Orders first_order, first_order + 1, ... wait in shops first_shop, first_shop + 1, ... in turn (waiting.sql).
\set n :n + 1
\set order :first_order + :n * :clients + mod(:client_id + :n, :clients)
\set shop :first_shop + mod(:order - :first_order, :shops)
\set at 1795533670608 + :n
SELECT s.id, s.csrf_secret, COALESCE(c.id, s.cart_id) AS cart, s.user_id AS by, u.firstname, u.lastname, u.email, u.phone,
    r.role, r.pizzeria_id
FROM sessions s
LEFT JOIN users u ON u.id = s.user_id AND u.blocked_at IS NULL
LEFT JOIN carts c ON c.user_id = s.user_id
LEFT JOIN users_has_roles r ON r.user_id = u.id
WHERE s.token_hash = 'bench-pizzaiolo' AND s.expires_at > :at AND (s.user_id IS NULL OR u.id IS NOT NULL) \gset
BEGIN ISOLATION LEVEL READ COMMITTED;
SELECT o.client_id, o.delivery_driver_id, o.pizzaiolo_id, o.order_status, o.mode, o.total,
    (SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM payments p WHERE p.order_id = o.id),
    o.load_points AS points, o.version, o.daily_number AS daily, o.order_number
FROM orders o WHERE o.id = :order AND o.pizzeria_id = :shop ORDER BY o.id FOR NO KEY UPDATE OF o \gset
UPDATE stocks SET quantity_available = quantity_available - wanted.quantity,
    quantity_held = quantity_held - wanted.quantity, updated_at = :at
FROM (SELECT s.ingredient_id, h.quantity
      FROM stocks s JOIN stock_holds h ON h.ingredient_id = s.ingredient_id
      WHERE s.pizzeria_id = :shop AND h.order_id = :order
      ORDER BY s.ingredient_id FOR NO KEY UPDATE OF s) AS wanted
WHERE stocks.pizzeria_id = :shop AND stocks.ingredient_id = wanted.ingredient_id
    AND stocks.quantity_available >= wanted.quantity;
INSERT INTO stock_movements (pizzeria_id, ingredient_id, delta, reason, order_id, user_id, at)
SELECT pizzeria_id, ingredient_id, -quantity, 'consumption', order_id, CAST(:by AS BIGINT), CAST(:at AS BIGINT)
FROM stock_holds WHERE order_id = :order ORDER BY ingredient_id;
DELETE FROM stock_holds WHERE order_id = :order;
UPDATE orders SET order_status = 'in_preparation', version = version + 1, updated_at = :at,
    pizzaiolo_id = COALESCE(CAST(:by AS BIGINT), pizzaiolo_id),
    delivery_driver_id = CASE WHEN :no::bigint = 1 THEN NULL ELSE COALESCE(CAST(NULL AS BIGINT), delivery_driver_id) END,
    payment_status = CASE WHEN :no::bigint = 1 THEN 'paid' ELSE payment_status END,
    delivered_at = COALESCE(CAST(NULL AS BIGINT), delivered_at)
WHERE id = :order AND order_status = 'pending';
INSERT INTO order_steps (order_id, from_status, to_status, action, user_id, reason, at)
VALUES (:order, 'pending', 'in_preparation', 'accept', :by, NULL, :at);
INSERT INTO outbox (stream, kind, body, at)
VALUES ('shop:' || :shop::text || '/order:' || :order::text, 'order.accepted',
    '{"order":' || :order::text || ',"number":"' || :daily::text || '","status":"in_preparation","version":2}', :at);
COMMIT;
