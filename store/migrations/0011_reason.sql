-- Why a report was refused, as the portal says: a code beside its words.
ALTER TABLE event ADD COLUMN reason TEXT NOT NULL DEFAULT '';
