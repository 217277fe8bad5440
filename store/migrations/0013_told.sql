-- What the portal tells of a report beside its state: pictures that can be fetched there, and what its author said about it elsewhere.
CREATE TABLE told_picture (
	report   BLOB NOT NULL, -- taken here, or by another device of the account
	photo    BLOB NOT NULL,
	side     TEXT NOT NULL, -- before, added, after
	body_box BLOB NOT NULL,
	PRIMARY KEY (report, photo)
) STRICT, WITHOUT ROWID;

CREATE TABLE told_words (
	id       BLOB    PRIMARY KEY, -- the message's, the supplement's or the act's
	report   BLOB    NOT NULL,
	at       INTEGER NOT NULL,    -- by the clock of where it was said
	body_box BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX told_words_report ON told_words (report, at);
