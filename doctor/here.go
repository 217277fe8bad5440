package doctor

import (
	"context"
	"errors"
	"os"
	"time"

	"priyom/durable"
	"priyom/store"
	"priyom/store/vault"
	"priyom/tiles/pack"
)

// The limits of what is enough.
const (
	fullBytes  = 100 << 20 // a day's photos don't fit any more
	lowBytes   = 1 << 30
	slowWrite  = time.Second
	oldMap     = 2 * 365 * 24 * time.Hour
	oldBackup  = 8 * 24 * time.Hour
	lawful     = 3 * 24 * time.Hour // an appeal is registered within three days: 59-FZ, article 8
	longQueued = 24 * time.Hour
)

// disk looks at the room, and whether what is written stays.
func (p Patient) disk() Finding {
	free, err := durable.Free(p.Home)
	if err != nil {
		return failed(err)
	}
	begun := time.Now()
	if err := writes(p.Home); err != nil {
		if durable.IsFull(err) {
			return Finding{Level: Bad, Key: "full", Bytes: free, Err: err}
		}
		return Finding{Level: Bad, Key: "readonly", Err: err}
	}
	took := time.Since(begun)
	switch {
	case free < fullBytes:
		return Finding{Level: Bad, Key: "full", Bytes: free}
	case free < lowBytes:
		return Finding{Level: Warn, Key: "low", Bytes: free}
	case took > slowWrite:
		return Finding{Level: Warn, Key: "slow", Bytes: free, For: took}
	}
	return Finding{Level: Good, Key: "good", Bytes: free}
}

// writes tries to put a file durably beside the database.
func writes(dir string) error {
	f, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return err
	}
	_, err = f.Write(make([]byte, 4096))
	return errors.Join(err, f.Sync(), f.Close(), os.Remove(f.Name()))
}

// keys looks whether the device can sign, and what would open this folder elsewhere.
func (p Patient) keys(ctx context.Context) Finding {
	if _, err := p.Store.Key(ctx); err != nil {
		return failed(err)
	}
	recovery, err := vault.HasRecovery(p.Home)
	switch {
	case err != nil:
		return failed(err)
	case p.Source == vault.SourceKeyring && !recovery:
		return Finding{Level: Warn, Key: "keyring"} // with the computer the only key is gone
	case !recovery:
		return Finding{Level: Aside, Key: "passphrase"}
	}
	return Finding{Level: Good, Key: "good"}
}

// memory looks at the database as a whole; every entry and file is the business of store.Verify.
func (p Patient) memory(ctx context.Context) Finding {
	size, err := p.Store.QuickCheck(ctx)
	switch {
	case errors.Is(err, store.ErrDamaged):
		return Finding{Level: Bad, Key: "damaged", Err: err}
	case err != nil:
		return failed(err)
	}
	return Finding{Level: Good, Key: "good", Bytes: size}
}

// queue looks at what hasn't reached the portal.
func (p Patient) queue(ctx context.Context) Finding {
	t, err := p.Store.Totals(ctx)
	if err != nil {
		return failed(err)
	}
	f := Finding{N: t.Entries + t.Files, Bytes: t.Bytes - t.BytesSent}
	if !t.Oldest.IsZero() {
		f.For = p.Clock().Sub(t.Oldest)
	}
	switch {
	case f.For > lawful:
		f.Level, f.Key = Bad, "late"
	case t.NeedPerson > 0:
		f.Level, f.Key, f.N = Warn, "stuck", t.NeedPerson
	case f.For > longQueued:
		f.Level, f.Key = Warn, "old"
	case f.N > 0:
		f.Level, f.Key = Aside, "waiting"
	default:
		f.Level, f.Key = Good, "good"
	}
	return f
}

// district looks at the map in use.
func (p Patient) district() Finding {
	if p.Map == "" {
		return Finding{Level: Warn, Key: "none"}
	}
	opened, err := pack.Open(p.Map)
	if err != nil {
		return Finding{Level: Bad, Key: "damaged", Err: err}
	}
	meta := opened.Meta()
	if err := opened.Close(); err != nil {
		return failed(err)
	}
	f := Finding{Level: Good, Key: "good", At: meta.DataAt, N: meta.Addresses}
	switch {
	case meta.DataAt.IsZero():
		f.Key = "undated"
	case p.Clock().Sub(meta.DataAt) > oldMap:
		f.Level, f.Key = Aside, "old"
	}
	return f
}

func (p Patient) printers(ctx context.Context) Finding {
	if p.Printer == nil {
		return Finding{Level: Aside, Key: "unknown"}
	}
	n, err := p.Printer(ctx)
	switch {
	case err != nil:
		return Finding{Level: Aside, Key: "unknown", Err: err}
	case n == 0:
		return Finding{Level: Aside, Key: "none"}
	}
	return Finding{Level: Good, Key: "good", N: n}
}

func (p Patient) backup() Finding {
	switch {
	case p.Backup.IsZero():
		return Finding{Level: Warn, Key: "none"}
	case p.Clock().Sub(p.Backup) > oldBackup:
		return Finding{Level: Warn, Key: "old", At: p.Backup}
	}
	return Finding{Level: Good, Key: "good", At: p.Backup}
}
