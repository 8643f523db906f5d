-- What processes must not keep for themselves: login sessions, carts, events, answers given.

CREATE TABLE carts (
    id @identity@,
    pizzeria_id BIGINT NOT NULL REFERENCES pizzerias (id),
    user_id BIGINT UNIQUE REFERENCES users (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX carts_old ON carts (updated_at);

CREATE TABLE cart_lines (
    id @identity@,
    cart_id BIGINT NOT NULL REFERENCES carts (id),
    product_id BIGINT NOT NULL REFERENCES products (id),
    size TEXT NOT NULL,
    configuration TEXT NOT NULL DEFAULT '{}',
    quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 50),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (cart_id, product_id, size, configuration)
);

-- Only the token's fingerprint is kept. A visitor's session has no user.
CREATE TABLE sessions (
    id @identity@,
    token_hash TEXT NOT NULL UNIQUE,
    csrf_secret TEXT NOT NULL,
    user_id BIGINT REFERENCES users (id),
    cart_id BIGINT REFERENCES carts (id),
    device TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_of_a_user ON sessions (user_id);
CREATE INDEX sessions_old ON sessions (expires_at);

-- One answer per intent: written in the transaction of the deed, replayed to whoever repeats it.
CREATE TABLE idempotency (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    status INTEGER,
    response TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_old ON idempotency (created_at);

-- Follow it only through platform/outbox: the order of ids is not the order of commits.
CREATE TABLE outbox (
    id @identity@,
    xid @xid@,
    stream TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX outbox_in_commit_order ON outbox (xid, id);
CREATE INDEX outbox_old ON outbox (at);

CREATE TABLE outbox_epoch (
    epoch TEXT PRIMARY KEY
);

CREATE TABLE outbox_cursors (
    reader TEXT PRIMARY KEY,
    cursor TEXT NOT NULL,
    locked_until BIGINT,
    updated_at BIGINT NOT NULL
);

CREATE TABLE audit (
    id @identity@,
    at BIGINT NOT NULL,
    user_id BIGINT REFERENCES users (id),
    pizzeria_id BIGINT REFERENCES pizzerias (id),
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_by_time ON audit (at);
