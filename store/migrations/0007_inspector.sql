-- An inspector's device: what there is to do, the pictures of it, and what was found on the spot.

-- What the portal told last of a report that this device's department has. Only number, version and times are readable.
CREATE TABLE task (
	report   BLOB    PRIMARY KEY,
	number   TEXT    NOT NULL,
	version  INTEGER NOT NULL, -- of the portal's case
	open     INTEGER NOT NULL, -- 0: it was taken back
	came_at  INTEGER NOT NULL, -- by this device's clock
	seen     INTEGER NOT NULL, -- 1 when somebody here has looked at it
	body_box BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX task_open ON task (open, came_at);

-- Pictures of tasks, by the SHA-256 of their content. The files lie among the others once they are here.
CREATE TABLE task_picture (
	report       BLOB    NOT NULL,
	sha256       BLOB    NOT NULL,
	size         INTEGER NOT NULL,
	small        INTEGER NOT NULL, -- 1: a preview
	state        TEXT    NOT NULL, -- wanted, here
	asked        INTEGER NOT NULL DEFAULT 0, -- 1: somebody waits for it
	attempts     INTEGER NOT NULL DEFAULT 0,
	next_attempt INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (report, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_picture_wanted ON task_picture (asked, small, next_attempt) WHERE state = 'wanted';
CREATE INDEX task_picture_file ON task_picture (sha256);

CREATE TABLE inspection (
	id        BLOB    PRIMARY KEY,
	report    BLOB    NOT NULL,
	state     TEXT    NOT NULL, -- draft, done
	operator  INTEGER NOT NULL,
	saved_at  INTEGER NOT NULL,
	done_at   INTEGER NOT NULL DEFAULT 0,
	result    TEXT    NOT NULL DEFAULT '', -- what the portal made of it; '' until it said so
	missing   TEXT    NOT NULL DEFAULT '',
	judged_at INTEGER NOT NULL DEFAULT 0,
	body_box  BLOB    NOT NULL -- all but the photos
) STRICT, WITHOUT ROWID;
CREATE INDEX inspection_report ON inspection (report, saved_at);
CREATE INDEX inspection_done ON inspection (done_at) WHERE state = 'done';
CREATE UNIQUE INDEX inspection_draft ON inspection (report) WHERE state = 'draft';

CREATE TABLE inspection_photo (
	id         BLOB    PRIMARY KEY,
	inspection BLOB    NOT NULL REFERENCES inspection (id) ON DELETE CASCADE,
	ord        INTEGER NOT NULL,
	state      TEXT    NOT NULL,
	original   BLOB    NOT NULL,
	told       INTEGER NOT NULL DEFAULT 0, -- 1 when its files are in the journal
	tries      INTEGER NOT NULL DEFAULT 0, -- how often its copies were begun
	body_box   BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX inspection_photo_of ON inspection_photo (inspection, ord);
CREATE INDEX inspection_photo_state ON inspection_photo (state) WHERE state = 'new';
