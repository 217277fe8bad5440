package shelf_test

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/portal/blobs/shelf"
	"priyom/portal/blobs/shelf/shelftest"
	"priyom/store/journal"
)

func TestFolder(t *testing.T) {
	shelftest.Suite(t, func(t testing.TB) string { return filepath.Join(t.TempDir(), "files") })
}

func TestBucket(t *testing.T) { shelftest.Suite(t, shelftest.Bucket) }

// A store refuses what isn't what its name says, and the file stays where it was.
func TestBucketRefusesOtherContent(t *testing.T) {
	s, err := shelf.Open(t.Context(), shelftest.Bucket(t))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "staged")
	if err := os.WriteFile(path, []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), journal.HashOf([]byte("this")), 14, path); err == nil {
		t.Error("taken")
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

// An address that can't be is told with what is wrong, and without its secret.
func TestAddresses(t *testing.T) {
	for _, address := range []string{
		"s3://", "s3://host/bucket", "s3://key:hushhush@host", "s3://key@host/bucket", "s3://key:hushhush@/bucket", "s3://key:hushhush@host:x/bucket",
		"s3://key:hushhush@127.0.0.1:1/bucket?tls=off",
	} {
		_, err := shelf.Open(t.Context(), address)
		if !errors.Is(err, shelf.ErrAddress) || strings.Contains(err.Error(), "hushhush") {
			t.Errorf("%s: %v", address, err)
		}
	}
	u, err := url.Parse(shelftest.Bucket(t))
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/no-such-bucket"
	if _, err := shelf.Open(t.Context(), u.String()); !errors.Is(err, shelf.ErrAddress) || !strings.Contains(err.Error(), "no-such-bucket") {
		t.Errorf("%v", err)
	}
	u.User = url.UserPassword("somebody", "hushhush")
	if _, err := shelf.Open(t.Context(), u.String()); !errors.Is(err, shelf.ErrAddress) || strings.Contains(err.Error(), "hushhush") {
		t.Errorf("%v", err)
	}
}
