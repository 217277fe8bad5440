// Package vault keeps the one secret of a device's home folder and encrypts with it everything personal that lies there.
//
// Its invariant: without the passphrase or the operating system's keyring a copy of the folder holds no readable name,
// phone, address, picture or key. The master key is 32 random bytes; it lies in vault.json wrapped by a key from
// Argon2id (RFC 9106) or in the keyring, never bare. Fields and files are XChaCha20-Poly1305 under keys derived by HKDF.
package vault
