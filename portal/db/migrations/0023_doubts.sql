-- Signatures that may be one person's twice, and what people found.

-- Keyed hashes by which a signature is compared with few others; the key is the petition's and isn't in this database.
CREATE TABLE clue (
	petition  BLOB NOT NULL REFERENCES petition (id),
	hash      BLOB NOT NULL CHECK (length(hash) = 32),
	signature BLOB NOT NULL,
	PRIMARY KEY (petition, hash, signature)
) STRICT;
CREATE INDEX clue_signature ON clue (signature);

-- Two persons under a petition, by their hashes, the smaller first. early and late are signatures of theirs to show.
CREATE TABLE doubt (
	n          INTEGER PRIMARY KEY,
	petition   BLOB    NOT NULL REFERENCES petition (id),
	a          BLOB    NOT NULL CHECK (length(a) = 32),
	b          BLOB    NOT NULL CHECK (length(b) = 32),
	early      BLOB    NOT NULL,
	late       BLOB    NOT NULL,
	why        TEXT    NOT NULL,
	found_at   INTEGER NOT NULL,
	round      INTEGER NOT NULL DEFAULT 1, -- one more each time it is looked at anew
	state      TEXT    NOT NULL, -- open, arbiter, same, different
	decided_at INTEGER,
	UNIQUE (petition, a, b)
) STRICT;
CREATE INDEX doubt_state ON doubt (petition, state, n);

CREATE TABLE opinion (
	doubt INTEGER NOT NULL REFERENCES doubt (n),
	round INTEGER NOT NULL,
	actor BLOB    NOT NULL,
	same  INTEGER NOT NULL,
	note  TEXT    NOT NULL,
	at    INTEGER NOT NULL,
	PRIMARY KEY (doubt, round, actor)
) STRICT;

-- Persons that were found to be one: all with the same head. It follows from the doubts; an audit reads it as it is.
CREATE TABLE kin (
	petition BLOB NOT NULL REFERENCES petition (id),
	person   BLOB NOT NULL CHECK (length(person) = 32),
	head     BLOB NOT NULL CHECK (length(head) = 32),
	PRIMARY KEY (petition, person)
) STRICT;
CREATE INDEX kin_head ON kin (petition, head);

INSERT INTO counter (name, value) VALUES ('doubt', 0);

-- How a petition ended, and with how many valid signatures, when it was closed.
ALTER TABLE petition ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE petition ADD COLUMN outcome_valid INTEGER NOT NULL DEFAULT 0;
