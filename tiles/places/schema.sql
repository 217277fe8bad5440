-- What is found in a district. See docs/places.md.
CREATE TABLE settlement (
	id INTEGER PRIMARY KEY, class INTEGER NOT NULL, population INTEGER NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL,
	local TEXT NOT NULL, ru TEXT, uk TEXT, en TEXT,
	street INTEGER NOT NULL, -- its streets are those from this id to before the next settlement's
	border INTEGER NOT NULL, -- what outline is: 0 nothing, 1 the place's polygon, 2 a boundary
	outline BLOB
);
CREATE TABLE street (
	id INTEGER PRIMARY KEY, type INTEGER NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL,
	local TEXT NOT NULL, ru TEXT, uk TEXT, en TEXT
);
CREATE TABLE strip (id INTEGER PRIMARY KEY, data BLOB NOT NULL); -- id: street << 16 | n
CREATE TABLE landmark (
	id INTEGER PRIMARY KEY, class INTEGER NOT NULL, settlement INTEGER NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL,
	local TEXT, ru TEXT, uk TEXT, en TEXT
);
CREATE TABLE kilometre (id INTEGER PRIMARY KEY, distance TEXT NOT NULL, ref TEXT NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL);
-- kind: 1 settlements, 2 streets, 3 landmarks, 4 landmarks by the number of their class. ids: differences as varints.
CREATE TABLE word (kind INTEGER NOT NULL, word TEXT NOT NULL, ids BLOB NOT NULL, PRIMARY KEY (kind, word)) WITHOUT ROWID;
-- id: 0 << 60 | strip, 1 << 60 | settlement, 2 << 60 | landmark, 3 << 60 | kilometre. Units less 2^31.
CREATE VIRTUAL TABLE nearby USING rtree_i32 (id, minx, maxx, miny, maxy);
