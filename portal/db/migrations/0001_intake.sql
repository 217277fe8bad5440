-- Where reports arrive. Times are Unix milliseconds by the portal's clock unless told otherwise; ids are 16 bytes,
-- hashes 32. Epochs are 64 random bits, kept as the signed number of the same bits.

CREATE TABLE setting (
	name  TEXT PRIMARY KEY,
	value BLOB NOT NULL
) STRICT;

-- Numbers that follow the order of commits. A transaction takes one from here, never from a sequence.
CREATE TABLE counter (
	name  TEXT    PRIMARY KEY,
	value INTEGER NOT NULL
) STRICT;
INSERT INTO counter (name, value) VALUES ('arrival', 0), ('feed', 0);

CREATE TABLE device (
	id            BLOB    PRIMARY KEY CHECK (length(id) = 16),
	key           BLOB    NOT NULL CHECK (length(key) = 32), -- Ed25519
	name          TEXT    NOT NULL,
	program       TEXT    NOT NULL,
	role          TEXT    NOT NULL,
	place         TEXT    NOT NULL,
	code          TEXT    NOT NULL UNIQUE, -- prefix of its numbers
	code_family   TEXT    NOT NULL, -- code's letters, look-alikes made one
	code_ordinal  INTEGER NOT NULL,
	enrolled_at   INTEGER NOT NULL,
	revoked_at    INTEGER,
	seen_at       INTEGER NOT NULL,
	queue_entries INTEGER NOT NULL DEFAULT 0, -- the device's own words, as is all of its queue
	queue_files   INTEGER NOT NULL DEFAULT 0,
	queue_bytes   INTEGER NOT NULL DEFAULT 0,
	queue_oldest  INTEGER, -- by the device's clock
	UNIQUE (code_family, code_ordinal)
) STRICT;

-- One-time codes. hint is the part of the code that finds the row; hash is keyed, and the key isn't in this database.
CREATE TABLE invite (
	hash       BLOB    PRIMARY KEY,
	hint       TEXT    NOT NULL,
	role       TEXT    NOT NULL,
	place      TEXT    NOT NULL,
	made_at    INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	tries      INTEGER NOT NULL DEFAULT 0, -- wrong ones
	spent_by   BLOB    REFERENCES device (id),
	spent_at   INTEGER
) STRICT;
CREATE INDEX invite_hint ON invite (hint);

-- How far each life of a device's journal has come.
CREATE TABLE epoch (
	device   BLOB    NOT NULL REFERENCES device (id),
	epoch    INTEGER NOT NULL,
	seq      INTEGER NOT NULL,
	hash     BLOB    NOT NULL,
	begun_at INTEGER NOT NULL,
	PRIMARY KEY (device, epoch)
) STRICT;

-- The journals. Nothing here is ever changed, but for sealed, which legal erasure sets to NULL, and what the portal
-- itself thinks of the entry (used, verdict).
CREATE TABLE entry (
	device      BLOB    NOT NULL REFERENCES device (id),
	epoch       INTEGER NOT NULL,
	seq         INTEGER NOT NULL,
	hash        BLOB    NOT NULL CHECK (length(hash) = 32),
	prev        BLOB    NOT NULL CHECK (length(prev) = 32),
	time        INTEGER NOT NULL, -- by the device's clock
	arrival     INTEGER NOT NULL UNIQUE, -- from 1 without gaps, over all devices
	received_at INTEGER NOT NULL,
	kind        TEXT    NOT NULL,
	public      BLOB    NOT NULL,
	sealed      BLOB,
	sealed_hash BLOB    NOT NULL CHECK (length(sealed_hash) = 32),
	blobs       BLOB    NOT NULL, -- journal.EncodeBlobs
	signature   BLOB, -- the device's, on the last entry of what it sent at once
	role        TEXT    NOT NULL, -- what the device was then
	place       TEXT    NOT NULL,
	used        INTEGER NOT NULL, -- 1 when reports below were made from it
	verdict     TEXT    NOT NULL, -- why not, as a translation key; '' with used = 0 is a kind of a later version
	PRIMARY KEY (device, epoch, seq)
) STRICT;
CREATE INDEX entry_hash ON entry (device, hash);
CREATE INDEX entry_unused ON entry (arrival) WHERE used = 0;

