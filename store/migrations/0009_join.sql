-- What a citizen's device hears of its account's reports, and what of it nobody here has looked at yet.

-- Reports of the account that another device or a browser took, as the portal told them last.
CREATE TABLE elsewhere (
	report   BLOB    PRIMARY KEY,
	received INTEGER NOT NULL, -- by the portal's clock
	rev      INTEGER NOT NULL, -- grows with every change
	body_box BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX elsewhere_received ON elsewhere (received);

-- What became known of reports while nobody looked: a status, an answer, a message.
CREATE TABLE news (
	n       INTEGER PRIMARY KEY, -- in the order in which it came
	report  BLOB    NOT NULL,
	kind    TEXT    NOT NULL,
	status  TEXT    NOT NULL, -- of a status
	at      INTEGER NOT NULL, -- by the portal's clock
	came_at INTEGER NOT NULL, -- by this one's
	seen    INTEGER NOT NULL DEFAULT 0, -- 1 when somebody looked at the report since
	told    INTEGER NOT NULL DEFAULT 0  -- 1 when the system was asked to say so
) STRICT;
CREATE INDEX news_unseen ON news (report) WHERE seen = 0;
CREATE INDEX news_untold ON news (n) WHERE told = 0;
