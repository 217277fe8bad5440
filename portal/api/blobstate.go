package api

import (
	"context"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"

	"priyom/civic"
	"priyom/portal/blobs"
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// blobStates tells how much is here of the files that a device asks about.
func (a *API) blobStates(ctx context.Context, device civic.DeviceID, asked [][]byte) ([]wire.BlobState, error) {
	var states []wire.BlobState
	for _, raw := range asked {
		if len(raw) != len(journal.Hash{}) {
			return nil, wire.ProblemMalformed
		}
		sum := journal.Hash(raw)
		st, err := a.Blobs.State(ctx, device, sum)
		switch {
		case errors.Is(err, blobs.ErrUnknown), errors.Is(err, blobs.ErrLarge), errors.Is(err, blobs.ErrSize):
			states = append(states, wire.BlobState{SHA256: raw, Refused: problemOf(err).Key})
		case err != nil:
			return nil, err
		default:
			states = append(states, a.blobState(device, st))
		}
	}
	return states, nil
}

// blobState is a file's state on the wire, with a receipt if all of it is here.
func (a *API) blobState(device civic.DeviceID, st blobs.State) wire.BlobState {
	s := wire.BlobState{SHA256: st.SHA256[:], Offset: st.Offset}
	if st.Whole() {
		s.Receipt = wire.NewBlobReceipt(journal.NewBlobReceipt(device, st.SHA256, st.Size, st.Completed, a.Keys.Sign))
	}
	return s
}

// blobRequest finds out which device means which file; the hash in the path is under the signature.
func (a *API) blobRequest(r *http.Request, n *note) (device db.Device, sum journal.Hash, err error) {
	device, signature, err := a.known(r, n)
	if err != nil {
		return device, sum, err
	}
	if device, err = a.trust(r, device, nil, signature); err != nil {
		return device, sum, err
	}
	raw, err := hex.DecodeString(r.PathValue("sha256"))
	if err != nil || len(raw) != len(sum) {
		return device, sum, wire.ProblemMalformed
	}
	return device, journal.Hash(raw), nil
}

// setOffset tells where a file stands.
func setOffset(w http.ResponseWriter, st blobs.State) {
	w.Header().Set("Upload-Offset", strconv.FormatInt(st.Offset, 10))
	complete := "?0"
	if st.Whole() {
		complete = "?1"
	}
	w.Header().Set("Upload-Complete", complete)
}

// headBlob stops a request that still writes to the file: a device that asks where it stands isn't sending any more.
func (a *API) headBlob(w http.ResponseWriter, r *http.Request, n *note) error {
	device, sum, err := a.blobRequest(r, n)
	if err != nil {
		return err
	}
	st, err := a.Blobs.Settled(r.Context(), device.ID, sum)
	if err != nil {
		return err
	}
	setOffset(w, st)
	w.Header().Set("Upload-Length", strconv.FormatInt(st.Size, 10))
	expire(w)
	w.WriteHeader(http.StatusNoContent)
	return nil
}