-- Which files a device's entries speak of, and so which ones it may send.
CREATE TABLE blob_ref (
	device BLOB    NOT NULL REFERENCES device (id),
	sha256 BLOB    NOT NULL,
	size   INTEGER NOT NULL,
	PRIMARY KEY (device, sha256)
) STRICT, WITHOUT ROWID;

-- Files that are on their way: this many bytes are durable.
CREATE TABLE upload (
	device     BLOB    NOT NULL REFERENCES device (id),
	sha256     BLOB    NOT NULL,
	received   INTEGER NOT NULL,
	changed_at INTEGER NOT NULL,
	PRIMARY KEY (device, sha256)
) STRICT, WITHOUT ROWID;

-- Files that are here, whole and with the right hash.
CREATE TABLE blob (
	sha256       BLOB    PRIMARY KEY,
	size         INTEGER NOT NULL,
	completed_at INTEGER NOT NULL,
	picture      TEXT    NOT NULL -- what may be shown of it: 'preview', 'photo' or ''
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
	id          BLOB    PRIMARY KEY,
	device      BLOB    NOT NULL REFERENCES device (id),
	epoch       INTEGER NOT NULL, -- the entry it was made from
	seq         INTEGER NOT NULL,
	arrival     INTEGER NOT NULL UNIQUE,
	public_hash BLOB    NOT NULL,
	number      TEXT    NOT NULL,
	category    TEXT    NOT NULL,
	words       TEXT    NOT NULL,
	urgency     TEXT    NOT NULL,
	channel     TEXT    NOT NULL,
	address     TEXT    NOT NULL,
	settlement  TEXT    NOT NULL,
	lat         REAL    NOT NULL, -- degrees, meaningful with a source
	lon         REAL    NOT NULL,
	accuracy    REAL    NOT NULL, -- metres
	source      TEXT    NOT NULL,
	place       TEXT    NOT NULL, -- of the device
	status      TEXT    NOT NULL,
	captured_at INTEGER NOT NULL, -- by the device's clock
	received_at INTEGER NOT NULL,
	FOREIGN KEY (device, epoch, seq) REFERENCES entry (device, epoch, seq)
) STRICT;
CREATE INDEX report_number ON report (number);

-- A photo may be heard of before its report: then ord is NULL, and it belongs to nobody's report until its own device
-- tells one.
CREATE TABLE photo (
	device        BLOB    NOT NULL REFERENCES device (id),
	report        BLOB    NOT NULL,
	id            BLOB    NOT NULL,
	ord           INTEGER, -- place among the photos its report names
	state         TEXT    NOT NULL,
	problem       TEXT    NOT NULL,
	original      BLOB    NOT NULL,
	original_size INTEGER NOT NULL,
	copy          BLOB,
	copy_size     INTEGER NOT NULL,
	preview       BLOB,
	preview_size  INTEGER NOT NULL,
	taken_at      INTEGER, -- by the camera's clock
	lat           REAL,
	lon           REAL,
	bearing       REAL, -- degrees clockwise from north
	PRIMARY KEY (report, device, id)
) STRICT;
CREATE INDEX photo_copy ON photo (copy);
CREATE INDEX photo_preview ON photo (preview);

CREATE TABLE history (
	report BLOB    NOT NULL REFERENCES report (id),
	n      INTEGER NOT NULL, -- from 1
	status TEXT    NOT NULL,
	at     INTEGER NOT NULL,
	note   TEXT    NOT NULL,
	PRIMARY KEY (report, n)
) STRICT;

-- What devices are told, in the order of commits. Without a device it is for all of a place, without either for all.
CREATE TABLE feed (
	seq    INTEGER PRIMARY KEY,
	device BLOB    REFERENCES device (id),
	place  TEXT,
	kind   TEXT    NOT NULL,
	body   BLOB    NOT NULL,
	at     INTEGER NOT NULL
) STRICT;
CREATE INDEX feed_device ON feed (device, seq);
CREATE INDEX feed_place ON feed (place, seq) WHERE device IS NULL;

-- What a person should look at. The same again only counts.
CREATE TABLE alarm (
	kind     TEXT    NOT NULL,
	device   BLOB    NOT NULL REFERENCES device (id),
	epoch    INTEGER NOT NULL,
	detail   TEXT    NOT NULL, -- nothing personal
	seq      INTEGER NOT NULL,
	times    INTEGER NOT NULL,
	first_at INTEGER NOT NULL,
	last_at  INTEGER NOT NULL,
	PRIMARY KEY (kind, device, epoch, detail)
) STRICT;
