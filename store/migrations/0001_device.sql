-- What a device remembers. Columns ending in _box are encrypted by the vault; the rest says nothing about a person.

CREATE TABLE setting (
	key   TEXT PRIMARY KEY,
	value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Drafts and reports. rev grows with every change, so that an index in memory can catch up.
CREATE TABLE report (
	id          BLOB    PRIMARY KEY,
	number      TEXT    NOT NULL DEFAULT '',
	status      TEXT    NOT NULL,
	ord         INTEGER NOT NULL DEFAULT 0,
	captured_at INTEGER NOT NULL DEFAULT 0,
	saved_at    INTEGER NOT NULL,
	rev         INTEGER NOT NULL,
	body_box    BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX report_number ON report (number) WHERE number <> '';
CREATE INDEX report_rev ON report (rev);
CREATE INDEX report_status ON report (status, saved_at);

CREATE TABLE photo (
	id       BLOB    PRIMARY KEY,
	report   BLOB    NOT NULL REFERENCES report (id) ON DELETE CASCADE,
	ord      INTEGER NOT NULL,
	state    TEXT    NOT NULL,
	original BLOB    NOT NULL,
	told     INTEGER NOT NULL DEFAULT 0, -- 1 when its files are in the journal
	tries    INTEGER NOT NULL DEFAULT 0, -- how often its copies were begun: a picture that kills the program is given up
	body_box BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_report ON photo (report, ord);
CREATE INDEX photo_state ON photo (state) WHERE state = 'new';

-- The status history of a report, in the order in which it became known here.
CREATE TABLE event (
	n      INTEGER PRIMARY KEY,
	report BLOB    NOT NULL REFERENCES report (id) ON DELETE CASCADE,
	status TEXT    NOT NULL,
	at     INTEGER NOT NULL,
	note_box BLOB
) STRICT;
CREATE INDEX event_report ON event (report, n);

-- One unbroken life of this database; see journal.Epoch. mac binds the head to the vault, so that a cut tail shows.
CREATE TABLE epoch (
	n         INTEGER PRIMARY KEY,
	epoch     INTEGER NOT NULL UNIQUE,
	origin    BLOB    NOT NULL,
	seq       INTEGER NOT NULL,
	head      BLOB    NOT NULL,
	head_box  BLOB    NOT NULL,
	acked_seq INTEGER NOT NULL DEFAULT 0,
	acked_at  INTEGER NOT NULL DEFAULT 0,
	receipt   BLOB
) STRICT;

CREATE TABLE entry (
	epoch        INTEGER NOT NULL REFERENCES epoch (epoch),
	seq          INTEGER NOT NULL,
	hash         BLOB    NOT NULL,
	prev         BLOB    NOT NULL,
	time         INTEGER NOT NULL,
	kind         TEXT    NOT NULL,
	report       BLOB,
	public_box   BLOB    NOT NULL,
	sealed       BLOB,
	sealed_hash  BLOB    NOT NULL,
	blobs        BLOB    NOT NULL,
	retold       INTEGER NOT NULL DEFAULT 0, -- 1 when a later epoch says it again
	verdict      TEXT    NOT NULL DEFAULT '', -- what the portal found wrong, as a translation key
	attempts     INTEGER NOT NULL DEFAULT 0,
	cause        TEXT    NOT NULL DEFAULT '',
	next_attempt INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (epoch, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_report ON entry (report);

-- Files by the SHA-256 of their content. role says what it is sent as; '' is kept here only.
CREATE TABLE blob (
	sha256       BLOB    PRIMARY KEY,
	size         INTEGER NOT NULL,
	role         TEXT    NOT NULL DEFAULT '',
	state        TEXT    NOT NULL, -- held, queued, done, damaged, refused
	report       BLOB,
	added_at     INTEGER NOT NULL,
	sent         INTEGER NOT NULL DEFAULT 0,
	attempts     INTEGER NOT NULL DEFAULT 0,
	cause        TEXT    NOT NULL DEFAULT '',
	next_attempt INTEGER NOT NULL DEFAULT 0,
	receipt      BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_state ON blob (state, role, added_at);

-- Changes of kinds that this version doesn't know, kept for the one that does.
CREATE TABLE unknown_change (
	n    INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	body_box BLOB NOT NULL
) STRICT;
