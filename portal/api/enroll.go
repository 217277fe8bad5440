package api

import (
	"crypto/ed25519"
	"net/http"
	"unicode/utf8"

	"priyom/civic"
	"priyom/portal/enrol"
	"priyom/portal/guard"
	"priyom/sync/wire"
)

// Limits of an application, which anybody may send.
const (
	maxEnroll  = 16 << 10 // bytes
	maxName    = 200      // characters
	maxProgram = 100      // characters
)

func (a *API) enroll(w http.ResponseWriter, r *http.Request, n *note) error {
	id, signature, err := wire.Signer(r)
	if err != nil {
		return err
	}
	raw, err := a.message(w, r, maxEnroll, n)
	if err != nil {
		return err
	}
	var req wire.EnrollRequest
	if err := a.Codec.UnpackBytes(raw, &req); err != nil {
		return err
	}
	if len(req.Device) != len(id) || len(req.Key) != ed25519.PublicKeySize || id.IsZero() ||
		utf8.RuneCountInString(req.Name) > maxName || utf8.RuneCountInString(req.Program) > maxProgram {
		return wire.ProblemMalformed
	}
	if civic.DeviceID(req.Device) != id || !wire.VerifyRequest(r, a.Keys.Portal, raw, signature, req.Key) {
		return wire.ProblemUnsigned
	}
	n.device = id
	device, err := a.Desk.Enrol(r.Context(), enrol.Applicant{
		Code: req.Code, Device: id, Key: req.Key, Name: req.Name,
		Program: req.Program, Remote: guard.Asker(r),
	})
	if err != nil {
		return err
	}
	name, err := a.name(r)
	if err != nil {
		return err
	}
	certificate, err := enrol.Certify(a.Keys, device, a.DB.Now())
	if err != nil {
		return err
	}
	account, err := a.account(r, id)
	if err != nil {
		return err
	}
	return a.reply(w, wire.EnrollReply{
		Portal: a.Keys.Portal, PortalName: name, SignKey: a.Keys.Verify(), SealKeys: a.Keys.SealKeys(),
		Role: string(device.Role), Place: device.Place, Code: device.Code, Time: a.DB.Now().UnixMilli(), Certificate: certificate,
		Department: string(device.Department), Account: account,
	})
}
