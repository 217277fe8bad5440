-- Programs of others: keys to send reports by the API, and addresses that are called when something happens.

CREATE TABLE api_key (
	id         BLOB    PRIMARY KEY CHECK (length(id) = 16),
	name       TEXT    NOT NULL, -- whose program it is
	contact    TEXT    NOT NULL,
	hash       BLOB    NOT NULL UNIQUE, -- of the key
	hint       TEXT    NOT NULL, -- how it begins, to be told from others
	personal   INTEGER NOT NULL, -- 1: they ask people's consent and may send who reports
	tokens     INTEGER NOT NULL, -- 1: they are told a token first
	per_day    INTEGER NOT NULL, -- reports at most
	made_at    INTEGER NOT NULL,
	seen_at    INTEGER,
	revoked_at INTEGER
) STRICT;

CREATE TABLE api_use (
	key BLOB    NOT NULL REFERENCES api_key (id),
	day TEXT    NOT NULL, -- 2026-11-24, UTC
	n   INTEGER NOT NULL,
	PRIMARY KEY (key, day)
) STRICT;

CREATE TABLE api_token (
	token  BLOB    PRIMARY KEY CHECK (length(token) = 32), -- its hash
	report BLOB    NOT NULL REFERENCES report (id),
	at     INTEGER NOT NULL
) STRICT;

-- What Open311 lists: published reports by the time when they were told.
CREATE INDEX cases_requests ON cases (received_at, arrival) WHERE published_at IS NOT NULL;
CREATE INDEX cases_requests_category ON cases (category, received_at, arrival) WHERE published_at IS NOT NULL;

CREATE TABLE hook (
	id            BLOB    PRIMARY KEY CHECK (length(id) = 16),
	url           TEXT    NOT NULL,
	note          TEXT    NOT NULL, -- whose it is
	events        TEXT    NOT NULL, -- joined by spaces
	secret        BLOB    NOT NULL, -- locked
	state         TEXT    NOT NULL, -- on, off, dead
	made_at       INTEGER NOT NULL,
	failing_since INTEGER, -- NULL: the last delivery was taken
	failed_at     INTEGER, -- the last time
	ended_at      INTEGER -- when it was switched off
) STRICT;

-- What happened, as it is told. It holds nothing that isn't public.
CREATE TABLE hook_event (
	id   TEXT    PRIMARY KEY,
	kind TEXT    NOT NULL,
	body BLOB    NOT NULL,
	at   INTEGER NOT NULL
) STRICT;
CREATE INDEX hook_event_at ON hook_event (at, id);

CREATE TABLE hook_delivery (
	hook     BLOB    NOT NULL REFERENCES hook (id),
	event    TEXT    NOT NULL REFERENCES hook_event (id),
	state    TEXT    NOT NULL, -- waiting, taken, failed, dropped
	round    INTEGER NOT NULL DEFAULT 1, -- grows when somebody asks for it again
	attempts INTEGER NOT NULL DEFAULT 0,
	status   INTEGER NOT NULL DEFAULT 0, -- of HTTP; 0: no answer
	cause    TEXT    NOT NULL DEFAULT '', -- of the last failure
	took     INTEGER NOT NULL DEFAULT 0, -- milliseconds, of the last attempt
	made_at  INTEGER NOT NULL,
	next_at  INTEGER,
	ended_at INTEGER,
	PRIMARY KEY (hook, event)
) STRICT;
CREATE INDEX hook_delivery_made ON hook_delivery (hook, made_at, event);
CREATE INDEX hook_delivery_waiting ON hook_delivery (hook, next_at) WHERE state = 'waiting';
