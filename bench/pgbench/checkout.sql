-- What two additions to a cart and an order run (site.cpp, cart/business/change_cart.cpp,
-- order/business/place_order.cpp), without the program: three requests, three transactions.
\set n :n + 1
\set at 1795533670608 + :n
\set shop 1 + mod(:client_id + :n, 8)
\set first 1 + mod(:n, 11)
\set second 12 + mod(:n, 11)

SELECT s.id AS session, s.csrf_secret, COALESCE(c.id, s.cart_id) AS cart, s.user_id AS client, u.firstname, u.lastname,
    u.email, u.phone, r.role, r.pizzeria_id
FROM sessions s
LEFT JOIN users u ON u.id = s.user_id AND u.blocked_at IS NULL
LEFT JOIN carts c ON c.user_id = s.user_id
LEFT JOIN users_has_roles r ON r.user_id = u.id
WHERE s.token_hash = 'bench-customer-' || :client_id::text AND s.expires_at > :at
    AND (s.user_id IS NULL OR u.id IS NOT NULL) \gset
BEGIN ISOLATION LEVEL READ COMMITTED;
INSERT INTO cart_lines (cart_id, product_id, size, quantity, created_at, updated_at)
VALUES (:cart, :first, 'M', 1, :at, :at)
ON CONFLICT (cart_id, product_id, size, configuration) DO UPDATE
    SET quantity = cart_lines.quantity + excluded.quantity, updated_at = excluded.updated_at
    WHERE cart_lines.quantity + excluded.quantity <= 50;
SELECT c.pizzeria_id, l.id, l.product_id, l.size, l.quantity
FROM carts c LEFT JOIN cart_lines l ON l.cart_id = c.id WHERE c.id = :cart ORDER BY l.id;
SELECT ingredient_id, quantity_available - quantity_held FROM stocks WHERE pizzeria_id = :shop;
COMMIT;

SELECT s.id, s.csrf_secret, COALESCE(c.id, s.cart_id), s.user_id, u.firstname, u.lastname, u.email, u.phone, r.role,
    r.pizzeria_id
FROM sessions s
LEFT JOIN users u ON u.id = s.user_id AND u.blocked_at IS NULL
LEFT JOIN carts c ON c.user_id = s.user_id
LEFT JOIN users_has_roles r ON r.user_id = u.id
WHERE s.token_hash = 'bench-customer-' || :client_id::text AND s.expires_at > :at
    AND (s.user_id IS NULL OR u.id IS NOT NULL);
BEGIN ISOLATION LEVEL READ COMMITTED;
INSERT INTO cart_lines (cart_id, product_id, size, quantity, created_at, updated_at)
VALUES (:cart, :second, 'M', 1, :at, :at)
ON CONFLICT (cart_id, product_id, size, configuration) DO UPDATE
    SET quantity = cart_lines.quantity + excluded.quantity, updated_at = excluded.updated_at
    WHERE cart_lines.quantity + excluded.quantity <= 50;
SELECT c.pizzeria_id, l.id, l.product_id, l.size, l.quantity
FROM carts c LEFT JOIN cart_lines l ON l.cart_id = c.id WHERE c.id = :cart ORDER BY l.id;
SELECT ingredient_id, quantity_available - quantity_held FROM stocks WHERE pizzeria_id = :shop;
COMMIT;

SELECT s.id, s.csrf_secret, COALESCE(c.id, s.cart_id), s.user_id, u.firstname, u.lastname, u.email, u.phone, r.role,
    r.pizzeria_id
FROM sessions s
LEFT JOIN users u ON u.id = s.user_id AND u.blocked_at IS NULL
LEFT JOIN carts c ON c.user_id = s.user_id
LEFT JOIN users_has_roles r ON r.user_id = u.id
WHERE s.token_hash = 'bench-customer-' || :client_id::text AND s.expires_at > :at
    AND (s.user_id IS NULL OR u.id IS NOT NULL);
BEGIN ISOLATION LEVEL READ COMMITTED;
INSERT INTO idempotency (scope, key, body_hash, created_at)
VALUES ('session ' || :session::text || ' checkout', 'bench-key-' || :n::text, 'bench', :at)
ON CONFLICT (scope, key) DO NOTHING;
SELECT c.pizzeria_id, l.id, l.product_id, l.size, l.quantity
FROM carts c LEFT JOIN cart_lines l ON l.cart_id = c.id WHERE c.id = :cart ORDER BY l.id;
SELECT version FROM catalogue_version WHERE id = 1;
SELECT a.id AS address, a.line, a.postcode, a.city, a.latitude, a.longitude, h.is_default
FROM users_has_addresses h JOIN addresses a ON a.id = h.address_id WHERE h.user_id = :client LIMIT 1 \gset
INSERT INTO shop_queues (pizzeria_id, business_day, last_number, points) VALUES (:shop, 20261124, 1, 0)
ON CONFLICT (pizzeria_id) DO UPDATE SET
    last_number = CASE WHEN shop_queues.business_day = excluded.business_day
                       THEN shop_queues.last_number + 1 ELSE 1 END,
    business_day = excluded.business_day
