-- Mails to customers: a row each, written in the transaction of what it tells of, carried afterwards by whichever server
-- comes first.

-- kind: "order.placed", "account.reset"...; its first word says which slice writes the letter. user_id is empty where
-- nobody may learn whether the address has an account: who it is, is looked up when the letter is written.
-- locked_until: one server's alone until then. give_up_at: later it is worth nothing.
CREATE TABLE mails (
    id @identity@,
    kind TEXT NOT NULL,
    user_id BIGINT REFERENCES users (id),
    address TEXT NOT NULL,
    language TEXT NOT NULL,
    order_id BIGINT REFERENCES orders (id),
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'refused')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    locked_until BIGINT NOT NULL DEFAULT 0,
    give_up_at BIGINT NOT NULL,
    failure TEXT,
    written_at BIGINT NOT NULL,
    ended_at BIGINT,
    CHECK ((ended_at IS NULL) = (state = 'waiting'))
);
CREATE INDEX mails_waiting ON mails (next_at) WHERE state = 'waiting';
CREATE INDEX mails_refused ON mails (user_id) WHERE state = 'refused';
CREATE INDEX mails_of_a_user ON mails (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX mails_of_an_address ON mails (address) WHERE user_id IS NULL;
CREATE INDEX mails_old ON mails (ended_at);

-- No mail leaves while the mail server does not take ours at all: login, certificate, encryption.
CREATE TABLE mail_queue (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    stopped_until BIGINT NOT NULL,
    faults INTEGER NOT NULL,
    failure TEXT NOT NULL
);
INSERT INTO mail_queue (one, stopped_until, faults, failure) VALUES (1, 0, 0, '');

-- Of which steps of their orders people are told by mail.
ALTER TABLE users ADD COLUMN mail_steps TEXT NOT NULL DEFAULT 'placed ready departed refused cancelled amended';

-- The mail in which the link went out; what a link is good for is in its kind.
ALTER TABLE tokens ADD COLUMN mail_id BIGINT;
CREATE INDEX tokens_of_a_user ON tokens (user_id);
