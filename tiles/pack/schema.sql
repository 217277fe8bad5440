-- The district pack, format 2. See docs/pack.md.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- key: band << 56 | x << 28 | y. data: a zstd frame with a checksum.
CREATE TABLE cell (key INTEGER PRIMARY KEY, data BLOB NOT NULL);
