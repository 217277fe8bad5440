-- Petitions, as they were published, and every signature that arrived under them.

-- A change with a topic takes the place of the one before it with the same kind and topic.
ALTER TABLE feed ADD COLUMN topic BLOB;
CREATE INDEX feed_topic ON feed (topic, kind) WHERE topic IS NOT NULL;

CREATE TABLE petition (
	id           BLOB    PRIMARY KEY CHECK (length(id) = 16),
	number       TEXT    NOT NULL UNIQUE,
	body         BLOB    NOT NULL, -- journal.EncodePetition, without closed_at
	text_hash    BLOB    NOT NULL CHECK (length(text_hash) = 32),
	published_at INTEGER NOT NULL,
	closed_at    INTEGER,
	collected    INTEGER NOT NULL DEFAULT 0, -- follow from the signatures, all three
	valid        INTEGER NOT NULL DEFAULT 0,
	duplicate    INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Nothing here says who signed. person is a keyed hash; its key is made for the petition alone and isn't in this database.
CREATE TABLE signature (
	id           BLOB    PRIMARY KEY CHECK (length(id) = 16),
	petition     BLOB    NOT NULL REFERENCES petition (id),
	device       BLOB    NOT NULL REFERENCES device (id),
	epoch        INTEGER NOT NULL, -- the entry it was made from
	seq          INTEGER NOT NULL,
	arrival      INTEGER NOT NULL UNIQUE,
	public_hash  BLOB    NOT NULL,
	person       BLOB, -- 32 bytes; NULL if nothing can be known of who signed
	proof        TEXT    NOT NULL,
	signed_on    TEXT    NOT NULL, -- 2026-11-24
	checked      TEXT    NOT NULL,
	sheet        TEXT    NOT NULL,
	line         INTEGER NOT NULL, -- of the sheet
	settlement   TEXT    NOT NULL,
	operator     INTEGER NOT NULL,
	place        TEXT    NOT NULL, -- of the device
	captured_at  INTEGER NOT NULL, -- by the device's clock
	received_at  INTEGER NOT NULL,
	own_state    TEXT    NOT NULL, -- by the petition's rule, whoever else signed
	own_reason   TEXT    NOT NULL,
	withdrawn    INTEGER NOT NULL DEFAULT 0, -- arrival of its withdrawal
	state        TEXT    NOT NULL, -- how it counts
	reason       TEXT    NOT NULL,
	FOREIGN KEY (device, epoch, seq) REFERENCES entry (device, epoch, seq)
) STRICT;
CREATE INDEX signature_petition ON signature (petition, arrival);
CREATE INDEX signature_person ON signature (petition, person);
