package api

import (
	"context"
	"errors"
	"net/http"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/sync/wire"
)

// known finds the device that claims to have signed a request, so that nothing is read for strangers.
func (a *API) known(r *http.Request, n *note) (db.Device, []byte, error) {
	id, signature, err := wire.Signer(r)
	if err != nil {
		return db.Device{}, nil, err
	}
	device, err := a.device(r.Context(), id)
	if err != nil {
		return db.Device{}, nil, err
	}
	n.device = id
	return device, signature, nil
}

func (a *API) device(ctx context.Context, id civic.DeviceID) (device db.Device, err error) {
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		device, err = tx.Device(id)
		return err
	})
	if errors.Is(err, db.ErrNotFound) {
		return device, wire.ProblemUnsigned
	}
	return device, err
}

// trust checks the signature and then, so that only the device itself learns of it, whether it was revoked meanwhile.
func (a *API) trust(r *http.Request, device db.Device, content, signature []byte) (db.Device, error) {
	if !wire.VerifyRequest(r, a.Keys.Portal, content, signature, device.Key) {
		return device, wire.ProblemUnsigned
	}
	device, err := a.device(r.Context(), device.ID)
	if err == nil && !device.Revoked.IsZero() {
		err = wire.ProblemRevoked
	}
	return device, err
}
