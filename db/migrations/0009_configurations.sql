-- What a customer may change of a product, what a line of an order keeps of it, and codes that lower a price.

-- Whether it may be half of a pizza of two halves.
ALTER TABLE products ADD COLUMN halvable INTEGER NOT NULL DEFAULT 0 CHECK (halvable IN (0, 1));
UPDATE products SET halvable = 1 WHERE category = 'pizza';

CREATE TABLE doughs (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    ingredient_id BIGINT NOT NULL REFERENCES ingredients (id),
    position INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- The doughs a product at a size is made with. The first by position is the one of its recipe.
CREATE TABLE product_doughs (
    product_id BIGINT NOT NULL,
    size TEXT NOT NULL,
    dough TEXT NOT NULL REFERENCES doughs (code),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    price BIGINT NOT NULL CHECK (price >= 0),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (product_id, size, dough),
    FOREIGN KEY (product_id, size) REFERENCES product_sizes (product_id, code)
);

-- One row: how the group sells. half_price: what a pizza of two halves costs.
CREATE TABLE group_rules (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    half_price TEXT NOT NULL DEFAULT 'dearest' CHECK (half_price IN ('dearest', 'average', 'by_portion')),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
INSERT INTO group_rules (id, created_at, updated_at) VALUES (1, 0, 0);

-- changes: what differs from the recipe, in names copied when ordered; JSON, as product/model/change.h says.
-- deal: lines sold together as one deal carry the number of the first of them.
ALTER TABLE orders_has_products ADD COLUMN changes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE orders_has_products ADD COLUMN deal INTEGER;
ALTER TABLE orders_has_products ADD COLUMN deal_product_id BIGINT REFERENCES products (id);
ALTER TABLE orders_has_products ADD COLUMN deal_name TEXT NOT NULL DEFAULT '';

ALTER TABLE carts ADD COLUMN promo_code TEXT;

ALTER TABLE promo_codes ADD COLUMN uses_per_client BIGINT CHECK (uses_per_client > 0);
ALTER TABLE promo_code_uses ADD COLUMN client_id BIGINT REFERENCES users (id);
CREATE INDEX promo_code_uses_of_a_client ON promo_code_uses (promo_code_id, client_id);
CREATE INDEX promo_code_uses_of_an_order ON promo_code_uses (order_id);

-- A cart in which an order is being changed: which, as of which version, and its number for those who look.
ALTER TABLE carts ADD COLUMN amends_order_id BIGINT REFERENCES orders (id);
ALTER TABLE carts ADD COLUMN amends_version BIGINT;
ALTER TABLE carts ADD COLUMN amends_number TEXT;
