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
		if !sortIn(&page, c, private, portal) {
			page.Unknown = append(page.Unknown, store.UnknownChange{Kind: string(c.Kind), Body: c.Body})
		}
	}
	return page
}

// sortIn puts a change where it belongs, or says that it can't be read.
func sortIn(page *store.Feed, c wire.Change, private bool, portal ed25519.PublicKey) bool {
	switch c.Kind {
	case wire.ChangeStatus:
		return among(&page.Statuses)(readStatus(c.Body))
	case wire.ChangeNear:
		d, err := journal.DecodeDigest(c.Body)
		return among(&page.Near)(d, err == nil)
	case wire.ChangePortal:
		p, ok := readPortal(c.Body)
		return last(&page.Portal)(p, ok && private)
	case wire.ChangeAnswer:
		return among(&page.Answers)(readAnswer(c.Body, portal))
	case wire.ChangeMessage:
		return among(&page.Messages)(readMessage(c.Body, portal))
	case wire.ChangeCertificate:
		cert, err := journal.ParseCertificate(c.Body)
		return last(&page.Certificate)(cert, err == nil && cert.Verify(portal) == nil)
	case wire.ChangeRouting:
		if _, err := civic.ParseRouting(c.Body); err != nil {
			return false
		}
		page.Routing = c.Body
		return true
	case wire.ChangeOffices:
		if _, err := civic.ParseOffices(c.Body); err != nil {
			return false
		}
		page.Offices = c.Body
		return true
	case wire.ChangePack:
		return last(&page.Pack)(readPack(c.Body, portal))
	case wire.ChangeTask:
		t, err := journal.DecodeTask(c.Body)
		return among(&page.Tasks)(t, err == nil)
	case wire.ChangeInspection:
		return among(&page.Judgements)(readJudgement(c.Body))
	case wire.ChangePetition:
		return among(&page.Petitions)(readPetition(c.Body, portal))
	case wire.ChangeMine:
		return among(&page.Elsewhere)(readMine(c.Body))
	case wire.ChangeAccount:
		return last(&page.Account)(readAccount(c.Body))
	case wire.ChangePicture:
		return among(&page.Photos)(readPicture(c.Body))
	case wire.ChangeSaid:
		return among(&page.Words)(readSaid(c.Body))
	case wire.ChangeTally:
		return among(&page.Tallies)(readTally(c.Body))
	}
	return false
}

// among adds what could be read to a list.
func among[T any](list *[]T) func(one T, ok bool) bool {
	return func(one T, ok bool) bool {
		if ok {
			*list = append(*list, one)
		}
		return ok
	}
}

// last keeps what could be read in place of what came before.
func last[T any](at **T) func(one T, ok bool) bool {
	return func(one T, ok bool) bool {
		if ok {
			*at = &one
		}
		return ok
	}
}

func readStatus(body []byte) (s store.StatusChange, ok bool) {
	var c wire.StatusChange
	if err := journal.Decode(body, &c); err != nil || len(c.Report) != len(s.Report) || c.Status == "" {
		return s, false
	}
	return store.StatusChange{
		Report: civic.ReportID(c.Report), Status: civic.Status(c.Status), At: time.UnixMilli(c.At).UTC(),
		Note: c.Note, Reason: civic.Reason(c.Reason),
	}, true
}

func readJudgement(body []byte) (j civic.Judgement, ok bool) {
	var r wire.InspectionResult
	if err := journal.Decode(body, &r); err != nil {
		return j, false
	}
	return r.Civic()
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
