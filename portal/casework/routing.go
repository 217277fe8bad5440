package casework

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/sync/wire"
)

// maxRouting is the largest table that is taken, in bytes: it goes to every device.
const maxRouting = 256 << 10

// Routing is who deals with what where at present; empty if nobody has said.
func Routing(tx *db.Tx) (civic.Routing, error) {
	table, err := tx.Setting(db.SettingRouting)
	if errors.Is(err, db.ErrNotFound) {
		return civic.Routing{}, nil
	}
	if err != nil {
		return civic.Routing{}, err
	}
	return civic.ParseRouting(table)
}

// ReadRouting reads a table that somebody wrote. The error wraps civic.ErrRouting for one that makes no sense, or names what this
// portal's classifier doesn't know.
func (o *Office) ReadRouting(table []byte) (civic.Routing, error) {
	if len(table) > maxRouting {
		return civic.Routing{}, fmt.Errorf("%w: more than %d bytes", civic.ErrRouting, maxRouting)
	}
	r, err := civic.ParseRouting(table)
	if err != nil {
		return r, err
	}
	return r, r.Check(o.known)
}

// PutRouting says who deals with what where from now on, keeps who said so, and tells all devices. The same table again changes
// nothing. The errors are those of ReadRouting, or ErrForbidden.
func (o *Office) PutRouting(ctx context.Context, table []byte, by Actor, note string) (civic.Routing, error) {
	r, err := o.ReadRouting(table)
	if err != nil {
		return r, err
	}
	if by.Role != civic.RoleSystem && !by.may(accounts.RightAdminister) {
		return r, ErrForbidden
	}
	return r, o.db.Write(ctx, func(tx *db.Tx) error {
		switch before, err := tx.Setting(db.SettingRouting); {
		case err != nil && !errors.Is(err, db.ErrNotFound):
			return err
		case err == nil && bytes.Equal(before, table):
			return nil // it is told already
		}
		if err := tx.PutSetting(db.SettingRouting, table); err != nil {
			return err
		}
		if err := tx.AddRoutingVersion(db.RoutingVersion{Actor: by.Account, Note: civic.Tidy(note), Body: table}); err != nil {
			return err
		}
		return tx.AddChange(db.Scope{}, wire.Change{Kind: wire.ChangeRouting, Body: table})
	})
}

// Departments are all that a report can be given to: the classifier's, and the district's own, which routes name.
func (o *Office) Departments(tx *db.Tx) ([]civic.Department, error) {
	r, err := Routing(tx)
	all := o.known.Departments()
	seen := map[civic.DepartmentSlug]bool{}
	for _, d := range all {
		seen[d.Slug] = true
	}
	for _, route := range r.Routes() {
		d := slugged(civic.Department{Slug: route.Department, Title: route.Title})
		if route.Title != (civic.Title{}) && !seen[d.Slug] {
			seen[d.Slug] = true
			all = append(all, d)
		}
	}
	return all, err
}

// slugged gives a department of the district's own a slug made of its title.
func slugged(d civic.Department) civic.Department {
	if d.Slug == "" && d.Title != (civic.Title{}) {
		sum := sha256.Sum256([]byte(d.Title.RU))
		d.Slug = civic.DepartmentSlug("own-" + hex.EncodeToString(sum[:6]))
	}
	return d
}

// responsible is whom the rules give a case to.
func (o *Office) responsible(r civic.Routing, c db.Case) (civic.Department, bool) {
	d, ok := r.Responsible(o.known, c.Category, c.Place.Settlement)
	return slugged(d), ok
}

// Moved is an open report that another table gives to somebody else.
type Moved struct {
	Case     db.Case
	From, To civic.Department
}

// maxPreview is how many open reports a preview looks at, and maxMoved how many it shows.
const (
	maxPreview = 20_000
	maxMoved   = 50
)

// Preview is what another table would change, before it does.
type Preview struct {
	Moved  []Moved // the first of them
	Count  int
	Looked int  // at how many open reports
	More   bool // there are more open reports than were looked at
}

// PreviewRouting compares what the present rules make of open reports with what other rules would. Reports that a department has stay
// there all the same: a rule only suggests.
func (o *Office) PreviewRouting(tx *db.Tx, other civic.Routing) (p Preview, err error) {
	now, err := Routing(tx)
	if err != nil {
		return p, err
	}
	for _, s := range []civic.Status{civic.StatusModeration, civic.StatusReturned, civic.StatusAssigned, civic.StatusInWork, civic.StatusRework} {
		for last := int64(0); ; {
			page, err := tx.CasesIn(s, last, pageLength)
			if err != nil {
				return p, err
			}
			for _, c := range page {
				last = c.Arrival
				p.Looked++
				from, _ := o.responsible(now, c)
				to, _ := o.responsible(other, c)
				if from.Slug == to.Slug {
					continue
				}
				if p.Count++; len(p.Moved) < maxMoved {
					p.Moved = append(p.Moved, Moved{c, from, to})
				}
			}
			if len(page) < pageLength {
				break
			}
			if p.More = p.Looked >= maxPreview; p.More {
				return p, nil
			}
		}
	}
	return p, nil
}
