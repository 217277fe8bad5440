package engine

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// enrollTries is how often a broken line is tried again while a person waits.
const enrollTries = 3

// Enroll spends a one-time code at the portal whose address a person typed, and makes this device the portal's. The error
// is a *Failure (the portal's own causes are "problem.code", "problem.tries", "problem.device-taken") or the store's. It
// may be repeated: the portal gives the same device the same answer to the same code.
func Enroll(ctx context.Context, s *store.Store, opt Options, url, code string) (store.Enrolment, error) {
	opt = opt.filled()
	c, done, err := newClient(opt, url)
	if err != nil {
		return store.Enrolment{}, err
	}
	defer done()
	key, err := s.Key(ctx)
	if err != nil {
		return store.Enrolment{}, err
	}
	c.device, c.key = s.Device(), key
	request := wire.EnrollRequest{
		Code: strings.TrimSpace(code), Device: c.device[:], Key: key.Public().(ed25519.PublicKey),
		Name: opt.Name, Program: opt.Program,
	}
	var reply wire.EnrollReply
	if err := insist(ctx, newPace(opt.Limits.FirstRetry, opt.Limits.LongestRetry, opt.Rand), func() error {
		reply, err = c.enroll(ctx, request)
		return err
	}); err != nil {
		return store.Enrolment{}, err
	}
	enrolment, err := readEnrolment(c.url, reply)
	if err != nil {
		return store.Enrolment{}, err
	}
	if err := s.Enroll(ctx, enrolment); err != nil {
		return store.Enrolment{}, err
	}
	opt.Log.Info("enrolled", "portal", enrolment.Portal, "role", enrolment.Role)
	return s.Enrolment(ctx)
}

// insist repeats what failed because the line broke. What the other side answered stands.
func insist(ctx context.Context, p *pace, f func() error) error {
	for try := 1; ; try++ {
		err := f()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if try == enrollTries || !IsCause(err, CauseBroken) && !IsCause(err, CauseStalled) {
			return err
		}
		if err := pause(ctx, p.next(0), nil); err != nil {
			return err
		}
	}
}

// enroll asks who the portal is, so that the request can be signed for nobody else, and spends the code.
func (c *client) enroll(ctx context.Context, request wire.EnrollRequest) (reply wire.EnrollReply, err error) {
	hello, err := c.hello(ctx)
	if err != nil {
		return reply, err
	}
	c.portal = hello.Portal
	if err := c.post(ctx, wire.PathEnroll, request, &reply, nil); err != nil {
		return reply, err
	}
	if reply.Portal != hello.Portal {
		err = &Failure{Cause: CauseForged, Link: LinkGood, Err: fmt.Errorf("portal %s answers as %s", hello.Portal, reply.Portal)}
	}
	return reply, err
}

func readEnrolment(root string, r wire.EnrollReply) (store.Enrolment, error) {
	e := store.Enrolment{
		URL: root, Portal: r.Portal, PortalName: r.PortalName, Role: civic.Role(r.Role), Place: r.Place, Code: r.Code,
		SignKey: r.SignKey, Department: civic.DepartmentSlug(r.Department), Account: r.Account,
	}
	for _, raw := range r.SealKeys {
		k, err := journal.ParseSealKey(raw)
		if err != nil {
			return e, &Failure{Cause: CauseForged, Link: LinkGood, Err: err}
		}
		e.SealKeys = append(e.SealKeys, k)
	}
	if len(e.SignKey) != ed25519.PublicKeySize || len(e.SealKeys) == 0 || e.Code == "" {
		return e, &Failure{Cause: CauseForged, Link: LinkGood, Err: errors.New("portal gave no keys or no code")}
	}
	if len(r.Certificate) == 0 {
		return e, nil // an older portal
	}
	c, err := journal.ParseCertificate(r.Certificate)
	if err != nil || c.Verify(e.SignKey) != nil {
		return e, &Failure{Cause: CauseForged, Link: LinkGood, Err: errors.New("portal gave a certificate that isn't its own")}
	}
	e.Certificate = &c
	return e, nil
}
