-- Citizens with a browser: the portal's own journal, what authors do afterwards, drafts, who follows what.

INSERT INTO counter (name, value) VALUES ('own', 0); -- the last number that the portal's own journal gave; whoever writes there locks it

-- What was said by a form, so that sending it again says nothing new. key is a hash of the form's own secret.
CREATE TABLE told (
	key    BLOB    PRIMARY KEY CHECK (length(key) = 32),
	result BLOB    NOT NULL, -- what the sender was told
	at     INTEGER NOT NULL
) STRICT;
CREATE INDEX told_at ON told (at);

-- What the author of a report did once it was here, as it was told. What came of it is in the history.
CREATE TABLE author_act (
	id       BLOB    PRIMARY KEY CHECK (length(id) = 16),
	report   BLOB    NOT NULL REFERENCES report (id),
	act      TEXT    NOT NULL,
	rating   INTEGER NOT NULL,
	operator INTEGER NOT NULL, -- of that device
	at       INTEGER NOT NULL, -- by the writer's clock
	came     INTEGER NOT NULL,
	arrival  INTEGER NOT NULL UNIQUE, -- of the entry it was made from
	done     INTEGER NOT NULL DEFAULT 0 -- 0: it came too late to change anything
) STRICT;
CREATE INDEX author_act_report ON author_act (report, arrival);

CREATE TABLE supplement (
	id       BLOB    PRIMARY KEY CHECK (length(id) = 16),
	report   BLOB    NOT NULL REFERENCES report (id),
	words    TEXT    NOT NULL,
	operator INTEGER NOT NULL,
	at       INTEGER NOT NULL, -- by the writer's clock
	came     INTEGER NOT NULL,
	arrival  INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX supplement_report ON supplement (report, arrival);

-- Photos that came with a supplement: they are in photo, without a place among those that the report names.
CREATE TABLE supplement_photo (
	supplement BLOB    NOT NULL REFERENCES supplement (id),
	n          INTEGER NOT NULL, -- from 0
	photo      BLOB    NOT NULL,
	PRIMARY KEY (supplement, n)
) STRICT;

-- A form half filled in. Everything is encrypted under a key that only the browser's cookie has.
CREATE TABLE draft (
	id         BLOB    PRIMARY KEY CHECK (length(id) = 32), -- hash of the cookie
	body       BLOB    NOT NULL,
	changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_changed ON draft (changed_at);

CREATE TABLE draft_photo (
	draft   BLOB    NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
	id      BLOB    NOT NULL CHECK (length(id) = 16),
	facts   BLOB    NOT NULL, -- journal.EncodePhoto, encrypted
	copy    BLOB    NOT NULL,
	preview BLOB    NOT NULL,
	PRIMARY KEY (draft, id)
) STRICT;

-- The secret link to a report that was sent from a browser: who has it is taken for its author. Only a hash is here.
CREATE TABLE follow_link (
	hash   BLOB    PRIMARY KEY CHECK (length(hash) = 32),
	report BLOB    NOT NULL REFERENCES report (id)
) STRICT;
CREATE INDEX follow_link_report ON follow_link (report);

-- Who wants to hear what becomes of a report: an account, or an address that was confirmed.
CREATE TABLE follower (
	id           BLOB    PRIMARY KEY CHECK (length(id) = 16),
	report       BLOB    NOT NULL REFERENCES report (id),
	account      BLOB, -- NULL: by e-mail
	address      BLOB, -- keyed hash of the address
	email        BLOB, -- encrypted under a key of the portal's
	lang         TEXT    NOT NULL,
	secret       BLOB    NOT NULL CHECK (length(secret) = 32), -- hash of the word in the links to confirm and to stop
	asked_at     INTEGER NOT NULL,
	confirmed_at INTEGER, -- NULL: nobody has yet shown that the address is theirs
	author       INTEGER NOT NULL DEFAULT 0 -- 1: the report is theirs, and they hear of it before the public does
) STRICT;
CREATE UNIQUE INDEX follower_account ON follower (report, account) WHERE account IS NOT NULL;
CREATE UNIQUE INDEX follower_address ON follower (report, address) WHERE address IS NOT NULL;
CREATE UNIQUE INDEX follower_secret ON follower (secret);
CREATE INDEX follower_mine ON follower (account, report) WHERE account IS NOT NULL;

-- What citizens with an account said by the portal's own journal, so that it counts once and they find it again.
CREATE TABLE own_support (
	account BLOB    NOT NULL,
	report  BLOB    NOT NULL REFERENCES report (id),
	at      INTEGER NOT NULL,
	PRIMARY KEY (account, report)
) STRICT;

CREATE TABLE own_signature (
	account   BLOB    NOT NULL,
	petition  BLOB    NOT NULL REFERENCES petition (id),
	signature BLOB    NOT NULL, -- the last one: a signature that was taken back may be given again
	at        INTEGER NOT NULL,
	PRIMARY KEY (account, petition)
) STRICT;

-- How somebody with an account wants to be told.
CREATE TABLE wish (
	account    BLOB    PRIMARY KEY,
	lang       TEXT    NOT NULL,
	ways       TEXT    NOT NULL, -- JSON: of each kind of news, by which ways
	quiet_from INTEGER NOT NULL, -- minutes after midnight; the same as quiet_to: never quiet
	quiet_to   INTEGER NOT NULL,
	changed_at INTEGER NOT NULL
) STRICT;
