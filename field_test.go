package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"priyom/app/present"
	"priyom/civic"
)

// A track that is played reaches the presenters, and says that it is made up.
func TestPositionsOfATrack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "walk.gpx")
	t.Setenv("PRIYOM_POSITIONS", path)
	if err := newPositions().Watch(t.Context(), nil); !errors.Is(err, present.ErrPositionOff) {
		t.Errorf("without the track: %v", err)
	}
	if err := os.WriteFile(path, []byte(`<gpx><wpt lat="46.9" lon="28.75"><hdop>2</hdop></wpt></gpx>`), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var got present.Fix
	err := newPositions().Watch(ctx, func(f present.Fix) {
		got = f
		cancel()
	})
	if want := (civic.Position{Lat: 46.9, Lon: 28.75, Accuracy: 10}); !errors.Is(err, context.Canceled) || got.Position != want || got.Source != civic.SourceMock {
		t.Errorf("%+v, %v", got, err)
	}
}
