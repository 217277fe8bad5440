// Package maps keeps the district's map at the portal: one pack, which devices fetch and pages are drawn from.
//
// Its invariant: what is offered lies whole in the folder under its hash, was read from end to end when it came in, and stays
// there while a device may still be fetching it.
package maps

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"priyom/durable"
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
	"priyom/tiles/pack"
	"priyom/tiles/places"
)

// Errors of maps.
var (
	ErrNone  = errors.New("maps: the portal has no map")
	ErrLarge = fmt.Errorf("maps: the pack is over %d bytes", wire.MaxPack)
)

// suffix is how packs are called in the folder, after their hash.
const suffix = ".pack"

// Shelf is the folder with the packs, and the database that says which one is offered.
type Shelf struct {
	dir  string
	db   *db.DB
	sign func(sum journal.Hash, size int64, name string, dataAt int64) wire.PackOffer
}

// Open opens the folder, and makes it where there is none. sign signs for the portal.
func Open(dir string, d *db.DB, sign func(sum journal.Hash, size int64, name string, dataAt int64) wire.PackOffer) (*Shelf, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("maps: %w", err)
	}
	return &Shelf{dir: dir, db: d, sign: sign}, nil
}

// Put takes a pack in and offers it to everybody. The errors are the pack's own (see package pack), ErrLarge, or the disk's.
func (s *Shelf) Put(ctx context.Context, path string) (wire.PackOffer, error) {
	meta, err := check(ctx, path)
	if err != nil {
		return wire.PackOffer{}, err
	}
	sum, size, err := s.copy(path)
	if err != nil {
		return wire.PackOffer{}, fmt.Errorf("maps: %w", err)
	}
	var at int64
	if !meta.DataAt.IsZero() {
		at = meta.DataAt.UnixMilli()
	}
	offer := s.sign(sum, size, meta.Local, at)
	body, err := journal.Encode(offer)
	if err != nil {
		return offer, fmt.Errorf("maps: %w", err)
	}
	return offer, s.db.Write(ctx, func(tx *db.Tx) error {
		before, err := tx.Setting(db.SettingPack)
		if err != nil && !errors.Is(err, db.ErrNotFound) {
			return err
		}
		if string(before) == string(body) {
			return nil // it is offered already
		}
		if err := tx.PutSetting(db.SettingPack, body); err != nil {
			return err
		}
		return tx.AddChange(db.Scope{}, wire.Change{Kind: wire.ChangePack, Body: body})
	})
}

// check reads a pack from end to end.
func check(ctx context.Context, path string) (m pack.Meta, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return m, fmt.Errorf("maps: %w", err)
	}
	if info.Size() > wire.MaxPack {
		return m, ErrLarge
	}
	p, err := pack.Open(path)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	return p.Meta(), places.VerifyPack(ctx, p)
}

// copy puts a file into the folder under its hash, durably.
func (s *Shelf) copy(path string) (sum journal.Hash, size int64, err error) {
	from, err := os.Open(path)
	if err != nil {
		return sum, 0, err
	}
	defer func() { _ = from.Close() }() // only read
	to, err := os.CreateTemp(s.dir, ".new-*")
	if err != nil {
		return sum, 0, err
	}
	defer func() { _ = os.Remove(to.Name()) }() // it has another name when all went well
	h := sha256.New()
	size, err = io.Copy(io.MultiWriter(to, h), from)
	if err := errors.Join(err, to.Sync(), to.Close()); err != nil {
		return sum, 0, err
	}
	sum = journal.Hash(h.Sum(nil))
	if err := os.Rename(to.Name(), s.path(sum)); err != nil {
		return sum, 0, err
	}
	return sum, size, durable.SyncDir(s.dir)
}

func (s *Shelf) path(sum journal.Hash) string { return filepath.Join(s.dir, sum.String()+suffix) }

// Offer is the pack that is offered now; ErrNone if there is none.
func (s *Shelf) Offer(ctx context.Context) (o wire.PackOffer, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		body, err := tx.Setting(db.SettingPack)
		if errors.Is(err, db.ErrNotFound) {
			return ErrNone
		}
		if err != nil {
			return err
		}
		return journal.Decode(body, &o)
	})
	return o, err
}

// File is where the offered pack lies.
func (s *Shelf) File(ctx context.Context) (string, error) {
	o, err := s.Offer(ctx)
	if err != nil {
		return "", err
	}
	return s.path(journal.Hash(o.SHA256)), nil
}

// Serve sends a pack, or the part of it that a range asks for, and says whether it is there.
func (s *Shelf) Serve(w http.ResponseWriter, r *http.Request, sum journal.Hash) (bool, error) {
	f, err := os.Open(s.path(sum))
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("maps: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Etag", `"`+hex.EncodeToString(sum[:])+`"`)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, f)
	return true, nil
}
