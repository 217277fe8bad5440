package portal

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"net/url"

	"priyom/portal/accounts"
	"priyom/portal/db"
)

// setupKey is made from the portal's keys and a salt in the database: neither alone tells it, and nothing keeps it.
func (p *Portal) setupKey(ctx context.Context) (string, error) {
	salt, err := setting(ctx, p.db, db.SettingStaffLink)
	if err != nil {
		return "", err
	}
	key, err := p.keys.Derive("staff link", salt)
	return base64.RawURLEncoding.EncodeToString(key), err
}

// SetupLink is the address, under base, where the first administrator is made. Once there is a member of staff it leads nowhere, and
// is "".
func (p *Portal) SetupLink(ctx context.Context, base string) (string, error) {
	staffed, err := p.accounts.Staffed(ctx)
	if err != nil || staffed {
		return "", err
	}
	key, err := p.setupKey(ctx)
	if err != nil {
		return "", err
	}
	return base + "/staff/setup?" + url.Values{"key": {key}}.Encode(), nil
}

// RenewSetupLink makes the links of before worthless.
func (p *Portal) RenewSetupLink(ctx context.Context) error {
	fresh, err := salt(p.random)
	if err != nil {
		return err
	}
	return p.db.Write(ctx, func(tx *db.Tx) error { return tx.PutSetting(db.SettingStaffLink, fresh) })
}

func (p *Portal) isSetup(r *http.Request, key string) (bool, error) {
	right, err := p.setupKey(r.Context())
	return err == nil && subtle.ConstantTimeCompare([]byte(right), []byte(key)) == 1, err
}

// Accounts keeps the accounts of staff and citizens.
func (p *Portal) Accounts() *accounts.Office { return p.accounts }
