//go:build linux

package torture

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/store/vault"
	"priyom/torture/plug"
)

func init() { roles["disk"] = plug.Serve }

// The plug is pulled at random moments of taking reports. What was confirmed is there afterwards, with whole photos.
func TestPowerCutsWhileTakingReports(t *testing.T) {
	for seed := range uint64(cuts()) {
		random := rand.New(rand.NewPCG(seed, 1))
		disk := plug.Mount(t, "PRIYOM_TORTURE=disk")
		disk.CutAfter(20 + random.IntN(800))
		saved, err := takeUntilCut(t, disk.Dir)
		if !disk.IsCut() {
			t.Fatalf("it failed before the plug was pulled: %v", err)
		}
		home := t.TempDir()
		disk.Survivors(home)
		expectAll(t, seed, home, saved)
	}
}

// takeUntilCut takes reports with photos, enrolled from the third one on, until the disk fails. It returns what was
// confirmed.
func takeUntilCut(t *testing.T, home string) (saved []civic.Report, err error) {
	t.Helper()
	v, err := vault.Open(home, vault.Secrets{Passphrase: storetest.Passphrase})
	if err != nil {
		return nil, err
	}
	s, err := store.Open(t.Context(), home, v, store.Options{})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	portal := storetest.NewPortal(t)
	for n := 0; ; n++ {
		if n == 2 {
			if err := portal.TryEnroll(t.Context(), s, "СТ-01"); err != nil {
				return saved, err
			}
		}
		r, err := s.NewReport()
		if err != nil {
			t.Fatal(err)
		}
		r.Category, r.Text = "roads-pothole", "Яма"
		if err := s.SaveDraft(t.Context(), r); err != nil {
			return saved, err
		}
		if _, err := s.AttachPhoto(t.Context(), r.ID, "p.jpg", bytes.NewReader(storetest.JPEG(t, uint8(n)))); err != nil {
			return saved, err
		}
		if r, err = s.Capture(t.Context(), r); err != nil {
			return saved, err
		}
		saved = append(saved, r)
		if _, err := s.PreparePhotos(t.Context()); err != nil {
			return saved, err
		}
	}
}

func expectAll(t *testing.T, seed uint64, home string, saved []civic.Report) {
	t.Helper()
	if len(saved) == 0 {
		return // the cut may have come before the vault itself
	}
	v, err := vault.Open(home, vault.Secrets{Passphrase: storetest.Passphrase})
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	s, err := store.Open(t.Context(), home, v, store.Options{})
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	defer s.Close()
	for _, want := range saved {
		got, err := s.Report(t.Context(), want.ID)
		if err != nil || got.Number != want.Number || len(got.Photos) != 1 {
			t.Errorf("seed %d: saved %s, found %s with %d photos, %v", seed, want.Number, got.Number, len(got.Photos), err)
			continue
		}
		f, err := s.OpenFile(got.Photos[0].Original.SHA256)
		if err != nil {
			t.Errorf("seed %d: photo of %s: %v", seed, want.Number, err)
			continue
		}
		if err := f.Close(); err != nil && !errors.Is(err, store.ErrFileDamaged) {
			t.Error(err)
		}
	}
	check, err := s.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range check.Findings {
		t.Errorf("seed %d: %s", seed, f)
	}
}
