package db

import (
	"fmt"
	"time"
)

// Provider is a provider of OpenID Connect that citizens may sign in with.
type Provider struct {
	ID     string // in addresses
	Name   string // on the button
	Issuer string
	Client string // what the portal is called there
	Secret []byte // encrypted
	Added  time.Time
}

const providerColumns = "id, name, issuer, client, secret, added_at"

func readProvider(row scanner) (p Provider, err error) {
	err = row.Scan(&p.ID, &p.Name, &p.Issuer, &p.Client, &p.Secret, moment{&p.Added})
	return p, err
}

// Providers lists all, by name.
func (t *Tx) Providers() ([]Provider, error) {
	return all(t, "list providers", readProvider, "SELECT "+providerColumns+" FROM provider ORDER BY name, id")
}

// PutProvider keeps one as it is now.
func (t *Tx) PutProvider(p Provider) error {
	_, err := t.exec("put provider", "INSERT INTO provider ("+providerColumns+`) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, issuer = excluded.issuer, client = excluded.client, secret = excluded.secret`,
		p.ID, p.Name, p.Issuer, p.Client, p.Secret, p.Added.UnixMilli())
	return err
}

// DropProvider forgets one; the error wraps ErrNotFound.
func (t *Tx) DropProvider(id string) error {
	changed, err := t.exec("drop provider", "DELETE FROM provider WHERE id = $1", id)
	if err == nil && changed == 0 {
		err = fmt.Errorf("db: provider %q: %w", id, ErrNotFound)
	}
	return err
}
