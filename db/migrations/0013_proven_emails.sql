-- Since when it is known that the e-mail is the person's own: they followed a link that was sent there. Until then the
-- account does not see what visitors ordered in its name.
ALTER TABLE users ADD COLUMN email_proven_at BIGINT;
ALTER TABLE orders ADD COLUMN by_visitor INTEGER NOT NULL DEFAULT 0 CHECK (by_visitor IN (0, 1));
