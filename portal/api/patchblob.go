package api

import (
	"errors"
	"net/http"
	"strconv"

	"priyom/portal/blobs"
	"priyom/sync/wire"
)

// patchBlob takes in a piece of a file, as draft-ietf-httpbis-resumable-upload has it.
func (a *API) patchBlob(w http.ResponseWriter, r *http.Request, n *note) error {
	device, sum, err := a.blobRequest(r, n)
	if err != nil {
		return err
	}
	offset, err := strconv.ParseInt(r.Header.Get("Upload-Offset"), 10, 64)
	if err != nil || offset < 0 {
		return wire.ProblemMalformed
	}
	st, err := a.Blobs.State(r.Context(), device.ID, sum)
	if err != nil {
		return err
	}
	if !st.Whole() {
		if err := checkLengths(r, st, offset); err != nil {
			return err
		}
		b := a.body(w, r, n)
		defer b.detach()
		st, err = a.Blobs.Append(r.Context(), device.ID, sum, offset, b)
	}
	switch {
	case errors.Is(err, blobs.ErrOffset), errors.Is(err, blobs.ErrHash), errors.Is(err, blobs.ErrFull), errors.Is(err, errStopped):
		setOffset(w, st)
		return err
	case err != nil:
		return err
	}
	setOffset(w, st)
	n.leave(w, r)
	if st.Whole() {
		return a.reply(w, a.blobState(device.ID, st))
	}
	expire(w)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// checkLengths compares what a request says of the file's size, before any of it is read, with what its entry says.
func checkLengths(r *http.Request, st blobs.State, offset int64) error {
	if said := r.Header.Get("Upload-Length"); said != "" {
		length, err := strconv.ParseInt(said, 10, 64)
		if err != nil || length < 0 {
			return wire.ProblemMalformed
		}
		if length != st.Size {
			return blobs.ErrSize
		}
	}
	if r.ContentLength < 0 || offset > st.Size {
		return nil // not said: no more is read than belongs to the file; or refused for its offset in a moment
	}
	end := offset + r.ContentLength
	switch {
	case end > st.Size:
		return wire.ProblemTooLarge
	case r.Header.Get("Upload-Complete") == "?1" && end != st.Size:
		return blobs.ErrSize
	}
	return nil
}
