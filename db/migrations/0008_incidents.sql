-- Alerts: what somebody must act on, told once when it begins and once when it is over.

-- One row an incident; while it lasts there is one at most of a matter and place.
CREATE TABLE incidents (
    id @identity@,
    matter TEXT NOT NULL,
    place TEXT NOT NULL,
    figure_thousandths BIGINT NOT NULL,
    began_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    resolved_at BIGINT
);
CREATE UNIQUE INDEX incidents_going_on ON incidents (matter, place) WHERE resolved_at IS NULL;
CREATE INDEX incidents_old ON incidents (resolved_at);

-- What is to be told of it, by which way: written with the incident, sent afterwards by whichever server comes first.
CREATE TABLE incident_notices (
    id @identity@,
    incident_id BIGINT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    news TEXT NOT NULL CHECK (news IN ('raised', 'resolved')),
    way TEXT NOT NULL CHECK (way IN ('mail', 'webhook')),
    written_at BIGINT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    failure TEXT,
    ended_at BIGINT
);
CREATE INDEX incident_notices_due ON incident_notices (next_at) WHERE ended_at IS NULL;
CREATE INDEX incident_notices_of_an_incident ON incident_notices (incident_id);

-- Which server looks for all: one round at a time, however many serve.
CREATE TABLE incident_rounds (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at BIGINT NOT NULL
);
INSERT INTO incident_rounds (one, at) VALUES (1, 0);
