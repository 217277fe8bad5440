package follow_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/blobs"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/follow"
	"priyom/portal/intake"
	"priyom/portal/keys"
	"priyom/portal/notify"
	"priyom/portal/own"
)

// outbox keeps letters that a mailer would send.
type outbox struct{ letters []notify.Letter }

func (o *outbox) CanMail(*db.Tx) (bool, error) { return true, nil }

func (o *outbox) Mail(_ *db.Tx, l notify.Letter) error {
	o.letters = append(o.letters, l)
	return nil
}

type town struct {
	*follow.Book
	t      *testing.T
	db     *db.DB
	path   string
	now    time.Time
	mail   *outbox
	report civic.ReportID
}

func newTown(t *testing.T) *town {
	t.Helper()
	home := t.TempDir()
	w := &town{t: t, now: time.UnixMilli(1795500000000), mail: &outbox{}, path: dbtest.Address(t)}
	var err error
	if w.db, err = db.Open(t.Context(), w.path, func() time.Time { return w.now }); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.db.Close() })
	k, err := keys.Create(home, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	files, err := blobs.Open(filepath.Join(home, "blobs"), w.db)
	if err != nil {
		t.Fatal(err)
	}
	classifier, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	j, err := own.New(own.Config{DB: w.db, Blobs: files, Intake: intake.New(w.db, classifier, k), Keys: k, Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	sent, err := j.Report(t.Context(), own.KeyOf("report", "a"), own.Draft{Report: civic.Report{Category: "roads-pothole", Text: "Яма", Urgency: civic.UrgencyOrdinary}})
	if err != nil {
		t.Fatal(err)
	}
	w.report, w.Book = sent.ID, follow.New(w.db, k, rand.Reader)
	w.MailBy(w.mail)
	return w
}

func (w *town) publish() {
	w.t.Helper()
	if err := w.db.Write(w.t.Context(), func(tx *db.Tx) error {
		c, err := tx.Case(w.report)
		if err != nil {
			return err
		}
		c.Published = tx.Now
		return tx.PutCase(&c)
	}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *town) followers() (all []db.Follower) {
	w.t.Helper()
	if err := w.db.Read(w.t.Context(), func(tx *db.Tx) (err error) {
		all, err = tx.Followers(w.report)
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return all
}

func (w *town) ask(email string) error {
	return w.Address(w.t.Context(), w.report, email, civic.LangUK, func(path string) notify.Letter { return notify.Letter{Link: path} })
}

func TestAccountFollowsOnce(t *testing.T) {
	w := newTown(t)
	if err := w.Account(t.Context(), w.report, db.Account{1}, civic.LangRU); !errors.Is(err, follow.ErrHidden) {
		t.Errorf("not public: %v", err)
	}
	w.publish()
	for range 2 {
		if err := w.Account(t.Context(), w.report, db.Account{1}, civic.LangRU); err != nil {
			t.Fatal(err)
		}
	}
	if all := w.followers(); len(all) != 1 || all[0].Account != (db.Account{1}) {
		t.Errorf("%+v", all)
	}
	for range 2 {
		if err := w.Leave(t.Context(), w.report, db.Account{1}); err != nil {
			t.Fatal(err)
		}
	}
	if all := w.followers(); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}

// An address is asked once, follows when its owner says so, and stops when they say so.
func TestAddressIsAskedFirst(t *testing.T) {
	w := newTown(t)
	w.publish()
	for _, bad := range []string{"", "roza", "roza@example", "roza@exa mple.org", "a@b@c.org", "roza@example.org\r\nBcc: x@y.z"} {
		if err := w.ask(bad); !errors.Is(err, follow.ErrAddress) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if err := errors.Join(w.ask("roza@example.org"), w.ask("ROZA@example.org")); err != nil {
		t.Fatal(err)
	}
	if len(w.mail.letters) != 1 || w.mail.letters[0].To != "roza@example.org" || w.mail.letters[0].Lang != civic.LangUK {
		t.Fatalf("%+v", w.mail.letters)
	}
	if len(w.followers()) != 0 {
		t.Error("followed before anybody confirmed")
	}
	secret := w.mail.letters[0].Link[len("/follow/"):]
	for range 2 {
		if id, err := w.Confirm(t.Context(), secret); err != nil || id != w.report {
			t.Fatalf("%s, %v", id, err)
		}
	}
	all := w.followers()
	if len(all) != 1 {
		t.Fatalf("%+v", all)
	}
	email, err := w.Email(all[0])
	path, pathErr := w.Path(all[0])
	if email != "roza@example.org" || path != "/follow/"+secret || err != nil || pathErr != nil {
		t.Errorf("%q at %q, %v, %v", email, path, err, pathErr)
	}
	if err := w.ask("roza@example.org"); err != nil || len(w.mail.letters) != 1 {
		t.Errorf("asked again: %v, %d letters", err, len(w.mail.letters))
	}
	if _, err := w.Stop(t.Context(), secret); err != nil || len(w.followers()) != 0 {
		t.Errorf("stopped: %v", err)
	}
	if _, err := w.Confirm(t.Context(), secret); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("a link that is over: %v", err)
	}
}

// A letter may get lost: after a while another one goes out. What nobody confirms is forgotten, and no address can be read.
func TestLettersGetLost(t *testing.T) {
	w := newTown(t)
	w.publish()
	if err := w.ask("roza@example.org"); err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(time.Hour)
	if err := w.ask("roza@example.org"); err != nil || len(w.mail.letters) != 2 || w.mail.letters[0].Link != w.mail.letters[1].Link {
		t.Errorf("%v, %+v", err, w.mail.letters)
	}
	w.now = w.now.Add(4 * 24 * time.Hour)
	if err := w.ask("other@example.org"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Confirm(t.Context(), w.mail.letters[0].Link[len("/follow/"):]); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("after days: %v", err)
	}
	if err := w.db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{w.path, w.path + "-wal"} {
		if raw, err := os.ReadFile(name); err == nil && bytes.Contains(raw, []byte("@example.org")) {
			t.Errorf("an address can be read in %s", filepath.Base(name))
		}
	}
}

// The author of a report is asked before it is public, and hears of it then.
func TestAuthorsAddress(t *testing.T) {
	w := newTown(t)
	write := func(path string) notify.Letter { return notify.Letter{Link: path} }
	if err := w.ask("roza@example.org"); !errors.Is(err, follow.ErrHidden) {
		t.Errorf("a stranger: %v", err)
	}
	for range 2 {
		if err := w.Author(t.Context(), w.report, "roza@example.org", civic.LangRU, write); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.mail.letters) != 1 {
		t.Fatalf("%d letters", len(w.mail.letters))
	}
	if _, err := w.Confirm(t.Context(), w.mail.letters[0].Link[len("/follow/"):]); err != nil {
		t.Fatal(err)
	}
	if all := w.followers(); len(all) != 1 || !all[0].Author {
		t.Errorf("%+v", all)
	}
}
