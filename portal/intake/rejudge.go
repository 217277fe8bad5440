package intake

import (
	"context"
	"errors"
	"fmt"

	"priyom/portal/db"
	"priyom/portal/tell"
)

// rulesVersion changes with every change of judge or settle, and so brings about that Rejudge looks again.
const rulesVersion = 9

const pageLength = 500 // entries

// Rejudge looks again at the entries nothing was made from, if this version of the program judges otherwise than the one
// that did: a kind or a category that was unknown then may be known now.
func (in *Intake) Rejudge(ctx context.Context) error {
	rules := fmt.Sprintf("%d %s", rulesVersion, in.classifier.Version())
	same := false
	err := in.db.Read(ctx, func(tx *db.Tx) error {
		before, err := tx.Setting(db.SettingRules)
		same = string(before) == rules
		return ignoreNotFound(err)
	})
	if err != nil || same {
		return err
	}
	return in.db.Write(ctx, func(tx *db.Tx) error {
		last := int64(0)
		for {
			page, err := tx.UnusedAfter(last, pageLength)
			if err != nil {
				return err
			}
			for _, e := range page {
				j := in.judge(&e.Entry, e.Role)
				used, verdict, err := settle(tx, e, j)
				if err != nil {
					return err
				}
				if used {
					if err := in.work(tx, e, j); err != nil {
						return err
					}
				}
				if err := tx.SettleEntry(e.Arrival, used, verdict); err != nil {
					return err
				}
				last = e.Arrival
			}
			if len(page) < pageLength {
				if err := tellOfAll(tx); err != nil {
					return err
				}
				return tx.PutSetting(db.SettingRules, []byte(rules))
			}
		}
	})
}

// Replay makes of an entry what would be made of it today, in a database of its own, where all entries before it were
// replayed. Of the entry itself only a stub is kept there.
func (in *Intake) Replay(tx *db.Tx, e db.Entry) (used bool, verdict string, err error) {
	stub := e
	stub.Public, stub.Sealed, stub.Blobs = nil, nil, nil
	if _, err := tx.AddEntry(stub); err != nil {
		return false, "", err
	}
	return settle(tx, e, in.judge(&e.Entry, e.Role))
}

func ignoreNotFound(err error) error {
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	return err
}

// tellOfAll makes digests of the reports that came before there were any.
func tellOfAll(tx *db.Tx) error {
	for last := int64(0); ; {
		page, err := tx.ReportsWithoutNear(last, pageLength)
		if err != nil {
			return err
		}
		for _, r := range page {
			last = r.Arrival
			if !r.Status.Open() {
				continue
			}
			if err := tell.Near(tx, r.ID); err != nil {
				return err
			}
		}
		if len(page) < pageLength {
			return nil
		}
	}
}
