package api

import (
	"net/http"
	"time"

	"priyom/sync/wire"
)

// packTime is how long the sending of a pack may take; what is cut off is resumed.
const packTime = 2 * time.Hour

// pack sends a district pack to a device, from where its range begins.
func (a *API) pack(w http.ResponseWriter, r *http.Request, n *note) error {
	_, sum, err := a.blobRequest(r, n)
	if err != nil {
		return err
	}
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(packTime)) // a writer that can't be bounded is a test's
	there, err := a.Maps.Serve(w, r, sum)
	if err == nil && !there {
		return wire.ProblemUnknownBlob
	}
	return err
}
