package api

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strconv"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/blobs"
	"priyom/portal/db"
	"priyom/portal/enrol"
	"priyom/portal/intake"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// writeTime is how long a reply may take to leave; they are small.
const writeTime = 2 * time.Minute

// problemSlow is for a request whose content stopped coming. Trying again is right, and so is the key.
var problemSlow = &wire.Problem{Status: http.StatusRequestTimeout, Title: "content stopped coming", Key: wire.ProblemInternal.Key}

// note is what a handler leaves for the log: who and how much, never what.
type note struct {
	device  civic.DeviceID
	entries int   // new ones
	content *body // nil while none was read
}

// serve turns a handler's error into a problem and writes one line of log for each request.
func (a *API) serve(name string, h func(http.ResponseWriter, *http.Request, *note) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		n := &note{}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		err := h(w, r, n)
		problem := problemOf(err)
		attrs := []slog.Attr{slog.String("what", name), slog.Duration("took", time.Since(began))}
		if !n.device.IsZero() {
			attrs = append(attrs, slog.String("device", n.device.String()))
		}
		if n.content != nil {
			attrs = append(attrs, slog.Int("entries", n.entries), slog.Int64("bytes", n.content.read))
		}
		level := slog.LevelInfo
		if problem != nil {
			attrs = append(attrs, slog.Int("status", problem.Status), slog.String("problem", problem.Key))
			if problem.Status >= http.StatusInternalServerError {
				level = slog.LevelError
				attrs = append(attrs, slog.Any("error", err))
			}
			wait(w, problem)
			n.leave(w, r)
			expire(w)
			problem.Write(w)
		}
		a.Log.LogAttrs(context.WithoutCancel(r.Context()), level, "request", attrs...)
	})
}

// wait tells a device when to come again, where that is known better here.
func wait(w http.ResponseWriter, p *wire.Problem) {
	switch p.Status {
	case http.StatusTooManyRequests:
		w.Header().Set("Retry-After", "600")
	case http.StatusInsufficientStorage:
		w.Header().Set("Retry-After", "300")
	}
}

// expire bounds the time a reply may take. A writer that can't be bounded is a test's.
func expire(w http.ResponseWriter) {
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeTime))
}

// reply sends a packed message.
func (a *API) reply(w http.ResponseWriter, message any) error {
	packed, err := a.Codec.Pack(message)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", wire.ContentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(packed)))
	expire(w)
	_, _ = w.Write(packed) // a lost reply is asked for again
	return nil
}

// problems says what a device is told of an error. The first that matches counts.
var problems = []struct {
	err     error
	problem *wire.Problem
}{
	{journal.ErrSignature, wire.ProblemUnsigned},
	{wire.ErrUnsigned, wire.ProblemUnsigned},
	{journal.ErrMalformed, wire.ProblemMalformed},
	{journal.ErrBroken, wire.ProblemMalformed},
	{wire.ErrMessage, wire.ProblemMalformed},
	{intake.ErrForeign, wire.ProblemMalformed},
	{enrol.ErrCode, wire.ProblemCode},
	{enrol.ErrTries, wire.ProblemTries},
	{enrol.ErrTaken, wire.ProblemDeviceTaken},
	{enrol.ErrRevoked, wire.ProblemRevoked},
	{enrol.ErrWay, wire.ProblemJoin},
	{enrol.ErrConsent, wire.ProblemConsent},
	{accounts.ErrEmail, wire.ProblemAddress},
	{accounts.ErrNoMail, wire.ProblemMail},
	{accounts.ErrTries, wire.ProblemTries},
	{blobs.ErrUnknown, wire.ProblemUnknownBlob},
	{blobs.ErrLarge, wire.ProblemTooLarge},
	{blobs.ErrOffset, wire.ProblemOffset},
	{blobs.ErrSize, wire.ProblemHash},
	{blobs.ErrHash, wire.ProblemHash},
	{blobs.ErrFull, wire.ProblemStorage},
	{db.ErrFull, wire.ProblemStorage},
	{os.ErrDeadlineExceeded, problemSlow},
	{errStopped, problemSlow},
	{io.ErrUnexpectedEOF, problemSlow},
}

// problemOf is nil without an error.
func problemOf(err error) *wire.Problem {
	if err == nil {
		return nil
	}
	if p := (*wire.Problem)(nil); errors.As(err, &p) {
		return p
	}
	for _, row := range problems {
		if errors.Is(err, row.err) {
			return row.problem
		}
	}
	return wire.ProblemInternal
}
