CREATE TABLE tile (
	id INTEGER PRIMARY KEY,
	server INTEGER NOT NULL, -- of the address's SHA-256
	z INTEGER NOT NULL,
	x INTEGER NOT NULL,
	y INTEGER NOT NULL,
	etag TEXT NOT NULL,
	modified TEXT NOT NULL,
	checked INTEGER NOT NULL, -- these are Unix seconds
	until INTEGER NOT NULL,
	again INTEGER NOT NULL,
	used INTEGER NOT NULL,
	sum INTEGER NOT NULL, -- CRC-32C
	size INTEGER NOT NULL, -- what the row costs
	body BLOB NOT NULL, -- empty: there is no tile
	UNIQUE (server, z, x, y)
);
CREATE INDEX tile_used ON tile (used);

CREATE TABLE total (bytes INTEGER NOT NULL);
INSERT INTO total VALUES (0);
CREATE TRIGGER tile_in AFTER INSERT ON tile BEGIN UPDATE total SET bytes = bytes + new.size; END;
CREATE TRIGGER tile_out AFTER DELETE ON tile BEGIN UPDATE total SET bytes = bytes - old.size; END;
