package keys

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/uuid"

	"priyom/durable"
	"priyom/store/journal"
)

// ErrNone is returned for a home folder that has no keys.
var ErrNone = errors.New("keys: none in this folder")

// FileName is the file in a home folder.
const FileName = "keys.json"

const format = 1

// Keys are one portal's. Load or Create makes them.
type Keys struct {
	Portal string // the portal's id, a UUID
	Sign   ed25519.PrivateKey
	seal   []journal.OpenKey // the first is in use
}

// file is keys.json. Whoever reads it can read every name the portal was ever told.
type file struct {
	Format int      `json:"format"`
	Portal string   `json:"portal"`
	Sign   []byte   `json:"sign"` // Ed25519 seed
	Seal   [][]byte `json:"seal"` // X25519, the first in use
}

// Load reads a portal's keys from its home folder; the error wraps ErrNone if there are none.
func Load(home string) (Keys, error) {
	path := filepath.Join(home, FileName)
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Keys{}, fmt.Errorf("%w: %s", ErrNone, path)
	}
	if err != nil {
		return Keys{}, fmt.Errorf("keys: %w", err)
	}
	var f file
	if err := json.Unmarshal(raw, &f); err != nil {
		return Keys{}, fmt.Errorf("keys: %s is damaged", path) // the decoder's words could quote a key
	}
	if f.Format != format {
		return Keys{}, fmt.Errorf("keys: %s has format %d, this program knows %d", path, f.Format, format)
	}
	return f.keys(path)
}

func (f file) keys(path string) (Keys, error) {
	if _, err := uuid.Parse(f.Portal); err != nil || len(f.Sign) != ed25519.SeedSize || len(f.Seal) == 0 {
		return Keys{}, fmt.Errorf("keys: %s is damaged", path)
	}
	k := Keys{Portal: f.Portal, Sign: ed25519.NewKeyFromSeed(f.Sign)}
	for _, raw := range f.Seal {
		open, err := journal.ParseOpenKey(raw)
		if err != nil {
			return Keys{}, fmt.Errorf("keys: %s is damaged: %w", path, err)
		}
		k.seal = append(k.seal, open)
	}
	return k, nil
}

// Create makes a portal's keys. If another process made some meanwhile, it returns those.
func Create(home string, random io.Reader) (Keys, error) {
	id, err := uuid.NewRandomFromReader(random)
	if err != nil {
		return Keys{}, fmt.Errorf("keys: %w", err)
	}
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return Keys{}, fmt.Errorf("keys: %w", err)
	}
	open, err := journal.NewOpenKey()
	if err != nil {
		return Keys{}, err
	}
	secret, err := open.Bytes()
	if err != nil {
		return Keys{}, fmt.Errorf("keys: %w", err)
	}
	raw, err := json.MarshalIndent(file{format, id.String(), seed, [][]byte{secret}}, "", "\t")
	if err != nil {
		return Keys{}, fmt.Errorf("keys: %w", err)
	}
	if err := durable.WriteNew(filepath.Join(home, FileName), raw); err != nil && !errors.Is(err, fs.ErrExist) {
		return Keys{}, fmt.Errorf("keys: %w", err)
	}
	return Load(home)
}

// Verify is the key that receipts are checked with.
func (k Keys) Verify() ed25519.PublicKey { return k.Sign.Public().(ed25519.PublicKey) }

// SealKeys are the public keys that devices may seal to; the first is in use.
func (k Keys) SealKeys() [][]byte {
	public := make([][]byte, 0, len(k.seal))
	for _, open := range k.seal {
		public = append(public, open.Public().Bytes())
	}
	return public
}

// Open finds the key that a sealed part names.
func (k Keys) Open(id journal.KeyID) (journal.OpenKey, bool) {
	for _, open := range k.seal {
		if open.ID == id {
			return open, true
		}
	}
	return journal.OpenKey{}, false
}

// Derive makes 32 secret bytes for one purpose that nobody without the keys can make (HKDF-SHA256, RFC 5869).
func (k Keys) Derive(purpose string, salt []byte) ([]byte, error) {
	secret, err := hkdf.Key(sha256.New, k.Sign.Seed(), salt, "priyom portal "+purpose, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("keys: derive %s: %w", purpose, err)
	}
	return secret, nil
}
