package portal

import (
	"context"
	"errors"

	"priyom/civic"
	"priyom/portal/db"
)

// Nameless says whether citizens' devices may join without an account.
func (p *Portal) Nameless(ctx context.Context) (on bool, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		v, err := tx.Setting(db.SettingNameless)
		on = string(v) == "1"
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		return err
	})
	return on, err
}

// SetNameless says that they may, or mayn't any more. Those that did stay.
func (p *Portal) SetNameless(ctx context.Context, on bool) error {
	v := "0"
	if on {
		v = "1"
	}
	return p.db.Write(ctx, func(tx *db.Tx) error { return tx.PutSetting(db.SettingNameless, []byte(v)) })
}

// InviteOwn makes a code with which a device comes to the account with an address, which is made if there is none: whoever calls this vouches
// for it.
func (p *Portal) InviteOwn(ctx context.Context, email string) (code string, err error) {
	err = p.db.Write(ctx, func(tx *db.Tx) error {
		account, err := p.accounts.Proved(tx, email, civic.LangRU)
		if err == nil {
			code, _, err = p.desk.InviteOwn(tx, account)
		}
		return err
	})
	return code, err
}
