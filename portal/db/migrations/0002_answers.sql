-- Official answers, and what reception points say of handing them over.

CREATE TABLE answer (
	id        BLOB    NOT NULL,
	revision  INTEGER NOT NULL, -- from 1; the highest one counts
	report    BLOB    NOT NULL REFERENCES report (id),
	number    TEXT    NOT NULL, -- outgoing; the same again is a revision
	signatory TEXT    NOT NULL,
	words     TEXT    NOT NULL,
	final     INTEGER NOT NULL,
	at        INTEGER NOT NULL,
	PRIMARY KEY (id, revision)
) STRICT;
CREATE INDEX answer_report ON answer (report, at);

-- What a device said of handing an answer over. Its note stays sealed in the entry.
CREATE TABLE handing (
	id       BLOB    PRIMARY KEY,
	answer   BLOB    NOT NULL,
	revision INTEGER NOT NULL,
	report   BLOB    NOT NULL REFERENCES report (id),
	outcome  TEXT    NOT NULL,
	operator INTEGER NOT NULL, -- of that device
	at       INTEGER NOT NULL, -- by the device's clock
	arrival  INTEGER NOT NULL, -- of the entry it was made from
	device   BLOB    NOT NULL,
	epoch    INTEGER NOT NULL,
	seq      INTEGER NOT NULL,
	FOREIGN KEY (device, epoch, seq) REFERENCES entry (device, epoch, seq)
) STRICT;
CREATE INDEX handing_report ON handing (report, arrival);

-- ---- Reports nearby, and who joined in them (slice "fast intake") ----

-- Where in the feed the newest digest of a report is: the one before it says nothing any more and is taken out.
CREATE TABLE near (
	report BLOB    PRIMARY KEY REFERENCES report (id),
	seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who joined in a report. person is a hash under a key of the portal's that is the report's own: it tells one person from
-- another at this report, and nothing anywhere else.
CREATE TABLE support (
	id      BLOB    PRIMARY KEY,
	report  BLOB    NOT NULL REFERENCES report (id),
	device  BLOB    NOT NULL REFERENCES device (id),
	arrival INTEGER NOT NULL UNIQUE,
	person  BLOB    NOT NULL,
	at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX support_report ON support (report, person);

-- ---- end of reports nearby ----
