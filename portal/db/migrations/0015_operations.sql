-- Who did what. Nothing here is ever changed: each line's hash holds the one before it.

INSERT INTO counter (name, value) VALUES ('audit', 0);

CREATE TABLE audit (
	n      INTEGER PRIMARY KEY, -- from 1 without gaps
	at     INTEGER NOT NULL,
	actor  BLOB, -- a member of staff or a citizen; NULL: a command on the portal's machine, or the program itself
	role   TEXT    NOT NULL, -- in what capacity
	act    TEXT    NOT NULL,
	object TEXT    NOT NULL, -- what it was done to: a report's id, a setting's name
	detail TEXT    NOT NULL, -- nothing personal
	hash   BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_actor ON audit (actor, n);
CREATE INDEX audit_act ON audit (act, n);
CREATE INDEX audit_object ON audit (object, n);

-- Acts: what personal data was destroyed when, and why. What was destroyed isn't here.
INSERT INTO counter (name, value) VALUES ('erasure', 0);

CREATE TABLE erasure (
	n          INTEGER PRIMARY KEY, -- from 1
	run        TEXT    NOT NULL UNIQUE, -- what made it: a job's key, or a request's id
	kind       TEXT    NOT NULL, -- retention or request
	at         INTEGER NOT NULL,
	actor      BLOB, -- NULL: the program itself, or a command
	why        TEXT    NOT NULL,
	reports    INTEGER NOT NULL DEFAULT 0,
	signatures INTEGER NOT NULL DEFAULT 0,
	parts      INTEGER NOT NULL DEFAULT 0 -- sealed parts of entries that were destroyed
) STRICT;

CREATE TABLE erased (
	report  BLOB    PRIMARY KEY REFERENCES report (id),
	erasure INTEGER NOT NULL REFERENCES erasure (n)
) STRICT;
CREATE INDEX erased_erasure ON erased (erasure, report);

CREATE INDEX cases_closed ON cases (closed_at, report) WHERE closed_at IS NOT NULL;
