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
