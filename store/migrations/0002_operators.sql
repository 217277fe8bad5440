-- Who works at this computer: operators, and their shifts. A PIN's hash lies in a box: a stolen disk gives nothing to
-- try PINs against. told counts what the journal was told of the row: before enrolment it waits here.

CREATE TABLE operator (
	id       INTEGER PRIMARY KEY, -- from 1
	name_box BLOB    NOT NULL,
	pin_box  BLOB    NOT NULL,
	active   INTEGER NOT NULL DEFAULT 1,
	added_at INTEGER NOT NULL,
	wrong    INTEGER NOT NULL DEFAULT 0, -- PINs since the last right one
	wrong_at INTEGER NOT NULL DEFAULT 0, -- the last of them
	told     INTEGER NOT NULL DEFAULT 0  -- 1 when the journal introduced them
) STRICT;

CREATE TABLE shift (
	n        INTEGER PRIMARY KEY,
	operator INTEGER NOT NULL REFERENCES operator (id),
	began    INTEGER NOT NULL,
	seen     INTEGER NOT NULL,           -- when somebody was certainly still working
	ended    INTEGER NOT NULL DEFAULT 0,
	told     INTEGER NOT NULL DEFAULT 0  -- 1 when the journal has its beginning, 2 its end too
) STRICT;
CREATE INDEX shift_open ON shift (n) WHERE ended = 0;
