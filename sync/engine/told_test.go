package engine

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/sync/wire"
)

// toldPhotos are the pictures of a report that a device has heard of, by their sides.
func toldPhotos(t *testing.T, s *store.Store, id civic.ReportID) map[civic.PhotoSide][]civic.Photo {
	t.Helper()
	all, err := s.ToldPhotos(t.Context(), id)
	check(t, err)
	by := map[civic.PhotoSide][]civic.Photo{}
	for _, p := range all {
		by[p.Side] = append(by[p.Side], p.Photo)
	}
	return by
}

// A report's pictures, of the problem, added later and of what was done, are fetched small by all phones of its author, large when somebody
// asks, and by nobody else; when a phone leaves, they go.
func TestPicturesOfReports(t *testing.T) {
	d := newDistrict(t)
	at := served(t, d.handler)
	one, two, other := d.joined(t, at, "roza@example.org"), d.joined(t, at, "roza@example.org"), d.joined(t, at, "other@example.org")
	field := d.inspector(t, at, "lighting")
	draft := storetest.Draft(t, one, "Не горит фонарь")
	draft.Channel, draft.Category = civic.ChannelSelf, "lighting-lamp-out"
	draft.Place.Position, draft.Place.Source = civic.Position{Lat: 47.08, Lon: 28.87}, civic.SourceMap
	check(t, one.SaveDraft(t.Context(), draft))
	storetest.Attach(t, one, draft, 1)
	r, err := one.Capture(t.Context(), draft)
	check(t, err)
	for _, s := range []*store.Store{one, two, other} {
		cleared(t, anEngine(t, s, Options{}))
	}
	_, err = one.AttachSupplementPhoto(t.Context(), r.ID, "ещё.jpg", bytes.NewReader(storetest.JPEG(t, 2)))
	check(t, err)
	check(t, one.Supplement(t.Context(), r.ID, "Ещё снимок"))
	_, err = one.PreparePhotos(t.Context())
	check(t, err)
	cleared(t, anEngine(t, one, Options{}))
	d.act(t, casework.Deed{Report: r.ID, Act: civic.ActAssign, By: moderator(), Department: "lighting"})
	cleared(t, anEngine(t, field, Options{}))
	inspectedHere(t, field, r.ID)
	for range 2 {
		for _, s := range []*store.Store{field, one, two, other} {
			cleared(t, anEngine(t, s, Options{}))
		}
	}
	got := toldPhotos(t, two, r.ID)
	if len(got[civic.SideBefore]) != 1 || len(got[civic.SideAdded]) != 1 || len(got[civic.SideAfter]) != 1 {
		t.Fatalf("the other phone hears of %+v", got)
	}
	if own := toldPhotos(t, one, r.ID); len(own[civic.SideBefore])+len(own[civic.SideAdded]) != 0 || len(own[civic.SideAfter]) != 1 {
		t.Errorf("the phone that took it hears of %+v", own)
	}
	for side, photos := range got {
		if small, err := two.ReadFile(photos[0].Preview); err != nil || len(small) == 0 {
			t.Errorf("%s: no small picture: %v", side, err)
		}
		if _, err := two.ReadFile(photos[0].Copy); err == nil {
			t.Errorf("%s: the large picture came unasked", side)
		}
	}
	large := got[civic.SideAfter][0].Copy
	check(t, two.AskPicture(t.Context(), large.SHA256))
	here := anEngine(t, two, Options{})
	running(t, here)
	until(t, here, "the large picture", func(State) bool { _, err := two.ReadFile(large); return err == nil })
	here.Close()

	stranger := anEngine(t, other, Options{})
	c, _, err := stranger.connect(t.Context())
	check(t, err)
	for side, photos := range got {
		var f *Failure
		if _, err := c.picture(t.Context(), photos[0].Preview.SHA256, photos[0].Preview.Size); !errors.As(err, &f) || f.Cause != Cause(wire.ProblemUnknownBlob.Key) {
			t.Errorf("%s: a stranger's phone gets %v", side, err)
		}
	}
	check(t, Leave(t.Context(), two, Options{}))
	cleared(t, anEngine(t, two, Options{}))
	if left := toldPhotos(t, two, r.ID); len(left) != 0 {
		t.Errorf("left, and knows of %+v", left)
	}
	if _, err := two.ReadFile(large); err == nil {
		t.Error("left, and has the picture")
	}
	for _, s := range []*store.Store{one, two, field} {
		verified(t, s)
	}
	if a := d.audited(t); len(a.Findings) != 0 {
		t.Errorf("%v", a.Findings)
	}
}

