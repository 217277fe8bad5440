-- Reception points in sight: which alarms somebody has looked at, and how to find devices among many.

ALTER TABLE alarm ADD COLUMN seen_times INTEGER NOT NULL DEFAULT 0; -- how often it had happened when somebody looked; more since: it is open again
ALTER TABLE alarm ADD COLUMN seen_by    BLOB;
ALTER TABLE alarm ADD COLUMN seen_at    INTEGER;
CREATE INDEX alarm_device ON alarm (device, last_at);
CREATE INDEX alarm_open ON alarm (last_at) WHERE times > seen_times;

CREATE INDEX device_seen ON device (role, seen_at) WHERE revoked_at IS NULL;
CREATE INDEX device_place ON device (place);
CREATE INDEX invite_live ON invite (expires_at) WHERE spent_by IS NULL;
