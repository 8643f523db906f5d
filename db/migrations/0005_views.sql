-- For people with psql or sqlite3: readable times (UTC), euros and decimals.

-- only postgres
CREATE VIEW readable_orders AS
SELECT o.id, o.order_number, p.name AS pizzeria, o.order_status, o.payment_status, o.channel, o.mode, o.pay_on,
       u.email AS client, (o.total / 100.0)::numeric(12, 2) AS total_eur,
       to_timestamp(o.promised_from / 1000.0) AS promised_from, to_timestamp(o.promised_to / 1000.0) AS promised_to,
       to_timestamp(o.created_at / 1000.0) AS created_at, to_timestamp(o.delivered_at / 1000.0) AS delivered_at
FROM orders o JOIN pizzerias p ON p.id = o.pizzeria_id JOIN users u ON u.id = o.client_id;
CREATE VIEW readable_stocks AS
SELECT p.name AS pizzeria, i.name AS ingredient, (s.quantity_available / 10000.0)::numeric(12, 4) AS available,
       (s.quantity_held / 10000.0)::numeric(12, 4) AS held, n.symbol AS unit
FROM stocks s JOIN pizzerias p ON p.id = s.pizzeria_id JOIN ingredients i ON i.id = s.ingredient_id
JOIN units n ON n.id = i.unit_id;
CREATE VIEW readable_stock_movements AS
SELECT m.id, p.name AS pizzeria, i.name AS ingredient, (m.delta / 10000.0)::numeric(12, 4) AS delta, n.symbol AS unit,
       m.reason, o.order_number, to_timestamp(m.at / 1000.0) AS at
FROM stock_movements m JOIN pizzerias p ON p.id = m.pizzeria_id JOIN ingredients i ON i.id = m.ingredient_id
JOIN units n ON n.id = i.unit_id LEFT JOIN orders o ON o.id = m.order_id;
CREATE VIEW readable_order_steps AS
SELECT o.order_number, s.from_status, s.action, s.to_status, u.email AS by, s.reason, to_timestamp(s.at / 1000.0) AS at
FROM order_steps s JOIN orders o ON o.id = s.order_id LEFT JOIN users u ON u.id = s.user_id;
CREATE VIEW readable_payments AS
SELECT y.id, o.order_number, y.kind, (y.amount / 100.0)::numeric(12, 2) AS amount_eur, to_timestamp(y.at / 1000.0) AS at
FROM payments y JOIN orders o ON o.id = y.order_id;
CREATE VIEW readable_recipes AS
SELECT p.name AS product, r.size, r.position, i.name AS ingredient, (r.quantity / 10000.0)::numeric(12, 4) AS quantity,
       n.symbol AS unit
FROM products_has_ingredients r JOIN products p ON p.id = r.product_id JOIN ingredients i ON i.id = r.ingredient_id
JOIN units n ON n.id = i.unit_id;
-- end only

-- only sqlite
CREATE VIEW readable_orders AS
SELECT o.id, o.order_number, p.name AS pizzeria, o.order_status, o.payment_status, o.channel, o.mode, o.pay_on,
       u.email AS client, round(o.total / 100.0, 2) AS total_eur,
       datetime(o.promised_from / 1000, 'unixepoch') AS promised_from,
       datetime(o.promised_to / 1000, 'unixepoch') AS promised_to,
       datetime(o.created_at / 1000, 'unixepoch') AS created_at,
       datetime(o.delivered_at / 1000, 'unixepoch') AS delivered_at
FROM orders o JOIN pizzerias p ON p.id = o.pizzeria_id JOIN users u ON u.id = o.client_id;
CREATE VIEW readable_stocks AS
SELECT p.name AS pizzeria, i.name AS ingredient, round(s.quantity_available / 10000.0, 4) AS available,
       round(s.quantity_held / 10000.0, 4) AS held, n.symbol AS unit
FROM stocks s JOIN pizzerias p ON p.id = s.pizzeria_id JOIN ingredients i ON i.id = s.ingredient_id
JOIN units n ON n.id = i.unit_id;
CREATE VIEW readable_stock_movements AS
SELECT m.id, p.name AS pizzeria, i.name AS ingredient, round(m.delta / 10000.0, 4) AS delta, n.symbol AS unit,
       m.reason, o.order_number, datetime(m.at / 1000, 'unixepoch') AS at
FROM stock_movements m JOIN pizzerias p ON p.id = m.pizzeria_id JOIN ingredients i ON i.id = m.ingredient_id
JOIN units n ON n.id = i.unit_id LEFT JOIN orders o ON o.id = m.order_id;
CREATE VIEW readable_order_steps AS
SELECT o.order_number, s.from_status, s.action, s.to_status, u.email AS by, s.reason,
       datetime(s.at / 1000, 'unixepoch') AS at
FROM order_steps s JOIN orders o ON o.id = s.order_id LEFT JOIN users u ON u.id = s.user_id;
CREATE VIEW readable_payments AS
SELECT y.id, o.order_number, y.kind, round(y.amount / 100.0, 2) AS amount_eur, datetime(y.at / 1000, 'unixepoch') AS at
FROM payments y JOIN orders o ON o.id = y.order_id;
CREATE VIEW readable_recipes AS
SELECT p.name AS product, r.size, r.position, i.name AS ingredient, round(r.quantity / 10000.0, 4) AS quantity,
       n.symbol AS unit
FROM products_has_ingredients r JOIN products p ON p.id = r.product_id JOIN ingredients i ON i.id = r.ingredient_id
JOIN units n ON n.id = i.unit_id;
-- end only