RETURNING last_number \gset
SELECT slot_at, points, pizzas, driver_seconds FROM slot_loads
WHERE pizzeria_id = :shop AND slot_at >= :at::bigint / 600000 * 600000 - 10800000;
INSERT INTO slot_loads (pizzeria_id, slot_at, points, pizzas, driver_seconds)
VALUES (:shop, :at::bigint / 600000 * 600000, 6, 2, 0), (:shop, :at::bigint / 600000 * 600000 + 600000, 0, 0, 660)
ON CONFLICT (pizzeria_id, slot_at) DO UPDATE SET points = slot_loads.points + excluded.points,
    pizzas = slot_loads.pizzas + excluded.pizzas, driver_seconds = slot_loads.driver_seconds + excluded.driver_seconds;
INSERT INTO orders (order_number, daily_number, business_day, payment_status, order_status, channel, mode, pay_on,
    client_id, pizzeria_id, delivering_address_id, contact_name, contact_phone, delivery_line,
    delivery_postcode, delivery_city, delivery_latitude, delivery_longitude, note, promised_from, promised_to,
    tracking_hash, load_points, items_total, delivery_fee, total, hold_expires_at, created_at, updated_at)
VALUES ('BEN-' || :client_id::text || '-' || :n::text, :last_number, 20261124, 'unpaid', 'pending', 'web', 'delivery',
    'reception', :client, :shop, :address, 'Élise Bonnet', '+33639984117', '41 rue de la Charité', '69002', 'Lyon',
    45.75, 4.83, '', :at, :at, 'bench-' || :client_id::text || '-' || :n::text, 6, 2500, 250, 2750, NULL, :at, :at)
RETURNING id AS "order" \gset
INSERT INTO orders_has_products (order_id, line, product_id, size, name, size_label, quantity, unit_price, vat_rate,
    needs, created_at, updated_at)
VALUES (:order, 1, :first, 'M', 'Margherita', '31 cm', 1, 1200, 1000,
        '{"1":2600000,"2":800000,"3":1000000,"4":30000,"5":50000}', :at, :at),
    (:order, 2, :second, 'M', 'Quatre saisons', '31 cm', 1, 1300, 1000,
        '{"1":2600000,"2":800000,"3":1000000,"6":400000,"7":400000,"8":300000}', :at, :at);
INSERT INTO stock_holds (order_id, ingredient_id, pizzeria_id, quantity, expires_at, created_at)
VALUES (:order, 1, :shop, 5200000, NULL, :at), (:order, 2, :shop, 1600000, NULL, :at),
    (:order, 3, :shop, 2000000, NULL, :at), (:order, 4, :shop, 30000, NULL, :at), (:order, 5, :shop, 50000, NULL, :at),
    (:order, 6, :shop, 400000, NULL, :at), (:order, 7, :shop, 400000, NULL, :at), (:order, 8, :shop, 300000, NULL, :at);
UPDATE stocks SET quantity_held = quantity_held + wanted.quantity, updated_at = :at
FROM (SELECT s.ingredient_id, h.quantity
      FROM stocks s JOIN stock_holds h ON h.ingredient_id = s.ingredient_id
      WHERE s.pizzeria_id = :shop AND h.order_id = :order
      ORDER BY s.ingredient_id FOR NO KEY UPDATE OF s) AS wanted
WHERE stocks.pizzeria_id = :shop AND stocks.ingredient_id = wanted.ingredient_id
    AND stocks.quantity_available - stocks.quantity_held >= wanted.quantity;
INSERT INTO order_steps (order_id, from_status, to_status, action, user_id, reason, at)
VALUES (:order, NULL, 'pending', 'place', :client, NULL, :at);
DELETE FROM cart_lines WHERE cart_id = :cart;
INSERT INTO outbox (stream, kind, body, at)
VALUES ('shop:' || :shop::text || '/order:' || :order::text, 'order.placed',
        '{"order":' || :order::text || ',"number":"' || :last_number::text || '","status":"pending","version":1}', :at),
    ('menu:' || :shop::text, 'stock.changed', '{}', :at);
UPDATE idempotency SET status = 200, response = :order::text
WHERE scope = 'session ' || :session::text || ' checkout' AND key = 'bench-key-' || :n::text;
COMMIT;
