// Package offices keeps how people reach the district's administration and its reception points.
//
// Its invariant: what the pages say and what devices print is the same list, the last one that was put.
package offices

import (
	"encoding/json"
	"errors"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/sync/wire"
)

// Read is the list in use; empty if nobody has said.
func Read(tx *db.Tx) (civic.Offices, error) {
	text, err := tx.Setting(db.SettingOffices)
	if errors.Is(err, db.ErrNotFound) {
		return civic.Offices{}, nil
	}
	if err != nil {
		return civic.Offices{}, err
	}
	return civic.ParseOffices(text)
}

// Put makes a list the one in use, and tells all devices; changed is false for the one that they were told already. The error wraps
// civic.ErrOffices.
func Put(tx *db.Tx, list []civic.Office) (changed bool, err error) {
	if list == nil {
		list = []civic.Office{} // an empty list takes back what was said
	}
	text, err := json.Marshal(list)
	if err != nil {
		return false, err
	}
	o, err := civic.ParseOffices(text)
	if err != nil {
		return false, err
	}
	before, err := Read(tx)
	if err != nil || before.Equal(o) || len(list) == 0 && len(before.List()) == 0 {
		return false, err
	}
	if err := tx.PutSetting(db.SettingOffices, text); err != nil {
		return false, err
	}
	return true, tx.AddChange(db.Scope{}, wire.Change{Kind: wire.ChangeOffices, Body: text})
}
