package draft

import (
	"context"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/crypto/chacha20poly1305"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/own"
	"priyom/store/journal"
)

// Errors of this package.
var (
	ErrMany = errors.New("draft: enough photos")
	ErrLost = errors.New("draft: can't be read with this key")
)

// Lasts is how long nobody need touch a draft before it is forgotten.
const Lasts = 14 * 24 * time.Hour

// Token is what a browser keeps: who has it can read the draft.
type Token [32]byte

// ParseToken reads what String wrote; ok is false for anything else.
func ParseToken(s string) (t Token, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(raw) != len(t) {
		return t, false
	}
	return Token(raw), true
}

func (t Token) String() string { return base64.RawURLEncoding.EncodeToString(t[:]) }

// id is under what a draft lies; the token doesn't follow from it.
func (t Token) id() [32]byte { return sha256.Sum256(append([]byte("priyom draft 1\n"), t[:]...)) }

// Store keeps drafts.
type Store struct {
	db     *db.DB
	random io.Reader
}

// New makes one.
func New(d *db.DB, random io.Reader) *Store { return &Store{d, random} }

// Token draws a new one. Nothing is kept under it until Save.
func (s *Store) Token() (t Token, err error) {
	if _, err := io.ReadFull(s.random, t[:]); err != nil {
		return t, fmt.Errorf("draft: randomness: %w", err)
	}
	return t, nil
}

func (t Token) box() (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, t[:], nil, "priyom draft", chacha20poly1305.KeySize)
	if err != nil {
		return nil, fmt.Errorf("draft: %w", err)
	}
	return chacha20poly1305.NewX(key)
}

// lock encrypts one part of a draft; name says which.
func (s *Store) lock(t Token, name string, plain []byte) ([]byte, error) {
	box, err := t.box()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize(), box.NonceSize()+len(plain)+box.Overhead())
	if _, err := io.ReadFull(s.random, nonce); err != nil {
		return nil, fmt.Errorf("draft: randomness: %w", err)
	}
	return box.Seal(nonce, nonce, plain, []byte(name)), nil
}

func unlock(t Token, name string, locked []byte) ([]byte, error) {
	box, err := t.box()
	if err != nil {
		return nil, err
	}
	if len(locked) < box.NonceSize() {
		return nil, ErrLost
	}
	plain, err := box.Open(nil, locked[:box.NonceSize()], locked[box.NonceSize():], []byte(name))
	if err != nil {
		return nil, ErrLost
	}
	return plain, nil
}

// Load reads what was saved, and the photos without their pictures. The error wraps db.ErrNotFound if there is nothing.
func (s *Store) Load(ctx context.Context, t Token) (body []byte, photos []own.Photo, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		d, err := tx.Draft(t.id())
		if err != nil {
			return err
		}
		if body, err = unlock(t, "body", d.Body); err != nil {
			return err
		}
		kept, err := tx.DraftPhotos(t.id())
		for _, k := range kept {
			p, err := readPhoto(t, k)
			if err != nil {
				return err
			}
			photos = append(photos, p)
		}
		return err
	})
	return body, photos, err
}

// Save keeps a body in place of what was, and forgets drafts that nobody touched for long.
func (s *Store) Save(ctx context.Context, t Token, body []byte) error {
	locked, err := s.lock(t, "body", body)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := tx.DropDrafts(tx.Now.Add(-Lasts)); err != nil {
			return err
		}
		return tx.PutDraft(db.Draft{ID: t.id(), Body: locked})
	})
}

// Drop forgets a draft.
func (s *Store) Drop(ctx context.Context, t Token) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return tx.DropDraft(t.id()) })
}

// AddPhoto puts a photo into a draft that was saved. The error is ErrMany when it has as many as a report may have.
func (s *Store) AddPhoto(ctx context.Context, t Token, p own.Photo) error {
	p.State = civic.PhotoPrepared
	facts, err := journal.EncodePhoto(civic.ReportID{}, p.Photo, civic.NoOperator)
	if err != nil {
		return err
	}
	kept := db.DraftPhoto{ID: p.ID}
	name := p.ID.String()
	if kept.Facts, err = s.lock(t, "facts "+name, facts); err != nil {
		return err
	}
	if kept.Copy, err = s.lock(t, "copy "+name, p.CopyBytes); err != nil {
		return err
	}
	if kept.Preview, err = s.lock(t, "preview "+name, p.PreviewBytes); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		before, err := tx.DraftPhotos(t.id())
		if err != nil {
			return err
		}
		if len(before) >= civic.MaxPhotos {
			return ErrMany
		}
		return tx.AddDraftPhoto(t.id(), kept)
	})
}

// DropPhoto takes one out.
func (s *Store) DropPhoto(ctx context.Context, t Token, id civic.PhotoID) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return tx.DropDraftPhoto(t.id(), id) })
}

// Photo reads one with its pictures; the error wraps db.ErrNotFound.
func (s *Store) Photo(ctx context.Context, t Token, id civic.PhotoID) (p own.Photo, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = photo(tx, t, id)
		return err
	})
	return p, err
}

// Photos reads all of them with their pictures, in their order.
func (s *Store) Photos(ctx context.Context, t Token) (all []own.Photo, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		kept, err := tx.DraftPhotos(t.id())
		for _, k := range kept {
			p, err := photo(tx, t, k.ID)
			if err != nil {
				return err
			}
			all = append(all, p)
		}
		return err
	})
	return all, err
}

func photo(tx *db.Tx, t Token, id civic.PhotoID) (own.Photo, error) {
	kept, err := tx.DraftPhoto(t.id(), id)
	if err != nil {
		return own.Photo{}, err
	}
	p, err := readPhoto(t, kept)
	if err != nil {
		return p, err
	}
	if p.CopyBytes, err = unlock(t, "copy "+id.String(), kept.Copy); err != nil {
		return p, err
	}
	if p.PreviewBytes, err = unlock(t, "preview "+id.String(), kept.Preview); err != nil {
		return p, err
	}
	p.Copy, p.Preview = ref(p.CopyBytes), ref(p.PreviewBytes)
	return p, nil
}

func readPhoto(t Token, kept db.DraftPhoto) (own.Photo, error) {
	facts, err := unlock(t, "facts "+civic.PhotoID(kept.ID).String(), kept.Facts)
	if err != nil {
		return own.Photo{}, err
	}
	_, p, err := journal.DecodePhoto(facts)
	return own.Photo{Photo: p}, err
}

func ref(content []byte) civic.BlobRef {
	return civic.BlobRef{SHA256: sha256.Sum256(content), Size: int64(len(content))}
}
