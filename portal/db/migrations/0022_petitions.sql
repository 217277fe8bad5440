-- Devices are listed by what they are: citizens' own apart from those that the district gave out.
CREATE INDEX device_role ON device (role, code);

-- Which signatures an account stood behind when they came, as a hash keyed for the petition. Whose a device is nobody told in a journal: an
-- audit reads this as it is.
CREATE TABLE vouched (
	signature BLOB PRIMARY KEY CHECK (length(signature) = 16),
	petition  BLOB NOT NULL REFERENCES petition (id),
	voucher   BLOB NOT NULL CHECK (length(voucher) = 32)
) STRICT;
CREATE INDEX vouched_account ON vouched (petition, voucher);
