-- People, their rights, and the shops. Times are ms since the epoch (UTC), money is cents, booleans are 0/1.

CREATE TABLE users (
    id @identity@,
    firstname TEXT NOT NULL,
    lastname TEXT NOT NULL,
    email TEXT UNIQUE,
    password TEXT,
    phone TEXT,
    phone_last4 TEXT,
    locale TEXT NOT NULL DEFAULT 'fr',
    blocked_at BIGINT,
    erased_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CHECK (email IS NOT NULL OR phone IS NOT NULL OR erased_at IS NOT NULL)
);
CREATE INDEX users_phone ON users (phone);
CREATE INDEX users_phone_last4 ON users (phone_last4);

CREATE TABLE roles (
    name TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE addresses (
    id @identity@,
    line TEXT NOT NULL,
    city TEXT NOT NULL,
    postcode TEXT NOT NULL,
    region TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT 'FR',
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE users_has_addresses (
    user_id BIGINT NOT NULL REFERENCES users (id),
    address_id BIGINT NOT NULL REFERENCES addresses (id),
    is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, address_id)
);

CREATE TABLE pizzerias (
    id @identity@,
    name TEXT NOT NULL,
    code TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL UNIQUE,
    phone TEXT NOT NULL,
    time_zone TEXT NOT NULL DEFAULT 'Europe/Paris',
    longitude DOUBLE PRECISION NOT NULL,
    latitude DOUBLE PRECISION NOT NULL,
    address_id BIGINT NOT NULL REFERENCES addresses (id),
    capacity_points BIGINT NOT NULL DEFAULT 20,
    drivers INTEGER NOT NULL DEFAULT 2,
    busy_until BIGINT,
    retired_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- weekday 1 is Monday; minutes count from the shop's local midnight and may pass 1440 after midnight.
CREATE TABLE opening_hours (
    pizzeria_id BIGINT NOT NULL REFERENCES pizzerias (id),
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    to_minute INTEGER NOT NULL CHECK (to_minute BETWEEN 1 AND 1800),
    mode TEXT NOT NULL DEFAULT 'any' CHECK (mode IN ('any', 'delivery', 'pickup')),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (pizzeria_id, weekday, from_minute, mode),
    CHECK (to_minute > from_minute)
);

CREATE TABLE closures (
    id @identity@,
    pizzeria_id BIGINT NOT NULL REFERENCES pizzerias (id),
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CHECK (to_at > from_at)
);
CREATE INDEX closures_of_a_shop ON closures (pizzeria_id, to_at);

CREATE TABLE delivery_zones (
    id @identity@,
    pizzeria_id BIGINT NOT NULL REFERENCES pizzerias (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('radius', 'polygon')),
    radius_m BIGINT,
    polygon TEXT,
    fee BIGINT NOT NULL CHECK (fee >= 0),
    minimum BIGINT NOT NULL CHECK (minimum >= 0),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (pizzeria_id, position),
    CHECK ((kind = 'radius' AND radius_m > 0) OR (kind = 'polygon' AND polygon IS NOT NULL))
);

-- A role is held for a shop, or for the group (no pizzeria).
CREATE TABLE users_has_roles (
    id @identity@,
    user_id BIGINT NOT NULL REFERENCES users (id),
    role TEXT NOT NULL REFERENCES roles (name),
    pizzeria_id BIGINT REFERENCES pizzerias (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CHECK ((role IN ('pizzaiolo', 'driver', 'manager') AND pizzeria_id IS NOT NULL)
        OR (role IN ('administrator', 'operator') AND pizzeria_id IS NULL))
);
CREATE UNIQUE INDEX users_has_roles_once ON users_has_roles (user_id, role, COALESCE(pizzeria_id, 0));
CREATE INDEX users_has_roles_of_a_shop ON users_has_roles (pizzeria_id, role);

-- Tries in a row per (account, client); both keys are fingerprints, so unknown e-mails leave no trace of whom.
CREATE TABLE sign_in_attempts (
    account_key TEXT NOT NULL,
    client_key TEXT NOT NULL,
    tries INTEGER NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    blocked_until BIGINT,
    PRIMARY KEY (account_key, client_key)
);
CREATE INDEX sign_in_attempts_old ON sign_in_attempts (last_at);

-- Links sent by mail: only the token's fingerprint is kept, each is used once.
CREATE TABLE tokens (
    id @identity@,
    kind TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    user_id BIGINT NOT NULL REFERENCES users (id),
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    created_at BIGINT NOT NULL
);
