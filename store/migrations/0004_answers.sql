-- Answers that arrived for people, what became of handing them over, and reports of others nearby.

-- Every revision that came; the one with the highest number counts. A report may be told of later than its answer.
CREATE TABLE answer (
	id       BLOB    NOT NULL,
	revision INTEGER NOT NULL,
	report   BLOB    NOT NULL,
	at       INTEGER NOT NULL, -- by the portal's clock
	came_at  INTEGER NOT NULL, -- by this one's
	final    INTEGER NOT NULL,
	body_box BLOB    NOT NULL, -- number, signatory, text; empty after legal erasure
	PRIMARY KEY (id, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_report ON answer (report);

-- Attempts to hand an answer over; each is an entry of the journal too.
CREATE TABLE handing (
	id       BLOB    PRIMARY KEY,
	n        INTEGER NOT NULL, -- in the order in which they were written down here
	answer   BLOB    NOT NULL,
	revision INTEGER NOT NULL,
	report   BLOB    NOT NULL,
	outcome  TEXT    NOT NULL,
	at       INTEGER NOT NULL,
	operator INTEGER NOT NULL,
	note_box BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX handing_answer ON handing (answer, revision);
CREATE INDEX handing_report ON handing (report);

-- What the paper book says of a day, and which numbers somebody compared with it.
CREATE TABLE day_book (
	day      TEXT    PRIMARY KEY, -- 2026-11-26, by this computer's clock
	paper    INTEGER,             -- how many the paper book has; NULL until it was counted
	operator INTEGER NOT NULL,
	saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE day_checked (
	day    TEXT NOT NULL,
	report BLOB NOT NULL,
	PRIMARY KEY (day, report)
) STRICT, WITHOUT ROWID;

-- A day is looked up by the reports and the entries that were made on it.
CREATE INDEX report_captured ON report (captured_at);
CREATE INDEX entry_time ON entry (time);

-- ---- Reports nearby, and who joined in them (slice "fast intake") ----

-- Reports of the district, as the portal tells them. Those that aren't open any more go after a while, unless somebody here
-- has to do with them. rev grows with every change, so that the index in memory can catch up.
CREATE TABLE near (
	report   BLOB    PRIMARY KEY,
	rev      INTEGER NOT NULL UNIQUE,
	open     INTEGER NOT NULL,
	body_box BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- Who joined in a report at this computer. told is 1 when the journal says so.
CREATE TABLE support (
	id       BLOB    PRIMARY KEY,
	report   BLOB    NOT NULL,
	at       INTEGER NOT NULL,
	told     INTEGER NOT NULL DEFAULT 0,
	body_box BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX support_report ON support (report, at);

-- ---- end of reports nearby ----
