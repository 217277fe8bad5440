package api

import (
	"errors"
	"net/http"

	"priyom/portal/db"
	"priyom/sync/wire"
)

func (a *API) hello(w http.ResponseWriter, r *http.Request, _ *note) error {
	name, err := a.name(r)
	if err != nil {
		return err
	}
	return a.reply(w, wire.Hello{Portal: a.Keys.Portal, Name: name, Time: a.DB.Now().UnixMilli(), Versions: []int{wire.Version}})
}

// name is read each time: another process may have changed it.
func (a *API) name(r *http.Request) (name string, err error) {
	err = a.DB.Read(r.Context(), func(tx *db.Tx) error {
		v, err := tx.Setting(db.SettingName)
		name = string(v)
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		return err
	})
	return name, err
}
