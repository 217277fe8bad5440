package picture

import (
	"encoding/hex"
	"net/http"
	"time"

	"priyom/portal/db"
	"priyom/store/journal"
)

// Photo sends the file that {sha256} names if it may be shown, and nothing else, whatever is asked for.
func (p *Pictures) Photo(rw http.ResponseWriter, r *http.Request, may func(tx *db.Tx, sum [32]byte) (bool, error)) {
	raw, err := hex.DecodeString(r.PathValue("sha256"))
	if err != nil || len(raw) != len(journal.Hash{}) {
		p.Kit.Missing(rw, r)
		return
	}
	sum := journal.Hash(raw)
	showable := false
	err = p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		showable, err = may(tx, sum)
		return err
	})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	if !showable {
		p.Kit.Missing(rw, r)
		return
	}
	f, err := p.Blobs.Open(r.Context(), sum)
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	defer f.Close()
	rw.Header().Set("Content-Type", "image/jpeg")
	rw.Header().Set("Content-Disposition", "inline")
	// The content behind an address never changes, but whether it may be seen does: a report that is hidden takes its pictures along. So
	// browsers ask again each time, which costs no more than headers, and nobody in between keeps anything.
	rw.Header().Set("Cache-Control", "private, no-cache")
	rw.Header().Set("ETag", `"`+sum.String()+`"`)
	http.ServeContent(rw, r, "", time.Time{}, f)
}
