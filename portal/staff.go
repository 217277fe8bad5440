package portal

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"net/url"

	"priyom/portal/db"
	"priyom/portal/web"
)

// staffKey is made from the portal's keys and a salt in the database: neither alone tells it, and nothing keeps it.
func (p *Portal) staffKey(ctx context.Context) (string, error) {
	salt, err := setting(ctx, p.db, db.SettingStaffLink)
	if err != nil {
		return "", err
	}
	key, err := p.keys.Derive("staff link", salt)
	return base64.RawURLEncoding.EncodeToString(key), err
}

// StaffLink is the address of the pages, under base, for staff who aren't at the portal's own machine.
func (p *Portal) StaffLink(ctx context.Context, base string) (string, error) {
	key, err := p.staffKey(ctx)
	if err != nil {
		return "", err
	}
	return base + "/staff/reports?" + url.Values{web.StaffParam: {key}}.Encode(), nil
}

// RenewStaffLink makes the links and cookies of before worthless.
func (p *Portal) RenewStaffLink(ctx context.Context) error {
	fresh, err := salt(p.random)
	if err != nil {
		return err
	}
	return p.db.Write(ctx, func(tx *db.Tx) error { return tx.PutSetting(db.SettingStaffLink, fresh) })
}

func (p *Portal) isStaff(ctx context.Context, key string) (bool, error) {
	right, err := p.staffKey(ctx)
	return err == nil && subtle.ConstantTimeCompare([]byte(right), []byte(key)) == 1, err
}
