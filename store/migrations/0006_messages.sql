-- What the portal's staff and this point say to each other about a report, as it became known here.
CREATE TABLE message (
	id       BLOB    PRIMARY KEY,
	n        INTEGER NOT NULL UNIQUE, -- in the order in which they came or were written
	report   BLOB    NOT NULL,        -- may come later
	side     TEXT    NOT NULL,        -- who says it: office or point
	private  INTEGER NOT NULL,
	at       INTEGER NOT NULL,        -- by the writer's clock
	came_at  INTEGER NOT NULL,        -- by this one's
	operator INTEGER NOT NULL,        -- who wrote it here
	seen     INTEGER NOT NULL,        -- 1 when somebody here has read it
	body_box BLOB    NOT NULL         -- author and text; empty after legal erasure
) STRICT, WITHOUT ROWID;
CREATE INDEX message_report ON message (report, n);
CREATE INDEX message_unseen ON message (report) WHERE seen = 0;

-- What somebody is writing about a report, until it is said.
CREATE TABLE message_draft (
	report   BLOB    NOT NULL REFERENCES report (id) ON DELETE CASCADE,
	operator INTEGER NOT NULL, -- whose it is
	private  INTEGER NOT NULL,
	text_box BLOB    NOT NULL,
	PRIMARY KEY (report, operator)
) STRICT, WITHOUT ROWID;
