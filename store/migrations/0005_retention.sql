-- What became of personal data after its time: purged_at is 0 while a report still has it.
ALTER TABLE report ADD COLUMN purged_at INTEGER NOT NULL DEFAULT 0;

-- Every purge, as the journal tells it.
CREATE TABLE purge (
	n       INTEGER PRIMARY KEY,
	at      INTEGER NOT NULL,
	before  INTEGER NOT NULL, -- what hadn't changed since then was purged
	operator INTEGER NOT NULL,
	hash    BLOB NOT NULL, -- of the entry; empty before enrolment, when nothing can be purged
	reports INTEGER NOT NULL,
	photos  INTEGER NOT NULL
) STRICT;
