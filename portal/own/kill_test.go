package own_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"priyom/portal/db"
	"priyom/portal/own"
)

// The other process of TestKilledInTheMiddle: it sends reports until it is killed.
const (
	victimHome = "PRIYOM_OWN_VICTIM"
	victims    = 12 // forms, each sent again by the process after
)

func TestVictim(t *testing.T) {
	home := os.Getenv(victimHome)
	if home == "" {
		t.Skip("is started by TestKilledInTheMiddle")
	}
	o := open(t, home)
	for i := range victims {
		if _, err := o.Report(t.Context(), own.KeyOf("report", fmt.Sprint(i)), draft(photo(t, byte(i)))); err != nil {
			t.Fatal(err)
		}
	}
}

// A process that is killed anywhere while it takes forms in, and the browsers that send theirs again: each report is there once, whole.
func TestKilledInTheMiddle(t *testing.T) {
	home := t.TempDir()
	first := open(t, home)
	for range 6 {
		ctx, kill := context.WithTimeout(t.Context(), time.Duration(100+rand.IntN(700))*time.Millisecond)
		victim := exec.CommandContext(ctx, os.Args[0], "-test.run", "^TestVictim$")
		victim.Env = append(os.Environ(), victimHome+"="+home)
		_ = victim.Run() // it is killed, mostly
		kill()
	}
	for i := range victims {
		if _, err := first.Report(t.Context(), own.KeyOf("report", fmt.Sprint(i)), draft(photo(t, byte(i)))); err != nil {
			t.Fatal(err)
		}
	}
	first.read(func(tx *db.Tx) error {
		reports, err := tx.ReportsAfter(0, 100)
		if len(reports) != victims {
			t.Errorf("%d reports of %d forms", len(reports), victims)
		}
		for _, r := range reports {
			photos, err := tx.Photos(r.Device, r.ID)
			if err != nil || len(photos) != 1 || !photos[0].Held.ShowCopy {
				t.Errorf("%s: %+v, %v", r.Number, photos, err)
			}
		}
		return err
	})
	first.verified()
}
