-- Lets :each further orders wait in each of the shops with ids from :first_shop to :last_shop. Each is a copy of the
-- shop's latest waiting order, with all that belongs to it; their ids follow each other, shop after shop in turn.

BEGIN;

CREATE TEMP TABLE prototype ON COMMIT DROP AS
SELECT DISTINCT ON (o.pizzeria_id) o.*, q.last_number FROM orders o JOIN shop_queues q USING (pizzeria_id)
WHERE o.order_status = 'pending' AND o.pizzeria_id BETWEEN :first_shop AND :last_shop
ORDER BY o.pizzeria_id, o.id DESC;

CREATE TEMP TABLE fresh ON COMMIT DROP AS
SELECT nextval(pg_get_serial_sequence('orders', 'id')) AS id, t.* FROM (
    SELECT g AS n, p.id AS prototype, p.pizzeria_id AS shop, p.last_number + g AS number
    FROM generate_series(1, :each) g, prototype p ORDER BY g, p.pizzeria_id) t;

INSERT INTO orders (id, order_number, daily_number, business_day, payment_status, order_status, channel, mode, pay_on,
    client_id, pizzeria_id, delivering_address_id, contact_name, contact_phone, delivery_line, delivery_postcode,
    delivery_city, delivery_latitude, delivery_longitude, note, promised_from, promised_to, tracking_hash, load_points,
    items_total, delivery_fee, total, created_at, updated_at) OVERRIDING SYSTEM VALUE
SELECT f.id, regexp_replace(p.order_number, '[0-9]+$', lpad(f.number::text, greatest(3, length(f.number::text)), '0')),
    f.number, business_day, payment_status, order_status, channel, mode, pay_on, client_id, pizzeria_id,
    delivering_address_id, contact_name, contact_phone, delivery_line, delivery_postcode, delivery_city,
    delivery_latitude, delivery_longitude, note, promised_from, promised_to, tracking_hash || '-' || f.n, load_points,
    items_total, delivery_fee, total, created_at, updated_at
FROM fresh f JOIN prototype p ON p.id = f.prototype ORDER BY f.id;

INSERT INTO orders_has_products (order_id, line, product_id, size, name, size_label, quantity, unit_price, vat_rate,
    needs, created_at, updated_at)
SELECT f.id, line, product_id, size, name, size_label, quantity, unit_price, vat_rate, needs, created_at, updated_at
FROM fresh f JOIN orders_has_products l ON l.order_id = f.prototype ORDER BY f.id, line;

INSERT INTO stock_holds (order_id, ingredient_id, pizzeria_id, quantity, expires_at, created_at)
SELECT f.id, ingredient_id, pizzeria_id, quantity, expires_at, created_at
FROM fresh f JOIN stock_holds h ON h.order_id = f.prototype ORDER BY f.id, ingredient_id;

UPDATE stocks s SET quantity_held = quantity_held + :each * h.quantity
FROM prototype p JOIN stock_holds h ON h.order_id = p.id
WHERE s.pizzeria_id = h.pizzeria_id AND s.ingredient_id = h.ingredient_id;

UPDATE shop_queues q SET last_number = q.last_number + :each
FROM prototype p WHERE p.pizzeria_id = q.pizzeria_id;

INSERT INTO order_steps (order_id, from_status, to_status, action, user_id, reason, at)
SELECT f.id, from_status, to_status, action, user_id, reason, at
FROM fresh f JOIN order_steps s ON s.order_id = f.prototype ORDER BY f.id;

INSERT INTO outbox (stream, kind, body, at)
SELECT 'shop:' || f.shop || '/order:' || f.id, e.kind,
    replace(replace(e.body, '"order":' || f.prototype || ',', '"order":' || f.id || ','),
        '"number":"' || lpad(p.daily_number::text, 3, '0'), '"number":"' || lpad(f.number::text, 3, '0')), e.at
FROM fresh f JOIN prototype p ON p.id = f.prototype
JOIN outbox e ON e.stream = 'shop:' || f.shop || '/order:' || f.prototype ORDER BY f.id;

COMMIT;
VACUUM ANALYZE;
