-- What the public finds: which published reports changed, in the order of commits, and the words that each is found by.

INSERT INTO counter (name, value) VALUES ('public', 0);

-- A row for every report that was ever published. Whoever keeps published reports in memory reads on from the last seq it saw.
CREATE TABLE public_report (
	report BLOB    PRIMARY KEY REFERENCES report (id),
	seq    INTEGER NOT NULL UNIQUE,
	words  BLOB    NOT NULL -- which it is found by, one a line; nothing while the public doesn't see it
) STRICT;

-- In which published reports a word is, by their arrivals: a row for each 65,536 of these. Words are bytes, not text, so that
-- every engine sorts them alike.
CREATE TABLE public_word (
	word     BLOB    NOT NULL,
	block    INTEGER NOT NULL, -- arrival / 65536
	arrivals BLOB    NOT NULL, -- see portal/db/postings.go
	PRIMARY KEY (word, block)
) STRICT, WITHOUT ROWID;

CREATE INDEX cases_published ON cases (published_at, arrival) WHERE published_at IS NOT NULL;
