-- What the group sells and from what it is made. Quantities are ten-thousandths of the ingredient's unit.

CREATE TABLE units (
    id @identity@,
    name TEXT NOT NULL UNIQUE,
    symbol TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE allergens (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    position INTEGER NOT NULL
);

CREATE TABLE ingredients (
    id @identity@,
    name TEXT NOT NULL UNIQUE,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    meat_origin TEXT,
    vegetarian INTEGER NOT NULL DEFAULT 1 CHECK (vegetarian IN (0, 1)),
    alert_below BIGINT,
    drawing TEXT NOT NULL DEFAULT '',
    retired_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE ingredient_allergens (
    ingredient_id BIGINT NOT NULL REFERENCES ingredients (id),
    allergen TEXT NOT NULL REFERENCES allergens (code),
    PRIMARY KEY (ingredient_id, allergen)
);

CREATE TABLE products (
    id @identity@,
    name TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL CHECK (category IN ('pizza', 'deal', 'salad', 'dessert', 'drink')),
    vat_class TEXT NOT NULL CHECK (vat_class IN ('ready_to_eat', 'sealed_drink', 'alcohol', 'packed')),
    price BIGINT NOT NULL CHECK (price >= 0),
    discount_price BIGINT CHECK (discount_price >= 0 AND discount_price < price),
    position INTEGER NOT NULL DEFAULT 0,
    retired_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE product_sizes (
    product_id BIGINT NOT NULL REFERENCES products (id),
    code TEXT NOT NULL CHECK (code IN ('S', 'M', 'L', 'unit')),
    label TEXT NOT NULL,
    price BIGINT NOT NULL CHECK (price >= 0),
    discount_price BIGINT CHECK (discount_price >= 0 AND discount_price < price),
    load_points BIGINT NOT NULL DEFAULT 0 CHECK (load_points >= 0),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (product_id, code)
);

CREATE TABLE products_has_ingredients (
    product_id BIGINT NOT NULL,
    size TEXT NOT NULL,
    ingredient_id BIGINT NOT NULL REFERENCES ingredients (id),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    position INTEGER NOT NULL,
    removable INTEGER NOT NULL DEFAULT 1 CHECK (removable IN (0, 1)),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (product_id, size, ingredient_id),
    FOREIGN KEY (product_id, size) REFERENCES product_sizes (product_id, code)
);

CREATE TABLE extras (
    category TEXT NOT NULL CHECK (category IN ('pizza', 'salad', 'dessert')),
    ingredient_id BIGINT NOT NULL REFERENCES ingredients (id),
    size TEXT NOT NULL CHECK (size IN ('S', 'M', 'L', 'unit')),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    price BIGINT NOT NULL CHECK (price >= 0),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (category, ingredient_id, size)
);

CREATE TABLE shop_products (
    pizzeria_id BIGINT NOT NULL REFERENCES pizzerias (id),
    product_id BIGINT NOT NULL REFERENCES products (id),
    price_override BIGINT CHECK (price_override >= 0),
    hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (pizzeria_id, product_id)
);

CREATE TABLE deal_slots (
    product_id BIGINT NOT NULL REFERENCES products (id),
    position INTEGER NOT NULL,
    category TEXT NOT NULL CHECK (category IN ('pizza', 'salad', 'dessert', 'drink')),
    max_price BIGINT CHECK (max_price >= 0),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (product_id, position)
);

CREATE TABLE promo_codes (
    id @identity@,
    code TEXT NOT NULL UNIQUE,
    percent INTEGER CHECK (percent BETWEEN 1 AND 100),
    amount BIGINT CHECK (amount > 0),
    minimum BIGINT NOT NULL DEFAULT 0 CHECK (minimum >= 0),
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    max_uses BIGINT CHECK (max_uses > 0),
    uses BIGINT NOT NULL DEFAULT 0 CHECK (uses >= 0),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CHECK ((percent IS NULL) <> (amount IS NULL)),
    CHECK (max_uses IS NULL OR uses <= max_uses)
);

CREATE TABLE promo_code_shops (
    promo_code_id BIGINT NOT NULL REFERENCES promo_codes (id),
    pizzeria_id BIGINT NOT NULL REFERENCES pizzerias (id),
    PRIMARY KEY (promo_code_id, pizzeria_id)
);

-- «Aide-mémoire»: every version is kept, the newest counts.
CREATE TABLE reminders (
    id @identity@,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    product_id BIGINT NOT NULL REFERENCES products (id),
    pizzaiolo_id BIGINT REFERENCES users (id),
    version INTEGER NOT NULL CHECK (version > 0),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (product_id, version)
);

-- One row; every change of the catalogue adds one, so that kept copies know when they are old.
CREATE TABLE catalogue_version (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL
);
INSERT INTO catalogue_version (id, version) VALUES (1, 1);
