-- The life of an order, what it waits for and what it took.

CREATE TABLE order_status (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE payment_status (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- daily_number: the shop's own sequence of its business day; screens show it, order_number holds it.
-- The delivery address is copied: what was agreed stays, whatever becomes of the account.
CREATE TABLE orders (
    id @identity@,
    order_number TEXT NOT NULL UNIQUE,
    daily_number BIGINT NOT NULL,
    business_day INTEGER NOT NULL,
    payment_status TEXT NOT NULL
        CHECK (payment_status IN ('unpaid', 'authorising', 'paid', 'partly_refunded', 'refunded', 'failed', 'written_off')),
    order_status TEXT NOT NULL
        CHECK (order_status IN ('awaiting_payment', 'pending', 'in_preparation', 'ready', 'in_delivery', 'delivered',
                                'picked_up', 'refused', 'cancelled', 'expired', 'not_delivered')),
    channel TEXT NOT NULL CHECK (channel IN ('web', 'phone', 'counter')),
    mode TEXT NOT NULL CHECK (mode IN ('delivery', 'pickup')),
    pay_on TEXT NOT NULL CHECK (pay_on IN ('online', 'reception')),
    client_id BIGINT NOT NULL REFERENCES users (id),
    pizzeria_id BIGINT NOT NULL REFERENCES pizzerias (id),
    pizzaiolo_id BIGINT REFERENCES users (id),
    delivery_driver_id BIGINT REFERENCES users (id),
    delivering_address_id BIGINT REFERENCES addresses (id),
    contact_name TEXT NOT NULL,
    contact_phone TEXT NOT NULL DEFAULT '',
    delivery_line TEXT NOT NULL DEFAULT '',
    delivery_postcode TEXT NOT NULL DEFAULT '',
    delivery_city TEXT NOT NULL DEFAULT '',
    delivery_latitude DOUBLE PRECISION,
    delivery_longitude DOUBLE PRECISION,
    note TEXT NOT NULL DEFAULT '',
    promised_from BIGINT NOT NULL,
    promised_to BIGINT NOT NULL,
    tracking_hash TEXT NOT NULL UNIQUE,
    version BIGINT NOT NULL DEFAULT 1,
    load_points BIGINT NOT NULL DEFAULT 0,
    items_total BIGINT NOT NULL CHECK (items_total >= 0),
    delivery_fee BIGINT NOT NULL DEFAULT 0 CHECK (delivery_fee >= 0),
    discount_total BIGINT NOT NULL DEFAULT 0 CHECK (discount_total >= 0),
    total BIGINT NOT NULL CHECK (total >= 0 AND total = items_total + delivery_fee - discount_total),
    amended_from BIGINT REFERENCES orders (id),
    hold_expires_at BIGINT,
    delivered_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CHECK (promised_to >= promised_from)
);
CREATE INDEX orders_of_a_client ON orders (client_id, id);
-- The boards read only what is alive: history costs them nothing.
CREATE INDEX orders_alive ON orders (pizzeria_id, promised_to)
    WHERE order_status IN ('awaiting_payment', 'pending', 'in_preparation', 'ready', 'in_delivery');
CREATE INDEX orders_of_a_shop_by_day ON orders (pizzeria_id, business_day);

-- One row a shop, taken by every order placed: the number within its business day, and the load points waiting or
-- in preparation, from which the promised time follows without counting orders.
CREATE TABLE shop_queues (
    pizzeria_id BIGINT PRIMARY KEY REFERENCES pizzerias (id),
    business_day INTEGER NOT NULL,
    last_number BIGINT NOT NULL,
    points BIGINT NOT NULL
);
-- only postgres
ALTER TABLE shop_queues SET (fillfactor = 10);
-- end only

-- name, unit_price, vat_rate (hundredths of a percent) and needs are copied when ordered.
-- configuration: opaque JSON (extras, removals, halves). needs: {"ingredient id": ten-thousandths} for ONE of it.
CREATE TABLE orders_has_products (
    order_id BIGINT NOT NULL REFERENCES orders (id),
    line INTEGER NOT NULL,
    product_id BIGINT NOT NULL REFERENCES products (id),
    size TEXT NOT NULL,
    name TEXT NOT NULL,
    size_label TEXT NOT NULL DEFAULT '',
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    unit_price BIGINT NOT NULL CHECK (unit_price >= 0),
    vat_rate INTEGER NOT NULL CHECK (vat_rate >= 0),
    configuration TEXT NOT NULL DEFAULT '{}',
    needs TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (order_id, line)
);

CREATE TABLE order_steps (
    id @identity@,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    from_status TEXT,
    to_status TEXT NOT NULL,
    action TEXT NOT NULL,
    user_id BIGINT REFERENCES users (id),
    reason TEXT,
    at BIGINT NOT NULL
);
CREATE INDEX order_steps_of_an_order ON order_steps (order_id, id);

-- quantity_held is the sum of the shop's holds on the ingredient, kept in the same transaction:
-- sellable = quantity_available - quantity_held, read in one row whatever the number of waiting orders.
CREATE TABLE stocks (
    pizzeria_id BIGINT NOT NULL REFERENCES pizzerias (id),
    ingredient_id BIGINT NOT NULL REFERENCES ingredients (id),
    quantity_available BIGINT NOT NULL CHECK (quantity_available >= 0),
    quantity_held BIGINT NOT NULL DEFAULT 0 CHECK (quantity_held >= 0),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (pizzeria_id, ingredient_id)
);
-- only postgres
ALTER TABLE stocks SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
-- end only

CREATE TABLE stock_holds (
    order_id BIGINT NOT NULL REFERENCES orders (id),
    ingredient_id BIGINT NOT NULL,
    pizzeria_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    expires_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (order_id, ingredient_id)
);
CREATE INDEX stock_holds_of_a_stock ON stock_holds (pizzeria_id, ingredient_id);

CREATE TABLE stock_movements (
    id @identity@,
    pizzeria_id BIGINT NOT NULL,
    ingredient_id BIGINT NOT NULL,
    delta BIGINT NOT NULL CHECK (delta <> 0),
    reason TEXT NOT NULL CHECK (reason IN ('consumption', 'return', 'delivery', 'count', 'loss', 'transfer_in',
                                           'transfer_out', 'correction')),
    order_id BIGINT REFERENCES orders (id),
    user_id BIGINT REFERENCES users (id),
    at BIGINT NOT NULL,
    CHECK (reason NOT IN ('consumption', 'return') OR order_id IS NOT NULL)
);
CREATE INDEX stock_movements_of_a_stock ON stock_movements (pizzeria_id, ingredient_id, id);
CREATE INDEX stock_movements_of_an_order ON stock_movements (order_id) WHERE order_id IS NOT NULL;

-- Append-only; a refund is a negative line.
CREATE TABLE payments (
    id @identity@,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    kind TEXT NOT NULL CHECK (kind IN ('online', 'cash', 'card', 'voucher')),
    amount BIGINT NOT NULL CHECK (amount <> 0),
    provider_session TEXT,
    provider_intent TEXT,
    user_id BIGINT REFERENCES users (id),
    at BIGINT NOT NULL
);
CREATE INDEX payments_of_an_order ON payments (order_id);

CREATE TABLE payment_attempts (
    id @identity@,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    attempt INTEGER NOT NULL,
    provider_key TEXT NOT NULL UNIQUE,
    provider_session TEXT UNIQUE,
    amount BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('created', 'open', 'complete', 'expired', 'failed')),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (order_id, attempt)
);

CREATE TABLE payment_events (
    provider_event TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    order_id BIGINT REFERENCES orders (id),
    at BIGINT NOT NULL
);

CREATE TABLE promo_code_uses (
    promo_code_id BIGINT NOT NULL REFERENCES promo_codes (id),
    order_id BIGINT NOT NULL REFERENCES orders (id),
    amount BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (promo_code_id, order_id)
);

-- The newest point only, deleted when the delivery ends (CNIL).
CREATE TABLE driver_positions (
    driver_id BIGINT PRIMARY KEY REFERENCES users (id),
    pizzeria_id BIGINT NOT NULL REFERENCES pizzerias (id),
    latitude DOUBLE PRECISION NOT NULL,
    longitude DOUBLE PRECISION NOT NULL,
    accuracy_m INTEGER,
    at BIGINT NOT NULL
);

CREATE TABLE receipts (
    pizzeria_id BIGINT NOT NULL REFERENCES pizzerias (id),
    sequence BIGINT NOT NULL,
    order_id BIGINT REFERENCES orders (id),
    bytes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (pizzeria_id, sequence)
);
