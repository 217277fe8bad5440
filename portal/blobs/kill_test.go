package blobs_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/blobs"
	shelves "priyom/portal/blobs/shelf"
	"priyom/portal/blobs/shelf/shelftest"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/portaltest"
	"priyom/store/journal"
)

// shelf is a store of files, and devices that spoke of one.
type shelf struct {
	*blobs.Store
	dir   string
	db    *db.DB
	sum   journal.Hash
	where string // whole files are
}

var first, second = civic.DeviceID{1}, civic.DeviceID{2}

func newShelf(t *testing.T, content []byte) *shelf {
	t.Helper()
	return newShelfAt(t, content, "")
}

// newShelfAt keeps whole files in a bucket; "" is a folder.
func newShelfAt(t *testing.T, content []byte, where string) *shelf {
	t.Helper()
	home := t.TempDir()
	d, err := db.Open(t.Context(), dbtest.Address(t), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	s := &shelf{dir: filepath.Join(home, "blobs"), db: d, sum: portaltest.Ref(content).SHA256, where: where}
	err = d.Write(t.Context(), func(tx *db.Tx) error {
		for i, id := range []civic.DeviceID{first, second} {
			code := []string{"СТ-01", "СТ-02"}[i]
			if err := tx.AddDevice(db.Device{ID: id, Key: make([]byte, 32), Code: code}, "CT", int64(i+1)); err != nil {
				return err
			}
			if _, err := tx.AddBlobRef(id, journal.Blob{SHA256: s.sum, Size: int64(len(content)), Role: journal.RolePhoto}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.reopen(t)
	return s
}

// reopen forgets all but the disk, as a kill does.
func (s *shelf) reopen(t *testing.T) {
	t.Helper()
	whole, err := shelves.Open(t.Context(), cmp.Or(s.where, s.dir))
	if err != nil {
		t.Fatal(err)
	}
	if s.Store, err = blobs.New(blobs.Config{Dir: s.dir, Shelf: whole, DB: s.db}); err != nil {
		t.Fatal(err)
	}
}

// place puts a file where whole ones are, without a word in the database.
func (s *shelf) place(t *testing.T, content []byte) {
	t.Helper()
	whole, err := shelves.Open(t.Context(), cmp.Or(s.where, s.dir))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "placed")
	put(t, path, content)
	if err := whole.Put(t.Context(), s.sum, int64(len(content)), path); err != nil {
		t.Fatal(err)
	}
}

func (s *shelf) incoming(d civic.DeviceID) string {
	return filepath.Join(s.dir, "incoming", d.String()+"-"+s.sum.String())
}

// append sends content from an offset on; the line ends with it.
func (s *shelf) append(t *testing.T, d civic.DeviceID, offset int64, content []byte) (blobs.State, error) {
	t.Helper()
	return s.Append(t.Context(), d, s.sum, offset, &line{r: bytes.NewReader(content)})
}

func (s *shelf) whole(t *testing.T) {
	t.Helper()
	if err := s.db.Read(t.Context(), func(tx *db.Tx) error {
		b, err := tx.Blob(s.sum)
		if err != nil {
			return err
		}
		return s.Check(t.Context(), b)
	}); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(s.dir, "incoming", first.String()+"*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// line is a request's content that can be given up.
type line struct {
	r    io.Reader
	stop sync.Once
	end  chan struct{}
}

func (l *line) Read(p []byte) (int, error) { return l.r.Read(p) }
func (l *line) Stop() {
	if l.end != nil {
		l.stop.Do(func() { close(l.end) })
	}
}

// Killed between any two steps, the next request ends what was begun, and no byte is believed that wasn't durable.
func TestKilledBetweenSteps(t *testing.T) {
	content := portaltest.JPEG(t, 900, 700, 1)
	half := int64(len(content) / 2)
	for name, row := range map[string]struct {
		leave func(t *testing.T, s *shelf) // what the kill left
		want  int64                        // where the next request must begin; -1 when there is nothing left to send
	}{
		"written, not recorded": {func(t *testing.T, s *shelf) {
			put(t, s.incoming(first), content)
		}, 0},
		"recorded, and more written": {func(t *testing.T, s *shelf) {
			_, _ = s.append(t, first, 0, content[:half])
			put(t, s.incoming(first), append(bytes.Clone(content[:half]), "чужое"...))
		}, half},
		"recorded, then the file was lost": {func(t *testing.T, s *shelf) {
			_, _ = s.append(t, first, 0, content[:half])
			remove(t, s.incoming(first))
		}, 0},
		"recorded, then the file was cut": {func(t *testing.T, s *shelf) {
			_, _ = s.append(t, first, 0, content[:half])
			put(t, s.incoming(first), content[:half-100])
		}, half - 100},
		"all bytes, not moved": {func(t *testing.T, s *shelf) {
			put(t, s.incoming(first), content)
			record(t, s, int64(len(content)))
		}, -1},
		"all bytes, wrong ones": {func(t *testing.T, s *shelf) {
			put(t, s.incoming(first), make([]byte, len(content)))
			record(t, s, int64(len(content)))
		}, 0},
		"moved, not recorded": {func(t *testing.T, s *shelf) {
			s.place(t, content)
		}, -1},
		"something else at its place": {func(t *testing.T, s *shelf) {
			if s.where != "" {
				t.Skip("a bucket takes nothing else")
			}
			s.place(t, content[:100])
		}, 0},
	} {
		again := func(t *testing.T, s *shelf) {
			row.leave(t, s)
			s.reopen(t)
			st, err := s.Settled(t.Context(), first, s.sum)
			if err != nil {
				t.Fatal(err)
			}
			if row.want >= 0 {
				if st.Whole() || st.Offset != row.want {
					t.Fatalf("stands at %d, want %d", st.Offset, row.want)
				}
				if st, err = s.append(t, first, st.Offset, content[st.Offset:]); err != nil {
					t.Fatal(err)
				}
			}
			if !st.Whole() {
				t.Errorf("%+v", st)
			}
			s.whole(t)
		}
		t.Run("folder/"+name, func(t *testing.T) { again(t, newShelf(t, content)) })
		t.Run("bucket/"+name, func(t *testing.T) { again(t, newShelfAt(t, content, shelftest.Bucket(t))) })
	}
}

func put(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func record(t *testing.T, s *shelf, received int64) {
	t.Helper()
	if err := s.db.Write(t.Context(), func(tx *db.Tx) error { return tx.PutUpload(first, s.sum, received) }); err != nil {
		t.Fatal(err)
	}
}

func TestTwoDevicesBringOneFile(t *testing.T) {
	content := portaltest.JPEG(t, 900, 700, 2)
	s := newShelf(t, content)
	half := int64(len(content) / 2)
	if st, err := s.append(t, first, 0, content[:half]); err != nil || st.Offset != half {
		t.Fatalf("%+v, %v", st, err)
	}
	if st, err := s.State(t.Context(), second, s.sum); err != nil || st.Offset != 0 {
		t.Errorf("one device's half is another's: %+v, %v", st, err)
	}
	if st, err := s.append(t, second, 0, content); err != nil || !st.Whole() {
		t.Fatalf("%+v, %v", st, err)
	}
	// The first device needn't go on, and what it sends now changes nothing.
	if st, err := s.append(t, first, half, make([]byte, 100)); err != nil || !st.Whole() {
		t.Errorf("%+v, %v", st, err)
	}
	if _, err := s.State(t.Context(), civic.DeviceID{3}, s.sum); !errors.Is(err, blobs.ErrUnknown) {
		t.Errorf("a stranger: %v", err)
	}
}

// A request whose line is dead and that nobody ends gives way to the one that comes after it.
func TestTheLastRequestWins(t *testing.T) {
	content := portaltest.JPEG(t, 900, 700, 3)
	s := newShelf(t, content)
	stuck := &line{end: make(chan struct{})}
	stuck.r = io.MultiReader(bytes.NewReader(content[:1000]), readerFunc(func([]byte) (int, error) {
		<-stuck.end
		return 0, errors.New("stopped")
	}))
	ended := make(chan error, 1)
	var before blobs.State
	go func() {
		var err error
		before, err = s.Append(context.Background(), first, s.sum, 0, stuck)
		ended <- err
	}()
	for { // until it has written something
		if info, err := os.Stat(s.incoming(first)); err == nil && info.Size() == 1000 {
			break
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		time.Sleep(time.Millisecond)
	}
	st, err := s.Settled(t.Context(), first, s.sum)
	if err != nil || st.Offset != 1000 {
		t.Errorf("%+v, %v", st, err)
	}
	if err := <-ended; err == nil || before.Offset != 1000 {
		t.Errorf("%+v, %v", before, err)
	}
	if st, err := s.append(t, first, 1000, content[1000:]); err != nil || !st.Whole() {
		t.Errorf("%+v, %v", st, err)
	}
	s.whole(t)
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