// What somebody says about their report on one phone they find on the other, private words too, which lie at the portal sealed alone.
func TestOwnWordsFromElsewhere(t *testing.T) {
	d := newDistrict(t)
	at := served(t, d.handler)
	one, two, other := d.joined(t, at, "roza@example.org"), d.joined(t, at, "roza@example.org"), d.joined(t, at, "other@example.org")
	r := selfReport(t, one, "Яма у остановки")
	for _, s := range []*store.Store{one, two, other} {
		cleared(t, anEngine(t, s, Options{}))
	}
	const secret = "Ключ под ковриком"
	_, err := two.Say(t.Context(), civic.Message{Report: r.ID, Text: secret, Private: true})
	check(t, err)
	check(t, two.Supplement(t.Context(), r.ID, "Уже две ямы"))
	check(t, two.ActOn(t.Context(), civic.AuthorAct{Report: r.ID, Act: civic.ActWithdraw, Comment: "Засыпали сами"}))
	for range 2 {
		for _, s := range []*store.Store{two, one, other} {
			cleared(t, anEngine(t, s, Options{}))
		}
	}
	third := d.joined(t, at, "roza@example.org") // hears of what was before it
	cleared(t, anEngine(t, third, Options{}))
	want := []string{"message: " + secret, "supplement: Уже две ямы", "withdraw: Засыпали сами"}
	for name, s := range map[string]*store.Store{"one": one, "third": third} {
		words, err := s.ToldWords(t.Context(), r.ID)
		check(t, err)
		var got []string
		for _, w := range words {
			got = append(got, w.What+": "+w.Text)
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s finds %q", name, got)
		}
	}
	for name, s := range map[string]*store.Store{"who said it": two, "a stranger": other} {
		if words, err := s.ToldWords(t.Context(), r.ID); err != nil || len(words) != 0 {
			t.Errorf("%s finds %+v, %v", name, words, err)
		}
	}
	for _, s := range []*store.Store{one, third} {
		for _, c := range d.changes(t, s.Device()) {
			if bytes.Contains(c.Body, []byte("ковриком")) || bytes.Contains(c.Body, []byte("Засыпали")) {
				t.Errorf("sealed words lie open in the feed: %s", c.Kind)
			}
		}
	}
	check(t, Leave(t.Context(), third, Options{}))
	cleared(t, anEngine(t, third, Options{}))
	if words, err := third.ToldWords(t.Context(), r.ID); err != nil || len(words) != 0 {
		t.Errorf("left, and knows %+v, %v", words, err)
	}
	verified(t, one)
}

// What can't be read is kept for a version that can.
func TestUnreadableToldThings(t *testing.T) {
	sum := make([]byte, 32)
	good := wire.PictureChange{Report: make([]byte, 16), Photo: make([]byte, 16), Side: "after", Copy: sum, CopySize: 1, Preview: sum, PreviewSize: 1}
	if _, ok := good.Civic(); !ok {
		t.Fatal("a good one isn't read")
	}
	for name, change := range map[string]func(*wire.PictureChange){
		"short id":     func(c *wire.PictureChange) { c.Photo = c.Photo[1:] },
		"other side":   func(c *wire.PictureChange) { c.Side = "inside" },
		"short sum":    func(c *wire.PictureChange) { c.Preview = sum[1:] },
		"far too long": func(c *wire.PictureChange) { c.CopySize = 1 << 40 },
		"empty":        func(c *wire.PictureChange) { c.PreviewSize = 0 },
	} {
		bad := good
		if change(&bad); bad.Side == "" {
			t.Fatal(name)
		}
		if _, ok := bad.Civic(); ok {
			t.Errorf("%s is read", name)
		}
	}
	words := wire.SaidChange{ID: make([]byte, 16), Report: make([]byte, 16), What: wire.SaidSupplement, Photos: [][]byte{make([]byte, 16)}}
	if w, ok := words.Civic(); !ok || len(w.Photos) != 1 {
		t.Errorf("%+v, %v", w, ok)
	}
	for name, change := range map[string]func(*wire.SaidChange){
		"short id":    func(c *wire.SaidChange) { c.ID = nil },
		"nothing":     func(c *wire.SaidChange) { c.What = "" },
		"six stars":   func(c *wire.SaidChange) { c.Rating = 6 },
		"short photo": func(c *wire.SaidChange) { c.Photos = [][]byte{{1}} },
	} {
		bad := words
		change(&bad)
		if _, ok := bad.Civic(); ok {
			t.Errorf("%s is read", name)
		}
	}
}
