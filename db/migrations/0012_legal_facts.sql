-- What the law wants said of the seller, filled in by the group; pages and invoices read it.
CREATE TABLE legal_facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
