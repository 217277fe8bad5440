-- Inspectors in the field: whose their devices are, what these were told to do, and what was found on the spot.

ALTER TABLE device ADD COLUMN department TEXT NOT NULL DEFAULT ''; -- of an inspector's; '': whatever is in its place
ALTER TABLE device ADD COLUMN staff      BLOB; -- the account of whoever works with it; NULL: several people
ALTER TABLE invite ADD COLUMN department TEXT NOT NULL DEFAULT '';
ALTER TABLE invite ADD COLUMN staff      BLOB;
CREATE INDEX device_inspectors ON device (code) WHERE role = 'inspector' AND revoked_at IS NULL;

-- What a device was told last of a report: the row of the feed, which the next one takes the place of.
CREATE TABLE task (
	device BLOB    NOT NULL REFERENCES device (id),
	report BLOB    NOT NULL REFERENCES report (id),
	seq    INTEGER NOT NULL,
	open   INTEGER NOT NULL, -- 0: it was taken back
	PRIMARY KEY (device, report)
) STRICT;
CREATE INDEX task_report ON task (report);

-- What inspectors said on the spot, as it was told. What came of it also follows from what staff did before.
CREATE TABLE inspection (
	id        BLOB    PRIMARY KEY CHECK (length(id) = 16),
	report    BLOB    NOT NULL REFERENCES report (id),
	device    BLOB    NOT NULL REFERENCES device (id),
	arrival   INTEGER NOT NULL UNIQUE, -- of the entry it was made from
	came      INTEGER NOT NULL,
	body      BLOB    NOT NULL, -- the entry's public part
	result    TEXT    NOT NULL DEFAULT '', -- '': its photos are still to be told of
	missing   TEXT    NOT NULL DEFAULT '', -- what it lacked, joined by spaces
	judged_at INTEGER
) STRICT;
CREATE INDEX inspection_report ON inspection (report, arrival);
CREATE INDEX inspection_review ON inspection (arrival) WHERE result = 'review';

-- What became of an inspection's photos on the device; it may come before the inspection.
CREATE TABLE inspection_photo (
	inspection    BLOB    NOT NULL,
	id            BLOB    NOT NULL,
	device        BLOB    NOT NULL,
	report        BLOB    NOT NULL,
	state         TEXT    NOT NULL,
	problem       TEXT    NOT NULL,
	original      BLOB    NOT NULL,
	original_size INTEGER NOT NULL,
	copy          BLOB,
	copy_size     INTEGER NOT NULL,
	preview       BLOB,
	preview_size  INTEGER NOT NULL,
	PRIMARY KEY (inspection, device, id)
) STRICT;
CREATE INDEX inspection_photo_copy ON inspection_photo (copy);
CREATE INDEX inspection_photo_preview ON inspection_photo (preview);

ALTER TABLE after_photo ADD COLUMN accuracy REAL NOT NULL DEFAULT 0; -- metres, of the position; 0: unknown
