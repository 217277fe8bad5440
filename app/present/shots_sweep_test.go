package present_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"
	"time"

	"priyom/app/present/presenttest"
	"priyom/civic"
)

// What a camera began more than a day ago and broke off is gone at the next start; a whole picture never is, and one that only wasn't given its
// name is taken in after all.
func TestBrokenOffPicturesAreSwept(t *testing.T) {
	loop := presenttest.NewLoop(t)
	env := presenttest.Env(t, loop)
	whole := func(side int) []byte {
		var out bytes.Buffer
		if err := jpeg.Encode(&out, image.NewRGBA(image.Rect(0, 0, side, 40)), nil); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	half := whole(64)[:300]
	id := "report-" + civic.ReportID{15: 1}.String()
	dir := filepath.Join(env.Home, "shots", id)
	alone := filepath.Join(env.Home, "shots", "report-"+civic.ReportID{15: 2}.String())
	put := func(name string, content []byte, age time.Duration) string {
		t.Helper()
		at := env.Clock().Add(-age)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
		return name
	}
	const old, fresh = 25 * time.Hour, 23 * time.Hour
	gone := []string{
		put(filepath.Join(dir, "1.jpg.new"), half, old), put(filepath.Join(dir, "2.jpg.new"), nil, old), put(filepath.Join(dir, ".new-3"), half, old),
		put(filepath.Join(dir, "4.jpg.new"), append(half[:200:200], make([]byte, 4096)...), old), put(filepath.Join(alone, "5.jpg.new"), half, old), alone,
		put(filepath.Join(dir, "6.jpg.new"), whole(80), old), // it is taken in
	}
	kept := []string{
		put(filepath.Join(dir, "7.jpg.new"), half, fresh), put(filepath.Join(dir, "8.jpg.new"), []byte("another kind of picture"), old),
		put(filepath.Join(dir, ".new-9"), whole(96), old), put(filepath.Join(env.Home, "shots", "1.jpg.new"), half, old),
		put(filepath.Join(dir, "10.jpg.new"), append([]byte{0xff, 0xd8, 1, 2}, 0xff, 0xd9), old),
	}
	p := presenttest.Open(t, loop, env)
	for _, path := range gone {
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Errorf("%s is still there: %v", filepath.Base(path), err)
		}
	}
	for _, path := range kept {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
	loop.Until("the whole picture is taken in", func() bool { return len(p.Intake.State().Photos) == 1 || len(p.Capture.State().Photos) == 1 })
}
