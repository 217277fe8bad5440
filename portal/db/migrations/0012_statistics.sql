-- statistics: sums over cases, kept up to date by every transaction that changes one. All of it can be counted anew from cases.

INSERT INTO counter (name, value) VALUES ('figures', 0);

-- reply_NN and solve_NN: how many took how long; portal/statistics says where one length ends and the next begins.
CREATE TABLE figures (
	grain      TEXT    NOT NULL, -- month, week, executor
	period     INTEGER NOT NULL,
	settlement TEXT    NOT NULL,
	theme      TEXT    NOT NULL,
	department TEXT    NOT NULL,
	executor   TEXT    NOT NULL, -- an account in hex, of the grain executor
	public     INTEGER NOT NULL, -- 1: the public sees these reports
	version    INTEGER NOT NULL, -- grows with every change
	received INTEGER NOT NULL DEFAULT 0, fresh INTEGER NOT NULL DEFAULT 0, worked INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0,
	refused INTEGER NOT NULL DEFAULT 0, merged INTEGER NOT NULL DEFAULT 0, withdrawn INTEGER NOT NULL DEFAULT 0, overdue INTEGER NOT NULL DEFAULT 0,
	returned INTEGER NOT NULL DEFAULT 0, reworked INTEGER NOT NULL DEFAULT 0, replied INTEGER NOT NULL DEFAULT 0, solved INTEGER NOT NULL DEFAULT 0,
	rated INTEGER NOT NULL DEFAULT 0, rating INTEGER NOT NULL DEFAULT 0, supporters INTEGER NOT NULL DEFAULT 0, solved_in INTEGER NOT NULL DEFAULT 0,
	reply_00 INTEGER NOT NULL DEFAULT 0, reply_01 INTEGER NOT NULL DEFAULT 0, reply_02 INTEGER NOT NULL DEFAULT 0, reply_03 INTEGER NOT NULL DEFAULT 0,
	reply_04 INTEGER NOT NULL DEFAULT 0, reply_05 INTEGER NOT NULL DEFAULT 0, reply_06 INTEGER NOT NULL DEFAULT 0, reply_07 INTEGER NOT NULL DEFAULT 0,
	reply_08 INTEGER NOT NULL DEFAULT 0, reply_09 INTEGER NOT NULL DEFAULT 0, reply_10 INTEGER NOT NULL DEFAULT 0, reply_11 INTEGER NOT NULL DEFAULT 0,
	reply_12 INTEGER NOT NULL DEFAULT 0, reply_13 INTEGER NOT NULL DEFAULT 0, reply_14 INTEGER NOT NULL DEFAULT 0, reply_15 INTEGER NOT NULL DEFAULT 0,
	reply_16 INTEGER NOT NULL DEFAULT 0, reply_17 INTEGER NOT NULL DEFAULT 0, reply_18 INTEGER NOT NULL DEFAULT 0, reply_19 INTEGER NOT NULL DEFAULT 0,
	reply_20 INTEGER NOT NULL DEFAULT 0, reply_21 INTEGER NOT NULL DEFAULT 0, reply_22 INTEGER NOT NULL DEFAULT 0, reply_23 INTEGER NOT NULL DEFAULT 0,
	solve_00 INTEGER NOT NULL DEFAULT 0, solve_01 INTEGER NOT NULL DEFAULT 0, solve_02 INTEGER NOT NULL DEFAULT 0, solve_03 INTEGER NOT NULL DEFAULT 0,
	solve_04 INTEGER NOT NULL DEFAULT 0, solve_05 INTEGER NOT NULL DEFAULT 0, solve_06 INTEGER NOT NULL DEFAULT 0, solve_07 INTEGER NOT NULL DEFAULT 0,
	solve_08 INTEGER NOT NULL DEFAULT 0, solve_09 INTEGER NOT NULL DEFAULT 0, solve_10 INTEGER NOT NULL DEFAULT 0, solve_11 INTEGER NOT NULL DEFAULT 0,
	solve_12 INTEGER NOT NULL DEFAULT 0, solve_13 INTEGER NOT NULL DEFAULT 0, solve_14 INTEGER NOT NULL DEFAULT 0, solve_15 INTEGER NOT NULL DEFAULT 0,
	solve_16 INTEGER NOT NULL DEFAULT 0, solve_17 INTEGER NOT NULL DEFAULT 0, solve_18 INTEGER NOT NULL DEFAULT 0, solve_19 INTEGER NOT NULL DEFAULT 0,
	solve_20 INTEGER NOT NULL DEFAULT 0, solve_21 INTEGER NOT NULL DEFAULT 0, solve_22 INTEGER NOT NULL DEFAULT 0, solve_23 INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (grain, period, settlement, theme, department, executor, public)
) STRICT, WITHOUT ROWID;
CREATE INDEX figures_version ON figures (version);

-- How many reports came in a month from a square of the map.
CREATE TABLE density (
	x          INTEGER NOT NULL,
	y          INTEGER NOT NULL,
	month      INTEGER NOT NULL,
	settlement TEXT    NOT NULL,
	theme      TEXT    NOT NULL,
	department TEXT    NOT NULL,
	public     INTEGER NOT NULL,
	version    INTEGER NOT NULL,
	n          INTEGER NOT NULL,
	PRIMARY KEY (x, y, month, settlement, theme, department, public)
) STRICT, WITHOUT ROWID;
CREATE INDEX density_version ON density (version);
