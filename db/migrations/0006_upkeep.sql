-- The Monday batch: one row a Monday, which is its lease, its progress and its report; and what it needs to know and
-- to find.

-- done: a line a task that is over, "<task> <count> <milliseconds>"; what a later try need not do again.
CREATE TABLE upkeep_runs (
    due_at BIGINT PRIMARY KEY,
    begun_at BIGINT NOT NULL,
    tries INTEGER NOT NULL,
    holder TEXT NOT NULL,
    locked_until BIGINT NOT NULL,
    done TEXT NOT NULL DEFAULT '',
    failure TEXT,
    finished_at BIGINT
);

-- When the person last signed in: the last contact, with their orders (CNIL: three years).
ALTER TABLE users ADD COLUMN seen_at BIGINT;

-- Sessions go by hundreds of thousands and take their visitors' carts with them.
CREATE INDEX sessions_of_a_cart ON sessions (cart_id);
