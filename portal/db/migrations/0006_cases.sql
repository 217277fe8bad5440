-- What the portal made of a report: its text and place as moderators left them, who deals with it, and by when. The table
-- report stays what the device told. Whoever lists, counts or shows reports to the public reads this table alone.

CREATE TABLE cases (
	report        BLOB    PRIMARY KEY REFERENCES report (id),
	arrival       INTEGER NOT NULL UNIQUE,
	version       INTEGER NOT NULL DEFAULT 1, -- grows with every change: who read an older one must read again
	number        TEXT    NOT NULL,
	words         TEXT    NOT NULL,
	category      TEXT    NOT NULL,
	theme         TEXT    NOT NULL, -- of the category
	urgency       TEXT    NOT NULL,
	address       TEXT    NOT NULL,
	settlement    TEXT    NOT NULL,
	lat           REAL    NOT NULL, -- degrees, meaningful with a source
	lon           REAL    NOT NULL,
	source        TEXT    NOT NULL,
	status        TEXT    NOT NULL, -- the report's
	status_at     INTEGER NOT NULL,
	level         INTEGER NOT NULL DEFAULT 1, -- of moderation: 1 or 2
	department    TEXT    NOT NULL DEFAULT '',
	executor      BLOB, -- the member of staff who deals with it
	captured_at   INTEGER NOT NULL, -- by the device's clock
	received_at   INTEGER NOT NULL,
	registered_at INTEGER,
	published_at  INTEGER, -- NULL: the public doesn't see it
	replied_at    INTEGER, -- first
	solved_at     INTEGER, -- last
	closed_at     INTEGER,
	due_kind      TEXT    NOT NULL DEFAULT '', -- what must be done next
	due_class     TEXT    NOT NULL DEFAULT '',
	due_at        INTEGER, -- and by when
	rung          INTEGER NOT NULL DEFAULT 0, -- of the escalation ladder; 0: not overdue
	returns       INTEGER NOT NULL DEFAULT 0, -- by departments
	reworks       INTEGER NOT NULL DEFAULT 0, -- by citizens
	rating        INTEGER NOT NULL DEFAULT 0, -- 1 to 5; 0: none
	supporters    INTEGER NOT NULL DEFAULT 0,
	merged_into   BLOB,
	author        BLOB -- the citizen's account, if the report came from one
) STRICT;
CREATE INDEX cases_status ON cases (status, arrival);
CREATE INDEX cases_department ON cases (department, status, arrival);
CREATE INDEX cases_due ON cases (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX cases_public ON cases (arrival) WHERE published_at IS NOT NULL;
CREATE INDEX cases_merged ON cases (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX cases_author ON cases (author, arrival) WHERE author IS NOT NULL;
CREATE INDEX cases_number ON cases (number);

INSERT INTO cases (report, arrival, number, words, category, theme, urgency, address, settlement, lat, lon, source, status, status_at,
	captured_at, received_at, supporters)
SELECT id, arrival, number, words, category, '', urgency, address, settlement, lat, lon, source, status, received_at, captured_at, received_at,
	(SELECT COUNT(DISTINCT s.person) FROM support s WHERE s.report = report.id)
FROM report;

-- Who did it, and what it took. What was written before this has no act.
ALTER TABLE history ADD COLUMN act        TEXT    NOT NULL DEFAULT '';
ALTER TABLE history ADD COLUMN role       TEXT    NOT NULL DEFAULT '';
ALTER TABLE history ADD COLUMN actor      BLOB; -- a member of staff or a citizen
ALTER TABLE history ADD COLUMN department TEXT    NOT NULL DEFAULT '';
ALTER TABLE history ADD COLUMN reason     TEXT    NOT NULL DEFAULT '';
ALTER TABLE history ADD COLUMN rating     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE history ADD COLUMN private    INTEGER NOT NULL DEFAULT 0; -- the note isn't for the public
