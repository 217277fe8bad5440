-- What is to be done later, and by whom it is being done now. A line stays when the job has ended: the same one is never
-- done twice.

CREATE TABLE job (
	kind     TEXT    NOT NULL,
	key      TEXT    NOT NULL, -- what it is about, and the reason that there is only one
	body     BLOB    NOT NULL, -- empty once it has ended
	added_at INTEGER NOT NULL,
	due_at   INTEGER NOT NULL, -- as it was asked for
	next_at  INTEGER NOT NULL, -- when anybody may take it: after a failed attempt later, while somebody is at it the lease's end
	attempts INTEGER NOT NULL DEFAULT 0,
	lease    INTEGER NOT NULL DEFAULT 0, -- grows with every attempt; an older one can't end the job
	taken    INTEGER NOT NULL DEFAULT 0, -- 1: somebody is at it, until next_at
	state    TEXT    NOT NULL DEFAULT 'waiting', -- waiting, done, failed
	problem  TEXT    NOT NULL DEFAULT '', -- of the last attempt; nothing personal
	ended_at INTEGER,
	PRIMARY KEY (kind, key)
) STRICT;
CREATE INDEX job_next ON job (next_at, kind, key) WHERE state = 'waiting';
CREATE INDEX job_failed ON job (ended_at, kind, key) WHERE state = 'failed';
CREATE INDEX job_ended ON job (kind, ended_at) WHERE state = 'done';
