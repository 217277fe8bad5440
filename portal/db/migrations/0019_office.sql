-- Staff are told in their own language; petitions tell those who signed or follow them, and are answered; citizens change their address.

ALTER TABLE staff ADD COLUMN lang TEXT NOT NULL DEFAULT ''; -- that they signed in with last; '': nobody knows

ALTER TABLE petition ADD COLUMN reached_at INTEGER; -- when it first had as many valid signatures as it takes

CREATE TABLE petition_answer (
	petition  BLOB    PRIMARY KEY REFERENCES petition (id),
	words     TEXT    NOT NULL,
	signatory TEXT    NOT NULL,
	actor     BLOB, -- NULL: a command on the portal's machine
	at        INTEGER NOT NULL
) STRICT;

CREATE TABLE petition_follower (
	petition BLOB    NOT NULL REFERENCES petition (id),
	account  BLOB    NOT NULL,
	at       INTEGER NOT NULL,
	PRIMARY KEY (petition, account)
) STRICT;
CREATE INDEX petition_follower_account ON petition_follower (account);

-- Somebody who wants another address: both the old and the new one say so, each by a link that was mailed to it.
CREATE TABLE email_change (
	account    BLOB    PRIMARY KEY,
	email      TEXT    NOT NULL, -- the new one
	old_link   BLOB, -- hash; NULL once it was followed, or where there was no address before
	new_link   BLOB,
	created_at INTEGER NOT NULL,
	expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX email_change_old ON email_change (old_link);
CREATE INDEX email_change_new ON email_change (new_link);
CREATE INDEX email_change_expires ON email_change (expires_at);

-- Browsers and networks from which somebody signed in before, by a keyed hash with the account's name: others' wrong tries don't keep
-- them out.
CREATE TABLE known_browser (
	hash    BLOB    PRIMARY KEY,
	seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX known_browser_seen ON known_browser (seen_at);
