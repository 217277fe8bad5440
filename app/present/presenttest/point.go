package presenttest

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/assets"
	"priyom/civic"
	"priyom/lang"
	"priyom/store/vault"
	"priyom/sync/engine"
)

// Passphrase opens the homes of this package.
const Passphrase = "четыре случайных слова"

// Env is what a point needs, for a home folder of the test's own.
func Env(t testing.TB, l *Loop) *present.Env {
	t.Helper()
	catalogue, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	known, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	calendar, err := assets.Calendar("ru")
	if err != nil {
		t.Fatal(err)
	}
	checklists, err := assets.Checklists()
	if err != nil {
		t.Fatal(err)
	}
	phrases, err := assets.Phrases()
	if err != nil {
		t.Fatal(err)
	}
	return &present.Env{
		Phrases: phrases, Checklists: checklists,
		Home: t.TempDir(), Secrets: vault.Secrets{Passphrase: Passphrase}, Catalogue: catalogue, Locale: civic.LangRU, Known: known,
		Calendar: calendar, Log: slog.New(slog.DiscardHandler), Clock: l.Now, Post: l.Post, After: l.After, Still: true,
		Line: engine.Options{Limits: engine.Limits{FirstRetry: 20 * time.Millisecond, LongestRetry: 50 * time.Millisecond, Look: 20 * time.Millisecond}},
	}
}

// Open opens the home folder of an Env and starts the point; it is closed with the test.
func Open(t testing.TB, l *Loop, env *present.Env) *present.Point {
	t.Helper()
	var p *present.Point
	g := present.NewGate(env)
	g.OnOpen = func(open *present.Point) { p = open }
	g.Begin()
	l.Until("the home folder is open", func() bool {
		if s := g.State(); s.Step != present.GateOpening {
			t.Fatalf("the gate wants something: %+v", s)
		}
		return p != nil
	})
	p.Start()
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// Take fills the form and saves it, and returns the report's number.
func Take(t testing.TB, l *Loop, p *present.Point, category civic.CategorySlug, text, address string, photos ...present.PhotoFile) string {
	t.Helper()
	in := p.Intake
	in.Choose(category)
	in.SetText(text)
	in.SetAddress(address)
	in.AddPhotos(photos)
	in.Save()
	l.Until("the report is saved", func() bool {
		if s := in.State(); len(s.Wrong) > 0 {
			t.Fatalf("not saved: %v", s.Wrong)
		}
		return in.State().Done.Number != ""
	})
	return in.State().Done.Number
}

// SharedPhoto is one of the real photographs beside the project; the test is skipped where they aren't.
func SharedPhoto(t testing.TB, name string) present.PhotoFile {
	t.Helper()
	dir, ok := SharedPhotos()
	if !ok {
		t.Skip("needs the real photographs in ../shared/photos")
	}
	return File(filepath.Join(dir, name))
}

// SharedPhotos is the folder of the real photographs beside the project, if it is there.
func SharedPhotos() (dir string, ok bool) {
	at, err := os.Getwd()
	for ; err == nil && at != filepath.Dir(at); at = filepath.Dir(at) {
		dir = filepath.Join(at, "shared", "photos")
		if _, err := os.Stat(dir); err == nil {
			return dir, true
		}
	}
	return "", false
}

// File is a file on the disk.
func File(path string) present.PhotoFile {
	return present.PhotoFile{Name: filepath.Base(path), Open: func() (io.ReadCloser, error) { return os.Open(path) }}
}
