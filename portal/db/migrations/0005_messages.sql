-- What staff and reception points say to each other about a report.

CREATE TABLE message (
	id       BLOB    PRIMARY KEY CHECK (length(id) = 16),
	n        INTEGER NOT NULL UNIQUE, -- in the order in which they came or were written
	report   BLOB    NOT NULL REFERENCES report (id),
	side     TEXT    NOT NULL, -- who says it: office or point
	private  INTEGER NOT NULL,
	author   TEXT    NOT NULL, -- of the office's; the point's has an operator
	operator INTEGER NOT NULL, -- of that device
	words    TEXT    NOT NULL, -- of a private one of the point's they stay sealed in the entry
	at       INTEGER NOT NULL, -- by the writer's clock
	came     INTEGER NOT NULL, -- by the portal's
	arrival  INTEGER NOT NULL DEFAULT 0 -- of the entry it was made from; 0 if it was written here
) STRICT;
CREATE INDEX message_report ON message (report, n);
