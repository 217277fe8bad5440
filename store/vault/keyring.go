package vault

import "github.com/zalando/go-keyring"

// Keyring is the operating system's store of secrets.
type Keyring interface {
	Get(account string) (string, error)
	Set(account, secret string) error
}

// OSKeyring is Secret Service on Linux, Keychain on macOS, Credential Manager on Windows. On Android there is none yet.
type OSKeyring struct{}

const service = "org.priyom.app"

// Get reads a secret.
func (OSKeyring) Get(account string) (string, error) { return keyring.Get(service, account) }

// Set writes a secret.
func (OSKeyring) Set(account, secret string) error { return keyring.Set(service, account, secret) }
