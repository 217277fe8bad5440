package vault

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"

	"priyom/durable"
)

// Errors of opening a vault.
var (
	ErrNeedPassphrase  = errors.New("vault: a passphrase is needed")
	ErrWrongPassphrase = errors.New("vault: wrong passphrase")
	ErrKeyring         = errors.New("vault: the keyring doesn't give the key")
	ErrDamaged         = errors.New("vault: damaged")
)

// FileName is the vault's file in the home folder.
const FileName = "vault.json"

// The parameters of Argon2id for new vaults: OWASP's second choice, about 30 ms on an old PC and 46 MB.
const (
	argonTime    = 1
	argonMemory  = 46 << 10 // KiB
	argonThreads = 1
	maxMemory    = 1 << 20 // KiB; a file that asks for more is damaged or hostile
)

// Source says what a vault is opened with.
type Source string

// The sources of the wrapping key.
const (
	SourcePassphrase Source = "passphrase"
	SourceKeyring    Source = "keyring"
)

// Secrets are the ways to open a vault. An empty passphrase means that the keyring is asked; a nil Keyring has none.
type Secrets struct {
	Passphrase string
	Keyring    Keyring
}

// file is vault.json.
type file struct {
	Version int    `json:"version"`
	Source  Source `json:"source"`
	Salt    []byte `json:"salt,omitempty"`
	Time    uint32 `json:"argon2id_time,omitempty"`
	Memory  uint32 `json:"argon2id_memory_kib,omitempty"`
	Threads uint8  `json:"argon2id_threads,omitempty"`
	Account string `json:"account,omitempty"` // in the keyring
	Wrapped []byte `json:"wrapped_key"`

	Recovery *recovery `json:"recovery,omitempty"`
}

// Vault encrypts and decrypts. It may be used by several goroutines at once.
type Vault struct {
	fields cipher.AEAD
	files  cipher.AEAD
}

// Status tells what opening the vault of a home folder would take; "" means that there is none yet.
func Status(home string) (Source, error) {
	f, err := load(home)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return f.Source, err
}

// Open opens the vault of a home folder, or makes one there. The errors are ErrNeedPassphrase, ErrWrongPassphrase,
// ErrKeyring, ErrDamaged, or the disk's.
func Open(home string, s Secrets) (*Vault, error) {
	f, err := load(home)
	if errors.Is(err, fs.ErrNotExist) {
		if err = create(home, s); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		f, err = load(home) // another process may have been faster
	}
	if err != nil {
		return nil, err
	}
	master, err := f.master(s)
	if err != nil {
		return nil, err
	}
	return derive(master)
}

// master is the key that everything else is derived from. A recovery code may stand where the passphrase stands.
func (f file) master(s Secrets) ([]byte, error) {
	if master, ok := f.recover(s); ok {
		return master, nil
	}
	wrapping, err := f.wrappingKey(s)
	if err != nil {
		return nil, err
	}
	master, err := unbox(wrapping, f.Wrapped, []byte("master"))
	switch {
	case err == nil:
		return master, nil
	case f.Source == SourcePassphrase:
		return nil, ErrWrongPassphrase
	}
	return nil, fmt.Errorf("%w: it holds another key than the one that wrapped this folder's", ErrKeyring)
}

func load(home string) (f file, err error) {
	raw, err := os.ReadFile(filepath.Join(home, FileName))
	if err != nil {
		return f, err
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		return f, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if f.Version != 1 || f.Source == SourcePassphrase && (f.Time == 0 || f.Threads == 0 || f.Memory == 0 || f.Memory > maxMemory || f.Time > 100) {
		return f, fmt.Errorf("%w: version %d, source %q", ErrDamaged, f.Version, f.Source)
	}
	return f, nil
}

func create(home string, s Secrets) error {
	f := file{Version: 1}
	switch {
	case s.Passphrase != "":
		f.Source, f.Salt = SourcePassphrase, random(16)
		f.Time, f.Memory, f.Threads = argonTime, argonMemory, argonThreads
	case s.Keyring != nil:
		f.Source, f.Account = SourceKeyring, fmt.Sprintf("%x", random(8))
		if err := s.Keyring.Set(f.Account, fmt.Sprintf("%x", random(32))); err != nil {
			return fmt.Errorf("%w: %w", ErrNeedPassphrase, err)
		}
	default:
		return ErrNeedPassphrase
	}
	wrapping, err := f.wrappingKey(s)
	if err != nil {
		return err
	}
	if f.Wrapped, err = box(wrapping, random(32), []byte("master")); err != nil {
		return err
	}
	raw, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return fmt.Errorf("vault: %w", err)
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return fmt.Errorf("vault: %w", err)
	}
	return durable.WriteNew(filepath.Join(home, FileName), raw)
}

func (f file) wrappingKey(s Secrets) ([]byte, error) {
	if f.Source == SourcePassphrase {
		if s.Passphrase == "" {
			return nil, ErrNeedPassphrase
		}
		return argon2.IDKey([]byte(s.Passphrase), f.Salt, f.Time, f.Memory, f.Threads, chacha20poly1305.KeySize), nil
	}
	if s.Keyring == nil {
		return nil, ErrKeyring
	}
	secret, err := s.Keyring.Get(f.Account)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyring, err)
	}
	sum := sha256.Sum256([]byte(secret))
	return sum[:], nil
}

func derive(master []byte) (*Vault, error) {
	var v Vault
	for purpose, aead := range map[string]*cipher.AEAD{"priyom fields 1": &v.fields, "priyom files 1": &v.files} {
		key, err := hkdf.Key(sha256.New, master, nil, purpose, chacha20poly1305.KeySize)
		if err != nil {
			return nil, fmt.Errorf("vault: %w", err)
		}
		if *aead, err = chacha20poly1305.NewX(key); err != nil {
			return nil, fmt.Errorf("vault: %w", err)
		}
	}
	return &v, nil
}

// Seal encrypts a field. The context says which field of which row it is: elsewhere it doesn't open.
func (v *Vault) Seal(context string, plain []byte) []byte {
	nonce := random(chacha20poly1305.NonceSizeX)
	return v.fields.Seal(nonce, nonce, plain, []byte(context))
}

// Open decrypts what Seal made for the same context; the error wraps ErrDamaged.
func (v *Vault) Open(context string, sealed []byte) ([]byte, error) {
	if len(sealed) < chacha20poly1305.NonceSizeX {
		return nil, fmt.Errorf("%w: %s", ErrDamaged, context)
	}
	nonce, text := sealed[:chacha20poly1305.NonceSizeX], sealed[chacha20poly1305.NonceSizeX:]
	plain, err := v.fields.Open(nil, nonce, text, []byte(context))
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrDamaged, context)
	}
	return plain, nil
}

func box(key, plain, context []byte) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	nonce := random(aead.NonceSize())
	return aead.Seal(nonce, nonce, plain, context), nil
}

func unbox(key, sealed, context []byte) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil || len(sealed) < aead.NonceSize() {
		return nil, ErrDamaged
	}
	return aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], context)
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails: see crypto/rand
	return b
}
