package resident

import (
	"os"
	"path/filepath"
)

// Keyring is a folder in the place of a phone's key store: a passphrase would be slow, and a phone has none.
type Keyring string

// Get implements vault.Keyring.
func (k Keyring) Get(account string) (string, error) {
	secret, err := os.ReadFile(filepath.Join(string(k), account))
	if os.IsNotExist(err) {
		return "", nil
	}
	return string(secret), err
}

// Set implements vault.Keyring.
func (k Keyring) Set(account, secret string) error {
	return os.WriteFile(filepath.Join(string(k), account), []byte(secret), 0o600)
}
