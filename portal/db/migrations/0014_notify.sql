-- What people are told, by which way, and what became of it. To whom and what it says lies locked under a key that isn't in this
-- database, and is destroyed once nothing is owed.

CREATE TABLE notice (
	id       BLOB    PRIMARY KEY CHECK (length(id) = 16),
	event    TEXT    NOT NULL, -- what happened, for ever the same name
	person   BLOB    NOT NULL CHECK (length(person) = 16), -- an account, or a keyed hash of an address or a report
	way      TEXT    NOT NULL, -- email, sms, telegram, point
	news     TEXT    NOT NULL, -- what kind it is
	report   BLOB, -- NULL: about none
	urgent   INTEGER NOT NULL, -- at night too
	state    TEXT    NOT NULL, -- waiting, sent, failed, dropped
	cause    TEXT    NOT NULL DEFAULT '', -- why it isn't sent yet, or never was
	detail   TEXT    NOT NULL DEFAULT '', -- what the other side said, as a number
	attempts INTEGER NOT NULL DEFAULT 0,
	made_at  INTEGER NOT NULL,
	due_at   INTEGER NOT NULL,
	ended_at INTEGER,
	parcel   BLOB    NOT NULL CHECK (length(parcel) = 16), -- several may go in one
	sealed   BLOB,
	UNIQUE (event, person, way)
) STRICT;
CREATE INDEX notice_waiting ON notice (due_at, id) WHERE state = 'waiting';
CREATE INDEX notice_parcel ON notice (parcel) WHERE state = 'waiting';
CREATE INDEX notice_person ON notice (person, way) WHERE state = 'waiting';
CREATE INDEX notice_made ON notice (made_at, id);
CREATE INDEX notice_state ON notice (state, made_at, id);
CREATE INDEX notice_report ON notice (report, made_at, id) WHERE report IS NOT NULL;

-- Where a person can be told besides their account's e-mail address.
CREATE TABLE contact (
	account   BLOB    NOT NULL,
	way       TEXT    NOT NULL,
	address   BLOB    NOT NULL, -- locked
	mark      BLOB    NOT NULL, -- keyed hash of it: who writes to us is found by it
	proved_at INTEGER NOT NULL,
	PRIMARY KEY (account, way)
) STRICT;
CREATE INDEX contact_mark ON contact (way, mark);

-- One-time codes that prove that an address is the account's.
CREATE TABLE contact_code (
	account    BLOB    NOT NULL,
	way        TEXT    NOT NULL,
	code       BLOB    NOT NULL, -- keyed hash
	address    BLOB, -- locked; NULL: whoever sends the code says it by that
	tries      INTEGER NOT NULL DEFAULT 0, -- wrong ones
	sent       INTEGER NOT NULL DEFAULT 1, -- codes since since_at
	since_at   INTEGER NOT NULL,
	made_at    INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	PRIMARY KEY (account, way)
) STRICT;
CREATE INDEX contact_code_code ON contact_code (way, code);
