-- What moderators and departments work with.

-- Who is at a report, so that two don't do the same. It ends by itself.
CREATE TABLE claim (
	report  BLOB    PRIMARY KEY REFERENCES report (id),
	account BLOB    NOT NULL,
	until   INTEGER NOT NULL
) STRICT;

-- Every change of a case that isn't a step: what was there before, and what then. field says how to read the two.
CREATE TABLE edit (
	report BLOB    NOT NULL REFERENCES report (id),
	n      INTEGER NOT NULL, -- from 1
	at     INTEGER NOT NULL,
	field  TEXT    NOT NULL,
	before TEXT    NOT NULL,
	after  TEXT    NOT NULL,
	note   TEXT    NOT NULL, -- why; not for the public
	role   TEXT    NOT NULL,
	actor  BLOB,
	PRIMARY KEY (report, n)
) STRICT;

-- Which report was made a part of which, as somebody decided; cases.merged_into is where that leads in the end.
CREATE TABLE joined (
	report BLOB    PRIMARY KEY REFERENCES report (id),
	target BLOB    NOT NULL REFERENCES report (id),
	at     INTEGER NOT NULL,
	actor  BLOB
) STRICT;
CREATE INDEX joined_target ON joined (target);

-- The people behind reports that are parts of another, as they would count there: keyed for target, each counted once.
CREATE TABLE joined_person (
	target BLOB NOT NULL,
	source BLOB NOT NULL,
	person BLOB NOT NULL,
	PRIMARY KEY (target, source, person)
) STRICT, WITHOUT ROWID;

-- Photos that show what was done, brought by staff.
CREATE TABLE after_photo (
	report        BLOB    NOT NULL REFERENCES report (id),
	id            BLOB    NOT NULL,
	original      BLOB    NOT NULL,
	original_size INTEGER NOT NULL,
	copy          BLOB    NOT NULL,
	copy_size     INTEGER NOT NULL,
	preview       BLOB    NOT NULL,
	preview_size  INTEGER NOT NULL,
	taken_at      INTEGER, -- by the camera's clock
	lat           REAL,
	lon           REAL,
	bearing       REAL,
	added_at      INTEGER NOT NULL,
	actor         BLOB,
	PRIMARY KEY (report, id)
) STRICT;
CREATE UNIQUE INDEX after_photo_original ON after_photo (report, original);
CREATE INDEX after_photo_copy ON after_photo (copy);
CREATE INDEX after_photo_preview ON after_photo (preview);

-- What a picture looks like from afar: pictures of one thing differ in few bits.
CREATE TABLE picture_hash (
	sha256 BLOB    PRIMARY KEY, -- of a copy or a preview
	dhash  INTEGER NOT NULL -- 64 bits, as the signed number of the same bits
) STRICT;

-- Who dealt with what where, and since when. The last one is in force, and in setting too.
CREATE TABLE routing_version (
	n     INTEGER PRIMARY KEY, -- from 1
	at    INTEGER NOT NULL,
	actor BLOB,
	note  TEXT    NOT NULL,
	body  BLOB    NOT NULL
) STRICT;

-- What staff write often.
CREATE TABLE template (
	id         BLOB    PRIMARY KEY,
	kind       TEXT    NOT NULL, -- answer, message or reject
	lang       TEXT    NOT NULL,
	title      TEXT    NOT NULL,
	words      TEXT    NOT NULL,
	changed_at INTEGER NOT NULL,
	actor      BLOB
) STRICT;
CREATE INDEX template_kind ON template (kind, lang, title);

-- Up to which message of a report somebody here read.
CREATE TABLE message_read (
	report BLOB    PRIMARY KEY REFERENCES report (id),
	n      INTEGER NOT NULL
) STRICT;

CREATE INDEX cases_work ON cases (department, status, due_at, arrival);
CREATE INDEX cases_open ON cases (status, due_at, arrival);
CREATE INDEX cases_of ON cases (department, arrival);
CREATE INDEX cases_lat ON cases (lat, lon);
CREATE INDEX cases_executor ON cases (executor, status, due_at, arrival) WHERE executor IS NOT NULL;
CREATE INDEX cases_emergency ON cases (status, arrival) WHERE urgency = 'emergency';
CREATE INDEX cases_registered ON cases (arrival) WHERE registered_at IS NOT NULL;
CREATE INDEX cases_hidden ON cases (arrival) WHERE published_at IS NULL;
