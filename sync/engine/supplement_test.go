package engine

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store"
	"priyom/store/storetest"
)

// What an author adds later, words and photos, from this phone or from another of theirs, is at the portal once, in its own place, however
// often it was sent; its photos aren't among those that the report came with.
func TestPhotosAreAddedLater(t *testing.T) {
	d := newDistrict(t)
	at := served(t, d.handler)
	one, two := d.joined(t, at, "roza@example.org"), d.joined(t, at, "roza@example.org")
	r := selfReport(t, one, "Яма у остановки")
	cleared(t, anEngine(t, one, Options{}))
	cleared(t, anEngine(t, two, Options{}))
	for n, s := range []*store.Store{one, two} {
		_, err := s.AttachSupplementPhoto(t.Context(), r.ID, "яма.jpg", bytes.NewReader(storetest.JPEG(t, uint8(40+n))))
		check(t, err)
	}
	check(t, one.Supplement(t.Context(), r.ID, ""))
	check(t, two.Supplement(t.Context(), r.ID, "Уже две ямы"))
	for _, s := range []*store.Store{one, two} {
		if _, err := s.PreparePhotos(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cut := context.WithCancel(t.Context()) // killed on the way
	cut()
	if _, err := anEngine(t, two, Options{}).Once(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("cut off: %v", err)
	}
	for range 2 {
		cleared(t, anEngine(t, one, Options{}))
		cleared(t, anEngine(t, two, Options{}))
	}
	check(t, d.db.Read(t.Context(), func(tx *db.Tx) error {
		added, err := tx.Supplements(r.ID)
		if err != nil || len(added) != 2 || len(added[0].Photos) != 1 || len(added[1].Photos) != 1 || added[0].Text+added[1].Text != "Уже две ямы" {
			t.Errorf("%+v, %v", added, err)
		}
		photos, err := tx.Photos(one.Device(), r.ID)
		if err != nil || len(photos) != 2 {
			t.Fatalf("%d photos, %v", len(photos), err)
		}
		for _, p := range photos {
			if p.Ord != db.NoOrd || !p.Held.Copy || !p.Held.ShowPreview || p.State != civic.PhotoPrepared {
				t.Errorf("%+v", p)
			}
		}
		return nil
	}))
	if a := d.audited(t); len(a.Findings) != 0 {
		t.Errorf("%v", a.Findings)
	}
	verified(t, one)
	verified(t, two)
}
