package engine

import (
	"net/http"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
	"priyom/sync/wire"
)

// stripped is a portal of before there were certificates: its replies have none.
func stripped(t *testing.T, h http.Handler) http.Handler {
	t.Helper()
	codec, err := wire.NewCodec()
	check(t, err)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != wire.PathEnroll {
			h.ServeHTTP(w, r)
			return
		}
		seen := &recorded{header: http.Header{}, status: http.StatusOK}
		h.ServeHTTP(seen, r)
		var reply wire.EnrollReply
		check(t, codec.UnpackBytes(seen.body, &reply))
		reply.Certificate = nil
		packed, err := codec.Pack(reply)
		check(t, err)
		w.Header().Set("Content-Type", seen.header.Get("Content-Type"))
		_, err = w.Write(packed)
		check(t, err)
	})
}

type recorded struct {
	header http.Header
	status int
	body   []byte
}

func (r *recorded) Header() http.Header { return r.header }
func (r *recorded) WriteHeader(s int)   { r.status = s }
func (r *recorded) Write(b []byte) (int, error) {
	r.body = append(r.body, b...)
	return len(b), nil
}

func TestCertificateComesWithEnrolment(t *testing.T) {
	d := newDistrict(t)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	e, err := Enroll(t.Context(), s, Options{}, served(t, d.handler), d.invite(t))
	check(t, err)
	if e.Certificate == nil || e.Certificate.Verify(e.SignKey) != nil || e.Certificate.Place != "с. Ставчены" || e.Certificate.Code != e.Code {
		t.Fatalf("%+v", e.Certificate)
	}
	r := storetest.Capture(t, s, "Яма")
	signed, err := s.Receipt(t.Context(), r.ID)
	check(t, err)
	text, err := signed.Text()
	check(t, err)
	c, err := s.CheckReceipt(t.Context(), text)
	if err != nil || !c.Own || c.Number != r.Number {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestFeedBringsCertificates(t *testing.T) {
	d := newDistrict(t)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	e, err := Enroll(t.Context(), s, Options{}, served(t, stripped(t, d.handler)), d.invite(t))
	check(t, err)
	if e.Certificate != nil {
		t.Fatal("the portal of before gave a certificate")
	}
	check(t, d.db.Write(t.Context(), func(tx *db.Tx) error { return tx.Certified(s.Device(), time.UnixMilli(0)) })) // nor noted one
	again := d.restarted(t)
	page := readFeed(again.changesFor(t, s.Device()), true, e.SignKey)
	if page.Certificate == nil || len(page.Unknown) != 0 {
		t.Fatalf("%+v", page)
	}
	page.Cursor = "x"
	check(t, s.TakeFeed(t.Context(), page))
	if e, err = s.Enrolment(t.Context()); err != nil || e.Certificate == nil {
		t.Errorf("%+v, %v", e.Certificate, err)
	}
	if n := len(again.restarted(t).changesFor(t, s.Device())); n != 1 {
		t.Errorf("told %d times", n)
	}
	forged := change(t, wire.ChangeCertificate, map[int]string{1: "x"})
	other := storetest.NewPortal(t).Certify(t, s, "с. Ставчены", e.Code, e.Certificate.Until)
	raw, err := other.Marshal()
	check(t, err)
	page = readFeed([]wire.Change{forged, {Kind: wire.ChangeCertificate, Body: raw}}, true, e.SignKey)
	if page.Certificate != nil || len(page.Unknown) != 2 {
		t.Errorf("believed %+v", page.Certificate)
	}
}

// restarted is the same portal after another start: what it owes its devices is looked at then.
func (d *district) restarted(t *testing.T) *district {
	t.Helper()
	p := openAgain(t, d.home)
	return &district{p, p.Handler(), d.db, d.home}
}

func (d *district) changesFor(t *testing.T, id civic.DeviceID) (changes []wire.Change) {
	t.Helper()
	for _, c := range d.changes(t, id) {
		if _, err := journal.ParseCertificate(c.Body); err == nil {
			changes = append(changes, c)
		}
	}
	return changes
}
