-- Citizens' devices: how they join, and whose they are.

-- Whose a device is. The row stays when it is nobody's any more.
CREATE TABLE belonging (
	device  BLOB    PRIMARY KEY REFERENCES device (id),
	account BLOB, -- NULL: nobody's
	way     TEXT    NOT NULL, -- by which it came to whom it belongs, or belonged last
	since   INTEGER NOT NULL,
	arrival INTEGER NOT NULL -- of the last entry at that time: what the device told until then was somebody else's business
) STRICT;
CREATE INDEX belonging_account ON belonging (account, since) WHERE account IS NOT NULL;

-- Which reports a citizen's device hears and may speak of, by what arrived when. A report that its own device took needs no row,
-- until it belongs to an account. An audit reads this as it is: nobody told it in a journal.
CREATE TABLE shared (
	report       BLOB    NOT NULL,
	device       BLOB    NOT NULL REFERENCES device (id),
	from_arrival INTEGER NOT NULL, -- entries behind this one may speak of the report
	to_arrival   INTEGER, -- and those behind this one no more; NULL: all may
	PRIMARY KEY (report, device, from_arrival)
) STRICT;
CREATE INDEX shared_device ON shared (device) WHERE to_arrival IS NULL;

-- A device that asked to join, and isn't one of ours yet.
CREATE TABLE joining (
	device     BLOB    PRIMARY KEY CHECK (length(device) = 16),
	key        BLOB    NOT NULL CHECK (length(key) = 32), -- only who has its other half can collect
	way        TEXT    NOT NULL,
	name       TEXT    NOT NULL, -- as the device calls itself
	program    TEXT    NOT NULL,
	email      TEXT, -- NULL: not by e-mail, or not any more
	lang       TEXT    NOT NULL,
	consent    TEXT    NOT NULL, -- version of the text they agreed to
	account    BLOB, -- of whom the browser says that it is theirs
	hash       BLOB, -- keyed, of the code; NULL: none was given out
	page       BLOB    UNIQUE, -- hash of the word in the page's address
	back       TEXT    NOT NULL, -- where the page leads when it is done
	tries      INTEGER NOT NULL DEFAULT 0, -- wrong codes
	made_at    INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	spent_at   INTEGER
) STRICT;
CREATE INDEX joining_expires ON joining (expires_at) WHERE spent_at IS NULL;

-- An invitation that somebody gave to a device of their own.
ALTER TABLE invite ADD COLUMN account BLOB;
