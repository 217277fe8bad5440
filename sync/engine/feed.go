package engine

import (
	"context"
	"crypto/ed25519"
	"net/netip"
	"net/url"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// feed takes in what changed at the portal. more says that there is more, further on. A page that another process has
// taken in meanwhile is left to it.
func (t *text) feed(ctx context.Context, e store.Enrolment, q question, reply wire.SyncReply) (more bool, err error) {
	if reply.Cursor == q.request.Cursor && len(reply.Changes) == 0 || reply.Cursor == "" {
		return false, nil
	}
	now, err := t.store.Cursor(ctx)
	if err != nil || now != q.request.Cursor {
		return err == nil && reply.More, err
	}
	page := readFeed(reply.Changes, isPrivate(e.URL), e.SignKey)
	page.Cursor = reply.Cursor
	if err := t.store.TakeFeed(ctx, page); err != nil {
		return false, err
	}
	return reply.More && reply.Cursor != q.request.Cursor, nil
}

// readFeed sorts changes. One that this version can't read, for whatever reason, is kept for the one that can. The feed
// isn't signed, so sealing keys are taken only over a line on which nobody else can speak; maps and
// certificates are signed by themselves.
func readFeed(changes []wire.Change, private bool, portal ed25519.PublicKey) (page store.Feed) {
	for _, c := range changes {
		switch {
		case c.Kind == wire.ChangeStatus:
			if s, ok := readStatus(c.Body); ok {
				page.Statuses = append(page.Statuses, s)
				continue
			}
		case c.Kind == wire.ChangeNear:
			if d, err := journal.DecodeDigest(c.Body); err == nil {
				page.Near = append(page.Near, d)
				continue
			}
		case c.Kind == wire.ChangePortal && private:
			if p, ok := readPortal(c.Body); ok {
				page.Portal = &p
				continue
			}
		case c.Kind == wire.ChangeAnswer:
			if a, ok := readAnswer(c.Body, portal); ok {
				page.Answers = append(page.Answers, a)
				continue
			}
		case c.Kind == wire.ChangeMessage:
			if m, ok := readMessage(c.Body, portal); ok {
				page.Messages = append(page.Messages, m)
				continue
			}
		case c.Kind == wire.ChangeCertificate:
			if cert, err := journal.ParseCertificate(c.Body); err == nil && cert.Verify(portal) == nil {
				page.Certificate = &cert
				continue
			}
		case c.Kind == wire.ChangeRouting:
			if _, err := civic.ParseRouting(c.Body); err == nil {
				page.Routing = c.Body
				continue
			}
		case c.Kind == wire.ChangePack:
			if p, ok := readPack(c.Body, portal); ok {
				page.Pack = &p
				continue
			}
		case c.Kind == wire.ChangePetition:
			if p, ok := readPetition(c.Body, portal); ok {
				page.Petitions = append(page.Petitions, p)
				continue
			}
		case c.Kind == wire.ChangeTally:
			if t, ok := readTally(c.Body); ok {
				page.Tallies = append(page.Tallies, t)
				continue
			}
		}
		page.Unknown = append(page.Unknown, store.UnknownChange{Kind: string(c.Kind), Body: c.Body})
	}
	return page
}

func readStatus(body []byte) (s store.StatusChange, ok bool) {
	var c wire.StatusChange
	if err := journal.Decode(body, &c); err != nil || len(c.Report) != len(s.Report) || c.Status == "" {
		return s, false
	}
	return store.StatusChange{
		Report: civic.ReportID(c.Report), Status: civic.Status(c.Status), At: time.UnixMilli(c.At).UTC(),
		Note: c.Note,
	}, true
}

func readPack(body []byte, portal ed25519.PublicKey) (p store.PackOffer, ok bool) {
	var o wire.PackOffer
	if err := journal.Decode(body, &o); err != nil || o.Verify(portal) != nil {
		return p, false
	}
	p = store.PackOffer{SHA256: journal.Hash(o.SHA256), Size: o.Size, Name: o.Name}
	if o.DataAt != 0 {
		p.DataAt = time.UnixMilli(o.DataAt).UTC()
	}
	return p, true
}

func readPortal(body []byte) (p store.PortalChange, ok bool) {
	var c wire.PortalChange
	if err := journal.Decode(body, &c); err != nil || len(c.SealKeys) == 0 {
		return p, false
	}
	p.Name = c.Name
	for _, raw := range c.SealKeys {
		key, err := journal.ParseSealKey(raw)
		if err != nil {
			return p, false
		}
		p.SealKeys = append(p.SealKeys, key)
	}
	return p, true
}

// isPrivate says that a line is encrypted, or doesn't leave this machine.
func isPrivate(portal string) bool {
	u, err := url.Parse(portal)
	if err != nil {
		return false
	}
	address, err := netip.ParseAddr(u.Hostname())
	return u.Scheme == "https" || u.Hostname() == "localhost" || err == nil && address.IsLoopback()
}
