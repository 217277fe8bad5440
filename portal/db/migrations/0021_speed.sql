-- An entry is found by its hash first: a server that hasn't looked at its tables yet takes any index that begins with the device for
-- as good as the key, and would read all that a device ever told to find one entry.
DROP INDEX entry_hash;
CREATE INDEX entry_hash ON entry (hash, device);

-- How much is overdue is counted for everybody who asks: from this alone.
DROP INDEX cases_worry_of;
CREATE INDEX cases_worry_of ON cases (department, rung DESC, due_at, arrival, published_at) WHERE rung > 0;
