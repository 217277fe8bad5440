// Package uitest gives tests of screens a reception point with reports in it, and looks at what is drawn. Everything is
// real: the memory on the disk, the presenters, the widgets.
package uitest

import (
	"cmp"
	"crypto/ed25519"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/assets/district"
	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
	"priyom/store/vault"
)

// Home is a home folder before it is opened.
type Home struct {
	t    testing.TB
	Loop *presenttest.Loop
	Env  *present.Env
}

// NewHome makes an empty home folder.
func NewHome(t testing.TB) *Home {
	l := presenttest.NewLoop(t)
	h := &Home{t, l, presenttest.Env(t, l)}
	h.Env.Line.Clock = l.Now // what is drawn is the same every time
	return h
}

// Open opens the point in it.
func (h *Home) Open() *present.Point {
	h.t.Helper()
	return presenttest.Open(h.t, h.Loop, h.Env)
}

// Map puts the practice district's map into the folder.
func (h *Home) Map() {
	h.t.Helper()
	if _, err := district.Put(filepath.Join(h.Env.Home, "maps")); err != nil {
		h.t.Fatal(err)
	}
}

// Clerk fills a home folder as a clerk and a portal would.
type Clerk struct {
	t      testing.TB
	s      *store.Store
	portal storetest.Portal
	now    time.Time

	answers    int    // that the portal gave
	settlement string // of the next reports; "" is the usual one
	role       civic.Role
	account    string // whose a citizen's device will be
}

// Fill lets a clerk work in the folder, beginning at a time before the loop's.
func (h *Home) Fill(before time.Duration, work func(c *Clerk)) {
	h.t.Helper()
	c := &Clerk{t: h.t, portal: storetest.NewPortal(h.t), now: h.Loop.Now().Add(-before)}
	v, err := vault.Open(h.Env.Home, h.Env.Secrets)
	if err != nil {
		h.t.Fatal(err)
	}
	if c.s, err = store.Open(h.t.Context(), h.Env.Home, v, store.Options{Clock: func() time.Time { return c.now }}); err != nil {
		h.t.Fatal(err)
	}
	work(c)
	if err := c.s.Close(); err != nil {
		h.t.Fatal(err)
	}
}

// FillQuickly is Fill for thousands of reports: in memory, as each waits for the disk twice, and then moved to the disk.
func (h *Home) FillQuickly(before time.Duration, work func(c *Clerk)) {
	h.t.Helper()
	disk := h.Env.Home
	if memory, err := os.MkdirTemp("/dev/shm", "priyom"); err == nil {
		defer func() {
			if err := os.RemoveAll(memory); err != nil {
				h.t.Error(err)
			}
		}()
		h.Env.Home = memory
	}
	h.Fill(before, work)
	if h.Env.Home == disk {
		return
	}
	if err := os.CopyFS(disk, os.DirFS(h.Env.Home)); err != nil {
		h.t.Fatal(err)
	}
	h.Env.Home = disk
}

// Wait lets time pass.
func (c *Clerk) Wait(d time.Duration) { c.now = c.now.Add(d) }

// As says in what role the device will be enrolled.
func (c *Clerk) As(r civic.Role) *Clerk {
	c.role = r
	return c
}

// Belongs makes the device an account's, once it is enrolled.
func (c *Clerk) Belongs(account string) *Clerk {
	c.account = account
	return c
}

// Enroll makes the folder's device a portal's, which nobody will find on the line.
func (c *Clerk) Enroll() {
	c.t.Helper()
	err := c.s.Enroll(c.t.Context(), store.Enrolment{
		URL: "http://127.0.0.1:1", Portal: "test", PortalName: "Яловенский район", Role: c.role, Place: "с. Ставчены", Code: "СТ-04",
		SignKey: c.portal.Sign.Public().(ed25519.PublicKey), SealKeys: []journal.SealKey{c.portal.Open.Public()}, At: c.now, Account: c.account,
	})
	if err != nil {
		c.t.Fatal(err)
	}
}

// Report is what a clerk writes.
type Report struct {
	Kind    civic.CategorySlug
	Text    string
	Address string
	Who     civic.Reporter
	Spot    civic.Position
	Photos  []string // names of photographs; see Photo
}

