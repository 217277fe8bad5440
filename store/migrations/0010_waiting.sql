-- What waits is counted at every step of an exchange: these hold only that, and everything that is counted of it.
CREATE INDEX entry_refused ON entry (epoch, seq, retold) WHERE verdict <> '';
CREATE INDEX blob_waiting ON blob (state, role, size, sent) WHERE state IN ('queued', 'damaged', 'refused') AND role <> '';
CREATE INDEX report_waiting ON report (status, captured_at) WHERE status IN ('captured', 'queued');
