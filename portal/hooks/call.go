package hooks

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
	"time"

	"priyom/portal/db"
	"priyom/portal/jobs"
)

// The jobs.
const (
	JobCall   db.JobKind = "hooks.call" // key: hook/event/round
	jobForget db.JobKind = "hooks.forget"
)

// How patient we are.
const (
	attempts  = 18 // which takes about three days
	answering = 10 * time.Second
	resting   = 30 * time.Second // of an address that just failed, so that it doesn't keep the others waiting
	deadAfter = 5 * 24 * time.Hour
	remembers = 60 * 24 * time.Hour
	answer    = 64 << 10 // bytes of an answer that are read
)

// The causes; their words for people are "hooks.cause.<cause>".
const (
	causeForbidden = "forbidden" // it leads into our own network
	causeOffline   = "offline"
	causeSlow      = "slow"
	causeStatus    = "status" // it answered, and didn't take it
	causeRedirect  = "redirect"
	causeSecret    = "secret" // our own secret can't be unlocked
)

// Causes lists them.
func Causes() []string {
	return []string{causeForbidden, causeOffline, causeSlow, causeStatus, causeRedirect, causeSecret}
}

// call makes one attempt at one delivery.
func (o *Office) call(ctx context.Context, job db.Job) error {
	hook, event, round, err := parseKey(job.Key)
	if err != nil {
		return jobs.Hopeless(err)
	}
	var h db.Hook
	var d db.Delivery
	var e db.Happening
	err = o.DB.Read(ctx, func(tx *db.Tx) error {
		if h, err = tx.Hook(hook); err != nil {
			return err
		}
		if d, err = tx.Delivery(hook, event); err != nil {
			return err
		}
		e, err = tx.Happening(event)
		return err
	})
	switch {
	case errors.Is(err, db.ErrNotFound):
		return nil // it was deleted
	case err != nil:
		return err
	case d.State != db.DeliveryWaiting || d.Round != round || h.State != db.HookOn && e.Kind != Test:
		return nil
	}
	if rest := h.Failed.Add(resting); !h.Failing.IsZero() && o.DB.Now().Before(rest) && e.Kind != Test && job.Attempts == 1 {
		return jobs.Later(rest)
	}
	began := time.Now()
	status, cause := o.send(ctx, h, e)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return o.settle(context.WithoutCancel(ctx), job, e, d, status, cause, time.Since(began))
}

// send signs and calls. A cause of "" says that it was taken.
func (o *Office) send(ctx context.Context, h db.Hook, e db.Happening) (status int, cause string) {
	secret, err := o.Keys.Unlock(purpose, fmt.Sprintf("%x", h.ID), h.Secret)
	if err != nil {
		return 0, causeSecret
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(e.Body))
	if err != nil {
		return 0, causeOffline
	}
	now := o.DB.Now()
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "Priyom-Webhooks/1")
	req.Header.Set("Webhook-Id", e.ID)
	req.Header.Set("Webhook-Timestamp", strconv.FormatInt(now.Unix(), 10))
	req.Header.Set("Webhook-Signature", "v1,"+Sign(secret, e.ID, now, e.Body))
	res, err := o.client.http.Do(req)
	if err != nil {
		return 0, o.client.cause(err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, answer)) // so that the line can be used again
	switch {
	case res.StatusCode >= 200 && res.StatusCode < 300:
		return res.StatusCode, ""
	case res.StatusCode >= 300 && res.StatusCode < 400:
		return res.StatusCode, causeRedirect
	}
	return res.StatusCode, causeStatus
}

