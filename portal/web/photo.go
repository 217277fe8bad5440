package web

import (
	"encoding/hex"
	"net/http"
	"time"

	"priyom/portal/db"
	"priyom/store/journal"
)

// photo sends a copy or a preview that was found fit to be shown, and nothing else, whatever is asked for.
func (w *Web) photo(rw http.ResponseWriter, r *http.Request) {
	raw, err := hex.DecodeString(r.PathValue("sha256"))
	if err != nil || len(raw) != len(journal.Hash{}) {
		w.message(rw, r, http.StatusNotFound, "missing")
		return
	}
	sum := journal.Hash(raw)
	showable := false
	err = w.DB.Read(r.Context(), func(tx *db.Tx) error {
		showable, err = tx.Showable(sum)
		return err
	})
	if err != nil {
		w.fail(rw, r, err)
		return
	}
	if !showable {
		w.message(rw, r, http.StatusNotFound, "missing")
		return
	}
	f, err := w.Blobs.Open(sum)
	if err != nil {
		w.fail(rw, r, err)
		return
	}
	defer f.Close()
	rw.Header().Set("Content-Type", "image/jpeg")
	rw.Header().Set("Content-Disposition", "inline")
	rw.Header().Set("Cache-Control", "private, max-age=31536000, immutable") // the address is the content's hash
	rw.Header().Set("ETag", `"`+sum.String()+`"`)
	http.ServeContent(rw, r, "", time.Time{}, f)
}
