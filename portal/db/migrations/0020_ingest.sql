-- Until when the certificate is good that a device was given last, so that a start looks only at those that need another. 0: nobody
-- has looked yet.
ALTER TABLE device ADD COLUMN certified_until INTEGER NOT NULL DEFAULT 0;
CREATE INDEX device_certified ON device (certified_until, id) WHERE revoked_at IS NULL;

-- The search's index is made anew block by block.
CREATE INDEX public_word_block ON public_word (block);
