package keys

import (
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
)

// ErrLocked is returned for what these keys didn't lock, or not for this purpose.
var ErrLocked = errors.New("keys: can't be unlocked")

// Lock hides a few bytes for one purpose from whoever has the database alone (XChaCha20-Poly1305). name says what they are: what
// was locked under one name doesn't unlock under another.
func (k Keys) Lock(purpose, name string, plain []byte, random io.Reader) ([]byte, error) {
	secret, err := k.Derive(purpose, nil)
	if err != nil {
		return nil, err
	}
	box, err := chacha20poly1305.NewX(secret)
	if err != nil {
		return nil, fmt.Errorf("keys: lock %s: %w", purpose, err)
	}
	nonce := make([]byte, chacha20poly1305.NonceSizeX, chacha20poly1305.NonceSizeX+len(plain)+chacha20poly1305.Overhead)
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, fmt.Errorf("keys: lock %s: %w", purpose, err)
	}
	return box.Seal(nonce, nonce, plain, []byte(name)), nil
}

// Unlock is the way back. The error wraps ErrLocked.
func (k Keys) Unlock(purpose, name string, locked []byte) ([]byte, error) {
	secret, err := k.Derive(purpose, nil)
	if err != nil {
		return nil, err
	}
	box, err := chacha20poly1305.NewX(secret)
	if err != nil {
		return nil, fmt.Errorf("keys: unlock %s: %w", purpose, err)
	}
	if len(locked) < chacha20poly1305.NonceSizeX {
		return nil, fmt.Errorf("%w: %s", ErrLocked, purpose)
	}
	nonce, rest := locked[:chacha20poly1305.NonceSizeX], locked[chacha20poly1305.NonceSizeX:]
	plain, err := box.Open(nil, nonce, rest, []byte(name))
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrLocked, purpose)
	}
	return plain, nil
}
