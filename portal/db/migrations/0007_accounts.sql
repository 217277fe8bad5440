-- People who sign in: staff and citizens. No password, code or token is here in a form that would let its reader in.

CREATE TABLE staff (
	id          BLOB    PRIMARY KEY CHECK (length(id) = 16),
	login       TEXT    NOT NULL UNIQUE, -- in lower case
	name        TEXT    NOT NULL, -- as colleagues and, under answers, citizens read it
	email       TEXT    NOT NULL DEFAULT '',
	role        TEXT    NOT NULL,
	rights      TEXT    NOT NULL, -- joined by spaces
	department  TEXT    NOT NULL DEFAULT '',
	password    TEXT    NOT NULL, -- Argon2id with its parameters
	password_at INTEGER NOT NULL,
	must_change INTEGER NOT NULL DEFAULT 0, -- somebody else knows the password
	totp        BLOB, -- the secret, encrypted under a key that isn't in this database
	totp_at     INTEGER, -- since when it is asked for; NULL: not yet
	totp_step   INTEGER NOT NULL DEFAULT 0, -- the last one that was used: none before it is good again
	created_at  INTEGER NOT NULL,
	seen_at     INTEGER,
	disabled_at INTEGER
) STRICT;

CREATE TABLE recovery_code (
	staff   BLOB    NOT NULL REFERENCES staff (id),
	hash    BLOB    NOT NULL, -- keyed
	used_at INTEGER,
	PRIMARY KEY (staff, hash)
) STRICT;

CREATE TABLE citizen (
	id          BLOB    PRIMARY KEY CHECK (length(id) = 16),
	email       TEXT    UNIQUE, -- in lower case, and proved; NULL for who came from a provider without one
	name        TEXT    NOT NULL,
	password    TEXT    NOT NULL, -- '': a provider vouches
	password_at INTEGER NOT NULL,
	lang        TEXT    NOT NULL,
	consent     TEXT    NOT NULL, -- version of the text they agreed to
	consent_at  INTEGER NOT NULL,
	created_at  INTEGER NOT NULL,
	seen_at     INTEGER,
	disabled_at INTEGER
) STRICT;

-- Who a provider of OpenID Connect says somebody is.
CREATE TABLE citizen_identity (
	issuer   TEXT    NOT NULL,
	subject  TEXT    NOT NULL,
	citizen  BLOB    NOT NULL REFERENCES citizen (id),
	provider TEXT    NOT NULL,
	added_at INTEGER NOT NULL,
	PRIMARY KEY (issuer, subject)
) STRICT;
CREATE INDEX citizen_identity_citizen ON citizen_identity (citizen);

CREATE TABLE provider (
	id       TEXT    PRIMARY KEY,
	name     TEXT    NOT NULL, -- on the button
	issuer   TEXT    NOT NULL UNIQUE,
	client   TEXT    NOT NULL,
	secret   BLOB    NOT NULL, -- encrypted, as totp is
	added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
	hash       BLOB    PRIMARY KEY, -- of the token in the browser
	account    BLOB    NOT NULL, -- a member of staff or a citizen
	kind       TEXT    NOT NULL, -- which of them: staff or citizen
	stage      TEXT    NOT NULL, -- full, or what is still to be done
	agent      TEXT    NOT NULL, -- kind of browser, for the list of one's own sessions
	created_at INTEGER NOT NULL,
	seen_at    INTEGER NOT NULL,
	expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account, created_at);
CREATE INDEX session_expires ON session (expires_at);

-- Links that were mailed to prove an address.
CREATE TABLE mailed_link (
	hash       BLOB    PRIMARY KEY,
	kind       TEXT    NOT NULL, -- join or reset
	email      TEXT    NOT NULL,
	account    BLOB, -- NULL: there is none yet
	created_at INTEGER NOT NULL,
	expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX mailed_link_email ON mailed_link (email);

-- Wrong passwords and codes, and requests for letters, by a keyed hash of what they were counted against.
CREATE TABLE tally (
	hash  BLOB    PRIMARY KEY,
	count INTEGER NOT NULL,
	since INTEGER NOT NULL
) STRICT;
CREATE INDEX tally_since ON tally (since);
