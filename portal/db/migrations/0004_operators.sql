-- Who works at reception points, by numbers: their names are sealed in the entries that told of them.

ALTER TABLE report ADD COLUMN operator INTEGER NOT NULL DEFAULT 0; -- who took it; 0 where nobody told who they are

CREATE TABLE operator (
	device     BLOB    NOT NULL REFERENCES device (id),
	id         INTEGER NOT NULL, -- from 1, by the device's count
	active     INTEGER NOT NULL,
	added_at   INTEGER NOT NULL, -- by the device's clock
	changed_at INTEGER NOT NULL,
	epoch      INTEGER NOT NULL, -- the entry that names them now
	seq        INTEGER NOT NULL,
	PRIMARY KEY (device, id)
) STRICT;

CREATE TABLE shift (
	device   BLOB    NOT NULL REFERENCES device (id),
	operator INTEGER NOT NULL,
	began_at INTEGER NOT NULL, -- by the device's clock
	ended_at INTEGER,
	PRIMARY KEY (device, began_at, operator)
) STRICT;
