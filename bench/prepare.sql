-- What the measures need of the demo group: every shop open day and night, with hands, ovens, drivers and
-- stocks that never run out.

UPDATE pizzerias SET capacity_points = 900000, oven_pizzas = 300000, drivers = 90000;

DELETE FROM opening_hours WHERE pizzeria_id <> (SELECT id FROM pizzerias WHERE slug = 'part-dieu');
INSERT INTO opening_hours (pizzeria_id, weekday, from_minute, to_minute, mode, created_at, updated_at)
SELECT p.id, h.weekday, h.from_minute, h.to_minute, h.mode, h.created_at, h.updated_at
FROM pizzerias p, opening_hours h WHERE p.id <> h.pizzeria_id;

WITH more AS (
    UPDATE stocks SET quantity_available = quantity_available + 1000000000000000
    RETURNING pizzeria_id, ingredient_id, updated_at
)
INSERT INTO stock_movements (pizzeria_id, ingredient_id, delta, reason, at)
SELECT pizzeria_id, ingredient_id, 1000000000000000, 'delivery', updated_at FROM more;

VACUUM ANALYZE;
