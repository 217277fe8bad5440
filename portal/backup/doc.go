// Package backup puts a whole portal into one encrypted file, while it serves, and takes it out again.
//
// Its invariant: a backup holds one state of the database and every file that this state calls whole; what was taken out is byte for
// byte what went in, or nothing is there. Nobody reads a name in it without the passphrase or the key.
//
// A backup is age( zstd( tar ) ): manifest.json, portal.db, keys.json, blobs/<sha256> for each file, maps/…, and last end.json
// with the SHA-256 of all of them. age authenticates every chunk, so that neither a changed byte nor a cut end passes.
package backup
