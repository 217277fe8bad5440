package engine

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"priyom/store"
	"priyom/sync/wire"
)

// Cause is a translation key: why something didn't go. The portal's own keys ("problem.…") are causes too, and a newer
// portal may send keys that this version has no words for.
type Cause string

// The causes found on this side.
const (
	CauseURL         Cause = "link.url"          // what was typed is no portal's address
	CausePlain       Cause = "link.plain"        // what was typed is http:// of a host that is in no private network
	CauseNotEnrolled Cause = "link.not-enrolled" // this device has no portal yet
	CauseOffline     Cause = "link.offline"      // the portal can't be reached
	CauseStalled     Cause = "link.stalled"      // it was reached, then nothing moved
	CauseBroken      Cause = "link.broken"       // the connection broke
	CauseCaptive     Cause = "link.captive"      // something else answered in its place
	CauseTLS         Cause = "link.tls"          // no secure connection to it
	CauseClock       Cause = "link.clock"        // nor will there be while this device's date is so wrong
	CauseVersion     Cause = "link.version"      // it doesn't speak this version of the protocol
	CauseForged      Cause = "link.forged"       // a receipt that it didn't sign
	CauseFork        Cause = "link.fork"         // it holds another journal, and a new epoch didn't help
	CauseUnreceipted Cause = "link.unreceipted"  // it answered, but signed for nothing of what it was sent
	CausePortalFull  Cause = "link.portal-full"
	CauseTimeUp      Cause = "link.time-up"     // Once was stopped before its end
	CauseDiskFull    Cause = "queue.disk-full"  // this device's
	CauseUnreadable  Cause = "queue.unreadable" // this device's disk doesn't give a file back
)

// Failure is why an exchange or a transfer ended.
type Failure struct {
	Cause Cause
	Link  Link          // what it says of the line
	After time.Duration // how long the other side asked to be left alone; 0 if it didn't
	Firm  bool          // the portal itself asked for it: nothing shortens the wait
	Err   error         // for the log
}

func (f *Failure) Error() string { return fmt.Sprintf("engine: %s: %v", f.Cause, f.Err) }
func (f *Failure) Unwrap() error { return f.Err }

// IsCause tells whether an error has this cause.
func IsCause(err error, cause Cause) bool {
	var f *Failure
	return errors.As(err, &f) && f.Cause == cause
}

// lineFailure says what an error of the connection means. The connection had been made if reached.
func lineFailure(err error, reached bool) *Failure {
	var invalid x509.CertificateInvalidError
	var verification *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var timeout net.Error
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return &Failure{Cause: CauseClock, Link: LinkOffline, Err: err}
	case errors.As(err, &verification), errors.As(err, &record), errors.As(err, &alert), errors.Is(err, http.ErrSchemeMismatch):
		return &Failure{Cause: CauseTLS, Link: LinkOffline, Err: err}
	case !reached:
		return &Failure{Cause: CauseOffline, Link: LinkOffline, Err: err}
	case errors.Is(err, errNothingMoves), errors.As(err, &timeout) && timeout.Timeout():
		return &Failure{Cause: CauseStalled, Link: LinkWeak, Err: err}
	}
	return &Failure{Cause: CauseBroken, Link: LinkWeak, Err: err}
}

// problemFailure says what the portal's own refusal means.
func problemFailure(p *wire.Problem, after time.Duration) *Failure {
	f := &Failure{Cause: Cause(p.Key), Link: LinkGood, After: after, Firm: after > 0, Err: p}
	switch p.Key {
	case wire.ProblemStorage.Key:
		f.Cause = CausePortalFull
	case wire.ProblemRevoked.Key, wire.ProblemUnsigned.Key:
		f.Link = LinkRefused
	}
	return f
}

// failure takes apart what an attempt ended with: a Failure to be waited out, or an error that ends the engine, among
// them the context's own. Of the store's errors only a full disk passes by itself.
func failure(ctx context.Context, err error) (*Failure, error) {
	var f *Failure
	switch {
	case err == nil:
		return nil, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, &f):
		return f, nil
	case errors.Is(err, store.ErrDiskFull):
		return &Failure{Cause: CauseDiskFull, Err: err}, nil
	}
	return nil, err
}
