package api

import (
	"context"
	"crypto/ed25519"
	"net/http"
	"unicode/utf8"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/enrol"
	"priyom/portal/guard"
	"priyom/sync/wire"
)

// maxAddress is the longest e-mail address there is.
const maxAddress = 254

// consentText is where people read what they agree to.
const consentText = "/consent"

// joinWays says how a citizen's device may join here.
func (a *API) joinWays(w http.ResponseWriter, r *http.Request, _ *note) error {
	offer := wire.JoinOffer{Consent: accounts.ConsentVersion, Text: consentText}
	err := a.DB.Read(r.Context(), func(tx *db.Tx) error {
		ways, err := a.Desk.Ways(tx)
		if err != nil {
			return err
		}
		for _, way := range ways {
			offer.Ways = append(offer.Ways, string(way))
		}
		services, err := tx.Providers()
		for _, s := range services {
			offer.Services = append(offer.Services, s.Name)
		}
		return err
	})
	if err != nil {
		return err
	}
	return a.reply(w, offer)
}

// join lets a citizen's device ask to come in. Whoever asks is told the same, whether or not an address has an account.
func (a *API) join(w http.ResponseWriter, r *http.Request, n *note) error {
	id, signature, err := wire.Signer(r)
	if err != nil {
		return err
	}
	raw, err := a.message(w, r, maxEnroll, n)
	if err != nil {
		return err
	}
	var req wire.JoinRequest
	if err := a.Codec.UnpackBytes(raw, &req); err != nil {
		return err
	}
	if len(req.Device) != len(id) || len(req.Key) != ed25519.PublicKeySize || id.IsZero() || len(req.Address) > maxAddress || len(req.Consent) > maxProgram ||
		utf8.RuneCountInString(req.Name) > maxName || utf8.RuneCountInString(req.Program) > maxProgram || len(req.Back) > maxProgram {
		return wire.ProblemMalformed
	}
	if civic.DeviceID(req.Device) != id || !wire.VerifyRequest(r, a.Keys.Portal, raw, signature, req.Key) {
		return wire.ProblemUnsigned
	}
	n.device = id
	asked, err := a.Desk.Ask(r.Context(), enrol.Asking{
		Way: db.JoinWay(req.Way), Device: id, Key: req.Key, Name: req.Name, Program: req.Program, Email: req.Address, Lang: langOf(req.Lang),
		Consent: req.Consent, Back: req.Back, Remote: guard.Asker(r),
	})
	if err != nil {
		return err
	}
	reply := wire.JoinReply{Until: asked.Until.UnixMilli(), Code: asked.Code}
	if asked.Page != "" {
		reply.Page = enrol.PagePath + asked.Page
	}
	return a.reply(w, reply)
}

// langOf is a language that letters can be written in.
func langOf(said string) civic.Lang {
	for _, l := range civic.Langs() {
		if string(l) == said {
			return l
		}
	}
	return civic.LangRU
}

// leave makes a device nobody's.
func (a *API) leave(w http.ResponseWriter, r *http.Request, n *note) error {
	device, signature, err := a.known(r, n)
	if err != nil {
		return err
	}
	raw, err := a.message(w, r, maxEnroll, n)
	if err != nil {
		return err
	}
	if device, err = a.trust(r, device, raw, signature); err != nil {
		return err
	}
	if err := a.DB.Write(r.Context(), func(tx *db.Tx) error { return a.Belong.Unbind(tx, device.ID) }); err != nil {
		return err
	}
	return a.reply(w, wire.LeaveReply{Time: a.DB.Now().UnixMilli()})
}

// account is whose a device is, as its owner knows it.
func (a *API) account(r *http.Request, device civic.DeviceID) (name string, err error) {
	err = a.DB.Read(context.WithoutCancel(r.Context()), func(tx *db.Tx) error {
		account, err := tx.Owner(device)
		if err == nil && !account.IsZero() {
			name, err = accounts.CalledAs(tx, account)
		}
		return err
	})
	return name, err
}
