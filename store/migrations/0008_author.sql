-- What the author of a report did about it on this device once it was handed in, until the portal tells what came of it.
CREATE TABLE author_act (
	id          BLOB    PRIMARY KEY,
	n           INTEGER NOT NULL UNIQUE, -- in the order in which it was done
	report      BLOB    NOT NULL,        -- taken here, or by another device of the account
	act         TEXT    NOT NULL,        -- civic's, or 'supplement'
	rating      INTEGER NOT NULL,        -- 1 to 5; 0 without
	at          INTEGER NOT NULL,        -- by this device's clock
	comment_box BLOB    NOT NULL         -- their words; empty without, or after legal erasure
) STRICT, WITHOUT ROWID;
CREATE INDEX author_act_report ON author_act (report, n);
CREATE TRIGGER author_act_goes AFTER DELETE ON report BEGIN DELETE FROM author_act WHERE report = old.id; END;
