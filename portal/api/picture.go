package api

import (
	"errors"
	"net/http"
	"os"
	"time"

	"priyom/portal/db"
	"priyom/sync/wire"
)

// pictureTime is how long the sending of a picture may take; what is cut off is resumed.
const pictureTime = 15 * time.Minute

// getBlob sends a picture of a task to the device that has it to do, from where its range begins. Nobody else gets anything, and no
// other files.
func (a *API) getBlob(w http.ResponseWriter, r *http.Request, n *note) error {
	device, sum, err := a.blobRequest(r, n)
	if err != nil {
		return err
	}
	err = a.DB.Read(r.Context(), func(tx *db.Tx) error {
		_, err := tx.TaskPicture(device.ID, sum)
		return err
	})
	if errors.Is(err, db.ErrNotFound) {
		return wire.ProblemUnknownBlob
	}
	if err != nil {
		return err
	}
	f, err := a.Blobs.Open(r.Context(), sum)
	if errors.Is(err, os.ErrNotExist) {
		return wire.ProblemUnknownBlob
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()                                                // only read
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(pictureTime)) // a writer that can't be bounded is a test's
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Etag", `"`+sum.String()+`"`)
	http.ServeContent(w, r, "", time.Time{}, f)
	return nil
}
