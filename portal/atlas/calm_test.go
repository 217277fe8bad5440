package atlas_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"priyom/portal/atlas"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
)

// While the atlas is read for the first time, or after very many changes at once, whoever asks for it waits without a connection to the
// database: others, who don't need it, aren't kept waiting.
func TestWhoWaitsForTheAtlasHoldsNoConnection(t *testing.T) {
	d, err := db.Open(t.Context(), dbtest.Address(t), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	f, err := dbtest.New(t.Context(), d, 1)
	if err != nil {
		t.Fatal(err)
	}
	add := func() {
		t.Helper()
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := f.Add(tx, func(c *db.Case) { c.Published, c.Received = now, now })
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	add()
	a := atlas.New(d, time.UTC)
	release := atlas.Occupy(a) // somebody reads, for as long as this test likes
	ctx, giveUp := context.WithCancel(t.Context())
	const many = 40 // more than there are connections on any engine
	ended, before := make(chan error, many), d.Statements()
	for range many {
		go func() { ended <- a.Load(ctx) }()
	}
	for d.Statements() < before+many { // each has found that it must wait
		time.Sleep(time.Millisecond)
	}
	for range 3 {
		if err := d.Read(t.Context(), func(tx *db.Tx) error { _, err := tx.PublicEnd(); return err }); err != nil {
			t.Fatal(err)
		}
	}
	giveUp()
	for range many {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("who gave up waiting: %v", err)
		}
	}
	release()
	if err := a.Load(t.Context()); err != nil || a.Len() != 1 {
		t.Errorf("%d reports, %v", a.Len(), err)
	}
	// What came since is little: nobody waits for anybody.
	add()
	release = atlas.Occupy(a)
	defer release()
	if err := a.Read(t.Context(), func(*db.Tx) error {
		if a.Len() != 2 {
			t.Errorf("%d reports", a.Len())
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}
