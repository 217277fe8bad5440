-- Petitions as the portal tells them, and the signatures that were collected here.

CREATE TABLE petition (
	id        BLOB    PRIMARY KEY,
	number    TEXT    NOT NULL,
	ord       INTEGER NOT NULL, -- when it was published
	body_box  BLOB    NOT NULL, -- journal.EncodePetition
	collected INTEGER NOT NULL DEFAULT 0, -- as the portal counts, all four
	valid     INTEGER NOT NULL DEFAULT 0,
	duplicate INTEGER NOT NULL DEFAULT 0,
	as_of     INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE signature (
	id           BLOB    PRIMARY KEY,
	petition     BLOB    NOT NULL REFERENCES petition (id),
	ord          INTEGER NOT NULL, -- in the order of taking
	captured_at  INTEGER NOT NULL,
	withdrawn_at INTEGER NOT NULL DEFAULT 0,
	sheet        TEXT    NOT NULL DEFAULT '',
	line         INTEGER NOT NULL DEFAULT 0, -- of the sheet
	body_box     BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX signature_ord ON signature (petition, ord);
CREATE INDEX signature_sheet ON signature (sheet, line) WHERE sheet <> '';

-- Blank sheets that were printed here. Their ids are given out once, whatever becomes of the paper.
CREATE TABLE sheet (
	id       TEXT    PRIMARY KEY,
	petition BLOB    NOT NULL REFERENCES petition (id),
	ord      INTEGER NOT NULL,
	lines    INTEGER NOT NULL,
	made_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sheet_petition ON sheet (petition, ord);
