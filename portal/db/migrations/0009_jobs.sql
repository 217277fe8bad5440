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

-- ---- Deadlines ----

-- What a municipality decided about its clocks: every version, who made it and why. The highest one counts.
CREATE TABLE rule (
	name    TEXT    NOT NULL,
	version INTEGER NOT NULL, -- from 1 without gaps
	body    BLOB    NOT NULL,
	note    TEXT    NOT NULL,
	actor   BLOB, -- NULL: a command on the portal's machine
	at      INTEGER NOT NULL,
	PRIMARY KEY (name, version)
) STRICT;

-- What happens to a case by itself, and when. cases holds what is due; this holds what it was counted from.
CREATE TABLE clock (
	report   BLOB    PRIMARY KEY REFERENCES report (id),
	kind     TEXT    NOT NULL, -- of the deadline; '' where only an end is waited for
	start_at INTEGER NOT NULL, -- what kind is counted from: the same again is the same lateness
	next     TEXT    NOT NULL, -- escalate, close or nothing
	next_at  INTEGER -- when
) STRICT;
CREATE INDEX clock_next ON clock (next_at, report) WHERE next_at IS NOT NULL;

-- Who was told that something is overdue. One lateness climbs each rung once.
CREATE TABLE escalation (
	n          INTEGER PRIMARY KEY,
	report     BLOB    NOT NULL REFERENCES report (id),
	kind       TEXT    NOT NULL,
	start_at   INTEGER NOT NULL,
	rung       INTEGER NOT NULL, -- from 1
	level      TEXT    NOT NULL, -- who that is
	department TEXT    NOT NULL, -- whose it was; '' for the moderators
	due_at     INTEGER NOT NULL,
	at         INTEGER NOT NULL,
	ended_at   INTEGER, -- when it was done after all
	UNIQUE (report, kind, start_at, rung)
) STRICT;
CREATE INDEX escalation_open ON escalation (report) WHERE ended_at IS NULL;
INSERT INTO counter (name, value) VALUES ('escalation', 0);

CREATE INDEX cases_worry ON cases (rung DESC, due_at, arrival) WHERE rung > 0;
CREATE INDEX cases_worry_of ON cases (department, rung DESC, due_at, arrival) WHERE rung > 0;