// Draft begins a report.
func (c *Clerk) Draft(w Report) civic.Report {
	c.t.Helper()
	r, err := c.s.NewReport()
	if err != nil {
		c.t.Fatal(err)
	}
	r.Category, r.Text, r.Reporter = w.Kind, w.Text, w.Who
	r.Place = civic.Place{Address: w.Address, Settlement: cmp.Or(c.settlement, "Ставчены")}
	if w.Spot != (civic.Position{}) {
		r.Place.Position, r.Place.Source = w.Spot, civic.SourceMap
	}
	if err := c.s.SaveDraft(c.t.Context(), r); err != nil {
		c.t.Fatal(err)
	}
	for _, name := range w.Photos {
		if err := c.attach(r.ID, Photo(c.t, name)); err != nil {
			c.t.Fatal(err)
		}
	}
	return r
}

func (c *Clerk) attach(id civic.ReportID, photo present.PhotoFile) error {
	content, err := photo.Open()
	if err != nil {
		return err
	}
	defer content.Close()
	_, err = c.s.AttachPhoto(c.t.Context(), id, photo.Name, content)
	return err
}

// Take hands a report in.
func (c *Clerk) Take(w Report) civic.ReportID {
	c.t.Helper()
	r, err := c.s.Capture(c.t.Context(), c.Draft(w))
	if err != nil {
		c.t.Fatal(err)
	}
	return r.ID
}

// Prepare makes the copies of photos.
func (c *Clerk) Prepare() {
	c.t.Helper()
	if _, err := c.s.PreparePhotos(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
}

// SignTexts has the portal sign for all reports so far.
func (c *Clerk) SignTexts() {
	c.t.Helper()
	c.Prepare()
	key, err := c.s.Key(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	for {
		batches, err := c.s.Unsent(c.t.Context(), 1000, 1<<22)
		if err != nil {
			c.t.Fatal(err)
		}
		if len(batches) == 0 {
			return
		}
		for _, b := range batches {
			head, err := b.Verify(key.Public().(ed25519.PublicKey))
			if err == nil {
				err = c.s.TakeReceipt(c.t.Context(), journal.NewReceipt(c.s.Device(), head, c.now, c.portal.Sign))
			}
			if err != nil {
				c.t.Fatal(err)
			}
		}
	}
}

// Deliver has the portal sign for everything so far.
func (c *Clerk) Deliver() {
	c.t.Helper()
	c.SignTexts()
	files, err := c.s.Files(c.t.Context(), 10_000)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, f := range files {
		if err := c.s.TakeFileReceipt(c.t.Context(), journal.NewBlobReceipt(c.s.Device(), f.SHA256, f.Size, c.now, c.portal.Sign)); err != nil {
			c.t.Fatal(err)
		}
	}
}

// Tell has the portal say what became of a report.
func (c *Clerk) Tell(id civic.ReportID, note string, through ...civic.Status) {
	c.t.Helper()
	for i, s := range through {
		if i < len(through)-1 {
			c.tell(id, s, "")
		} else {
			c.tell(id, s, note)
		}
	}
}

func (c *Clerk) tell(id civic.ReportID, s civic.Status, note string) {
	c.t.Helper()
	c.Wait(time.Minute)
	change := store.StatusChange{Report: id, Status: s, At: c.now, Note: note}
	if err := c.s.TakeFeed(c.t.Context(), store.Feed{Statuses: []store.StatusChange{change}, Cursor: fmt.Sprint(c.now.UnixNano())}); err != nil {
		c.t.Fatal(err)
	}
}

// Near has the portal tell of reports of the district.
func (c *Clerk) Near(digests ...civic.Digest) {
	c.t.Helper()
	c.Wait(time.Minute)
	if err := c.s.TakeFeed(c.t.Context(), store.Feed{Near: digests, Cursor: fmt.Sprint(c.now.UnixNano())}); err != nil {
		c.t.Fatal(err)
	}
}

// FailFiles says of photos on their way that the first is damaged, and the others were tried in vain.
func (c *Clerk) FailFiles(cause string) {
	c.t.Helper()
	files, err := c.s.Files(c.t.Context(), 10_000)
	if err != nil {
		c.t.Fatal(err)
	}
	damaged := false
	for _, f := range files {
		switch {
		case f.Role == journal.RolePreview:
		case !damaged:
			damaged, err = true, c.s.FileDamaged(c.t.Context(), f.SHA256)
		default:
			if err = c.s.FileSent(c.t.Context(), f.SHA256, f.Size*2/3); err == nil {
				err = c.s.FileTried(c.t.Context(), f.SHA256, cause, c.now.Add(40*time.Minute))
			}
		}
		if err != nil {
			c.t.Fatal(err)
		}
	}
}
