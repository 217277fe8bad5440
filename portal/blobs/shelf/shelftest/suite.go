// Package shelftest is what every shelf of the portal's files must do.
package shelftest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/portal/blobs/shelf"
	"priyom/store/journal"
)

// serverVariable is the environment's word for a bucket where tests may put files; scripts/s3.sh gives one.
const serverVariable = "PRIYOM_S3"

// Served says that there is a store.
func Served() bool { return os.Getenv(serverVariable) != "" }

// Bucket is the address of an empty place in a bucket, and skips the test where there is no server.
func Bucket(t testing.TB) (address string) {
	t.Helper()
	server := os.Getenv(serverVariable)
	if server == "" {
		t.Skipf("needs a bucket in %s: run scripts/s3.sh go test …", serverVariable)
	}
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path += "/" + strings.ToLower(rand.Text())
	return u.String()
}

// Suite is what a shelf must do. fresh tells where a new one is to be.
func Suite(t *testing.T, fresh func(testing.TB) (address string)) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, shelf.Shelf)
	}{
		{"files come back", comeBack},
		{"what isn't there is missing", isMissing},
		{"what is removed is gone", isGone},
		{"the last content counts", lastCounts},
		{"all are listed", areListed},
		{"who gives up leaves the file", givesUp},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := shelf.Open(t.Context(), fresh(t))
			if err != nil {
				t.Fatal(err)
			}
			test.run(t, s)
		})
	}
}

// staged is a file on its way, beside the shelf.
func staged(t *testing.T, content []byte) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "staged")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func put(t *testing.T, s shelf.Shelf, content []byte) (sum journal.Hash) {
	t.Helper()
	path := staged(t, content)
	sum = journal.HashOf(content)
	if err := s.Put(t.Context(), sum, int64(len(content)), path); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is still where it was: %v", err)
	}
	return sum
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}

func comeBack(t *testing.T, s shelf.Shelf) {
	for _, size := range []int{0, 1, 70_000, 20 << 20} {
		content := random(size)
		sum := put(t, s, content)
		if err := shelf.Verify(t.Context(), s, sum, int64(size)); err != nil {
			t.Error(err)
		}
		f, err := s.Open(t.Context(), sum)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := f.Seek(0, io.SeekEnd); n != int64(size) || err != nil {
			t.Errorf("ends at %d, %v", n, err)
		}
		half := int64(size / 2)
		if n, err := f.Seek(half, io.SeekStart); n != half || err != nil {
			t.Errorf("at %d, %v", n, err)
		}
		if rest, err := io.ReadAll(f); err != nil || !bytes.Equal(rest, content[half:]) {
			t.Errorf("%d bytes from the middle, want %d; %v", len(rest), int64(size)-half, err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

func isMissing(t *testing.T, s shelf.Shelf) {
	if _, err := s.Open(t.Context(), journal.Hash{1}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	if err := shelf.Verify(t.Context(), s, journal.Hash{1}, 0); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	if err := s.Remove(t.Context(), journal.Hash{1}); err != nil {
		t.Error(err)
	}
	if err := s.Put(t.Context(), journal.Hash{1}, 1, filepath.Join(t.TempDir(), "nothing")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

func isGone(t *testing.T, s shelf.Shelf) {
	gone, stays := put(t, s, random(10)), put(t, s, random(10))
	if err := s.Remove(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Open(t.Context(), gone); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	if err := shelf.Verify(t.Context(), s, stays, 10); err != nil {
		t.Error(err)
	}
}

func lastCounts(t *testing.T, s shelf.Shelf) {
	content := random(50_000)
	for range 2 {
		sum := put(t, s, content)
		if err := shelf.Verify(t.Context(), s, sum, int64(len(content))); err != nil {
			t.Error(err)
		}
		if err := shelf.Verify(t.Context(), s, sum, 49_999); !errors.Is(err, shelf.ErrHash) {
			t.Errorf("another size: %v", err)
		}
	}
}

func areListed(t *testing.T, s shelf.Shelf) {
	want := map[journal.Hash]int64{}
	for size := range 30 {
		want[put(t, s, random(size))] = int64(size)
	}
	got := map[journal.Hash]int64{}
	if err := s.All(t.Context(), func(sum journal.Hash, size int64) error {
		got[sum] = size
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for sum, size := range want {
		if n, ok := got[sum]; !ok || n != size {
			t.Errorf("%s: %d, %v", sum, n, ok)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d listed, want %d", len(got), len(want))
	}
	stop := errors.New("enough")
	if err := s.All(t.Context(), func(journal.Hash, int64) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("%v", err)
	}
}

func givesUp(t *testing.T, s shelf.Shelf) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	content := random(100_000)
	path, sum := staged(t, content), journal.HashOf(content)
	if err := s.Put(ctx, sum, int64(len(content)), path); err == nil {
		return // a folder moves it at once
	}
	if kept, err := os.ReadFile(path); err != nil || !bytes.Equal(kept, content) {
		t.Errorf("%d bytes left, %v", len(kept), err)
	}
	if err := s.Put(t.Context(), sum, int64(len(content)), path); err != nil {
		t.Error(err)
	}
}
