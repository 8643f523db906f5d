-- Times are promised by what a shop can make in ten minutes: hands, oven, drivers.

ALTER TABLE pizzerias ADD COLUMN oven_pizzas BIGINT NOT NULL DEFAULT 12 CHECK (oven_pizzas >= 0);

-- What the order takes of which slot, as long as it is to be made or driven: [[slot, points, pizzas, driver seconds]].
ALTER TABLE orders ADD COLUMN plan TEXT NOT NULL DEFAULT '[]';

-- The sum of those plans, kept: a slot is read, not counted. One row for each ten minutes of a shop; the weekly
-- update removes those that are over.
CREATE TABLE slot_loads (
    pizzeria_id BIGINT NOT NULL REFERENCES pizzerias (id),
    slot_at BIGINT NOT NULL CHECK (slot_at % 600000 = 0),
    points BIGINT NOT NULL,
    pizzas BIGINT NOT NULL,
    driver_seconds BIGINT NOT NULL,
    PRIMARY KEY (pizzeria_id, slot_at)
);
-- The front page reads what is taken of all shops from now on.
CREATE INDEX slot_loads_by_time ON slot_loads (slot_at);
-- only postgres
ALTER TABLE slot_loads SET (fillfactor = 20);
-- end only

-- What is being made keeps the time it was promised. shop_queues.points is no longer kept: a release that still
-- reads it may be serving while this one begins, so the column goes with a later one.
UPDATE orders SET plan = '[[' || CAST(promised_from / 600000 * 600000 AS TEXT) || ',' || CAST(load_points AS TEXT) || ',0,0]]'
WHERE order_status IN ('awaiting_payment', 'pending', 'in_preparation') AND load_points > 0;
INSERT INTO slot_loads (pizzeria_id, slot_at, points, pizzas, driver_seconds)
SELECT pizzeria_id, promised_from / 600000 * 600000, SUM(load_points), 0, 0 FROM orders
WHERE order_status IN ('awaiting_payment', 'pending', 'in_preparation') AND load_points > 0
GROUP BY pizzeria_id, promised_from / 600000 * 600000;
