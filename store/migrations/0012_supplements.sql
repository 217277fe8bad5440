-- Photos that an author adds to a report that was handed in, as a photo of a report has it in photo.
CREATE TABLE supplement_photo (
	id         BLOB    PRIMARY KEY,
	report     BLOB    NOT NULL,             -- taken here, or by another device of the account
	supplement BLOB    NOT NULL DEFAULT x'', -- with which it was told; empty while that is being written
	ord        INTEGER NOT NULL,
	state      TEXT    NOT NULL,
	original   BLOB    NOT NULL,
	told       INTEGER NOT NULL DEFAULT 0, -- 1 when its files are in the journal
	tries      INTEGER NOT NULL DEFAULT 0, -- how often its copies were begun
	body_box   BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX supplement_photo_of ON supplement_photo (report, ord);
CREATE INDEX supplement_photo_state ON supplement_photo (state) WHERE state = 'new';
CREATE TRIGGER supplement_photo_goes AFTER DELETE ON report BEGIN DELETE FROM supplement_photo WHERE report = old.id; END;