// Sign is the signature under a call (Standard Webhooks, v1): HMAC-SHA256 over id, time and body.
func Sign(secret []byte, id string, at time.Time, body []byte) string {
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "%s.%d.", id, at.Unix())
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// settle writes down what came of an attempt. Its error puts the job off.
func (o *Office) settle(ctx context.Context, job db.Job, e db.Happening, d db.Delivery, status int, cause string, took time.Duration) error {
	again := false
	err := o.DB.Write(ctx, func(tx *db.Tx) error {
		again = false
		h, err := tx.Hook(d.Hook)
		if err != nil {
			return err
		}
		now, err := tx.Delivery(d.Hook, d.Event)
		if err != nil || now.State != db.DeliveryWaiting || now.Round != d.Round {
			return err
		}
		d = now
		d.Attempts, d.Status, d.Cause, d.Took = d.Attempts+1, status, cause, took
		switch {
		case cause == "":
			d.State, d.Next, d.Ended = db.DeliveryTaken, time.Time{}, tx.Now
			h.Failing = time.Time{}
		case status == http.StatusGone || e.Kind == Test || job.Attempts >= attempts || cause == causeForbidden:
			d.State, d.Next, d.Ended = db.DeliveryFailed, time.Time{}, tx.Now
		default:
			again, d.Next = true, tx.Now.Add(time.Minute) // about: the queue knows better
		}
		if err := tx.PutDelivery(d); err != nil {
			return err
		}
		if cause == "" || e.Kind == Test {
			return tx.PutHook(h)
		}
		return o.failing(tx, h, status, &again)
	})
	if err != nil {
		return ignoreGone(err)
	}
	if again {
		return fmt.Errorf("hooks: %s %d", cause, status)
	}
	return nil
}

// failing notes that an address fails; after days it isn't called any more.
func (o *Office) failing(tx *db.Tx, h db.Hook, status int, again *bool) error {
	if h.Failing.IsZero() {
		h.Failing = tx.Now
	}
	h.Failed = tx.Now
	if h.State == db.HookOn && (status == http.StatusGone || tx.Now.Sub(h.Failing) > deadAfter) {
		h.State, h.Ended, *again = db.HookDead, tx.Now, false
		o.Log.Warn("hooks: an address isn't called any more", "hook", hex.EncodeToString(h.ID[:]))
		if err := tx.DropDeliveries(h.ID); err != nil {
			return err
		}
	}
	return tx.PutHook(h)
}

func ignoreGone(err error) error {
	if errors.Is(err, db.ErrNotFound) {
		return nil // it was deleted meanwhile
	}
	return err
}

func parseKey(key string) (hook [16]byte, event string, round int, err error) {
	parts := strings.Split(key, "/")
	if len(parts) == 3 {
		var id []byte
		if id, err = hex.DecodeString(parts[0]); err == nil && len(id) == 16 {
			copy(hook[:], id)
			round, err = strconv.Atoi(parts[2])
			return hook, parts[1], round, err
		}
	}
	return hook, "", 0, fmt.Errorf("hooks: no such call: %q", key)
}

// caller is a client that goes where it may, and nowhere else.
type caller struct {
	http     *http.Client
	networks []netip.Prefix
}

var errInside = errors.New("hooks: the address leads into a network of our own")

// newCaller asks nobody's proxy, follows nobody elsewhere, and looks at each address after its name was resolved: a name that
// leads elsewhere the second time doesn't help.
func newCaller(networks []netip.Prefix) *caller {
	c := &caller{networks: networks}
	dialer := &net.Dialer{Timeout: answering, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || !c.may(at.Addr()) {
			return errInside
		}
		return nil
	}}
	c.http = &http.Client{
		Timeout:       answering,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: dialer.DialContext, ForceAttemptHTTP2: true, TLSHandshakeTimeout: answering, ResponseHeaderTimeout: answering,
			MaxResponseHeaderBytes: 32 << 10, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute,
		},
	}
	return c
}

// inner are networks that aren't the internet, besides those that netip knows.
var inner = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"), netip.MustParsePrefix("2001::/23"),
	netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("fec0::/10"),
}

// may says that an address may be called: it is on the internet, or in a network that the configuration names.
func (c *caller) may(ip netip.Addr) bool {
	ip = ip.Unmap()
	for _, n := range c.networks {
		if n.Contains(ip) {
			return true
		}
	}
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.Zone() != "" {
		return false
	}
	for _, n := range inner {
		if n.Contains(ip) {
			return false
		}
	}
	return true
}

func (c *caller) cause(err error) string {
	var slow net.Error
	switch {
	case errors.Is(err, errInside):
		return causeForbidden
	case errors.As(err, &slow) && slow.Timeout():
		return causeSlow
	}
	return causeOffline
}
