-- How it was known who took a signature back, and which operator of its device looked: '' and 0 where nobody said.
ALTER TABLE signature ADD COLUMN back_checked TEXT NOT NULL DEFAULT '';
ALTER TABLE signature ADD COLUMN back_operator INTEGER NOT NULL DEFAULT 0;
