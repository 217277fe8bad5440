package portal

import (
	"context"
	"errors"
	"fmt"
	"io"

	"priyom/portal/db"
	"priyom/portal/keys"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// Errors of a home folder that was put together wrongly.
var (
	ErrKeysLost    = errors.New("portal: keys.json is missing beside a database that has one; put it back from the backup")
	ErrKeysForeign = errors.New("portal: keys.json is another portal's than the database")
)

// identify finds the keys that belong to the database. It makes new ones only where there was nothing before: with other
// keys every device would have to be enrolled again, and what is sealed would stay so.
func identify(ctx context.Context, d *db.DB, home string, random io.Reader) (k keys.Keys, err error) {
	owner, err := setting(ctx, d, db.SettingPortal)
	if err != nil {
		return k, err
	}
	k, err = keys.Load(home)
	if errors.Is(err, keys.ErrNone) {
		if owner != nil {
			return k, ErrKeysLost
		}
		k, err = keys.Create(home, random)
	}
	if err != nil {
		return k, err
	}
	if owner == nil {
		owner, err = claim(ctx, d, k.Portal, random)
	}
	if err == nil && string(owner) != k.Portal {
		err = ErrKeysForeign
	}
	return k, err
}

// claim makes a new database a portal's, unless another process was faster.
func claim(ctx context.Context, d *db.DB, portal string, random io.Reader) (owner []byte, err error) {
	generation, err := salt(random)
	if err != nil {
		return nil, err
	}
	staff, err := salt(random)
	if err != nil {
		return nil, err
	}
	err = d.Write(ctx, func(tx *db.Tx) error {
		if owner, err = tx.Setting(db.SettingPortal); err == nil || !errors.Is(err, db.ErrNotFound) {
			return err
		}
		owner = []byte(portal)
		for name, v := range map[db.Setting][]byte{db.SettingPortal: owner, db.SettingFeed: generation, db.SettingStaffLink: staff} {
			if err := tx.PutSetting(name, v); err != nil {
				return err
			}
		}
		return nil
	})
	return owner, err
}

// salt is 16 random bytes, no secret.
func salt(random io.Reader) ([]byte, error) {
	b := make([]byte, 16)
	if _, err := io.ReadFull(random, b); err != nil {
		return nil, fmt.Errorf("portal: draw a salt: %w", err)
	}
	return b, nil
}

// settle takes over a new name, and tells the devices that know the old one.
func (p *Portal) settle(ctx context.Context, o Options) error {
	before, err := setting(ctx, p.db, db.SettingName)
	if err != nil || o.Name == "" || o.Name == string(before) {
		return err
	}
	body, err := journal.Encode(wire.PortalChange{Name: o.Name, SealKeys: p.keys.SealKeys()})
	if err != nil {
		return fmt.Errorf("portal: %w", err)
	}
	return p.db.Write(ctx, func(tx *db.Tx) error {
		if err := tx.PutSetting(db.SettingName, []byte(o.Name)); err != nil {
			return err
		}
		if any, err := tx.AnyDevice(); err != nil || !any {
			return err // nobody to tell
		}
		return tx.AddChange(db.Scope{}, wire.Change{Kind: wire.ChangePortal, Body: body})
	})
}

// setting is nil if there is none.
func setting(ctx context.Context, d *db.DB, name db.Setting) (v []byte, err error) {
	err = d.Read(ctx, func(tx *db.Tx) error {
		v, err = tx.Setting(name)
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		return err
	})
	return v, err
}
