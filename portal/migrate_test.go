package portal_test

import (
	"errors"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"priyom/civic"
	"priyom/portal"
	"priyom/portal/blobs"
	"priyom/portal/blobs/shelf/shelftest"
	"priyom/portal/db/dbtest"
	"priyom/portal/move"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

var quiet = portal.Options{Log: slog.New(slog.DiscardHandler)}

func moved(t *testing.T, home string, to portal.Storage) move.Progress {
	t.Helper()
	p, err := portal.Migrate(t.Context(), home, quiet, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// away takes the old database and the old files from a home folder, as somebody does who needs them no more.
func away(t *testing.T, home string) {
	t.Helper()
	for _, name := range []string{portal.FileName, portal.FileName + "-wal", portal.FileName + "-shm", "blobs"} {
		if err := os.RemoveAll(filepath.Join(home, name)); err != nil {
			t.Fatal(err)
		}
	}
}

// A portal moves from SQLite and a folder to PostgreSQL and a bucket and back. It is the same all the time: to the audit, by the
// hash over all tables, and to its devices, which notice nothing.
func TestMigrateBothWays(t *testing.T) {
	home := t.TempDir()
	first := portaltest.Start(t, home, 0)
	d := portaltest.Enrolled(t, first, civic.RolePoint, "Ставчены")
	copied, preview := portaltest.JPEG(t, 800, 600, 3), portaltest.JPEG(t, 96, 72, 3)
	photo := d.Photo([]byte("original"), copied, preview)
	r := d.Report(photo)
	r.Text = "Яма «глубокая» \U0001F6A7"
	d.Tell(journal.Hash{}, r)
	d.TellPhoto(journal.Hash{}, r.ID, photo)
	d.PushAll()
	d.Upload(copied)
	d.Upload(preview)
	first.Verified(t)
	grown := portal.Storage{Database: dbtest.Schema(t), Blobs: shelftest.Bucket(t)}
	here, err := portal.ReadStorage(home)
	if err != nil {
		t.Fatal(err)
	}
	if here != (portal.Storage{}) {
		t.Skip("it is there already")
	}

	there := moved(t, home, grown)
	if there.Files != 2 || there.State.Rows() < 20 {
		t.Errorf("%d files, %d rows", there.Files, there.State.Rows())
	}
	// The process that had it open does nothing at the old place any more.
	d.Tell(journal.Hash{}, d.Report())
	if _, problem := d.Sync(wire.SyncRequest{Batches: [][]byte{d.Batch(1, len(d.Entries))}}); problem == nil || problem.Status < http.StatusInternalServerError {
		t.Errorf("the old place took an entry: %+v", problem)
	}
	away(t, home)
	first.Restart(t)
	d.PushAll()
	if n := len(first.AllReports(t)); n != 2 {
		t.Errorf("%d reports", n)
	}
	first.Verified(t)

	state := moved(t, home, portal.Storage{}).State
	first.Restart(t)
	first.Verified(t)
	d.Tell(journal.Hash{}, d.Report())
	d.PushAll()
	first.Verified(t)
	if n := len(first.AllReports(t)); n != 3 || state.Rows() <= there.State.Rows() {
		t.Errorf("%d reports, %d rows", n, state.Rows())
	}
}

// Killed after the old database was sealed and before the new place was noted: the portal says what to do, and moving again ends it.
func TestMigrateIsFinishedLater(t *testing.T) {
	home := t.TempDir()
	if opened(t, home); dbtest.OnPostgres() {
		t.Skip("it is there already")
	}
	to := portal.Storage{Database: dbtest.Schema(t)}
	moved(t, home, to)
	if err := os.Remove(filepath.Join(home, portal.StorageFile)); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, home, ""); !errors.Is(err, portal.ErrMoved) {
		t.Errorf("%v", err)
	}
	moved(t, home, to)
	opened(t, home)
	if _, err := portal.Migrate(t.Context(), home, quiet, to, nil); !errors.Is(err, move.ErrSame) {
		t.Errorf("there already: %v", err)
	}
	if _, err := portal.Migrate(t.Context(), home, quiet, portal.Storage{}, nil); !errors.Is(err, move.ErrTaken) {
		t.Errorf("over the old one: %v", err)
	}
}

// Another portal's data are never written over, also not by a move that was begun.
func TestMigrateSparesOthers(t *testing.T) {
	home, other := t.TempDir(), t.TempDir()
	if opened(t, home); dbtest.OnPostgres() {
		t.Skip("the same with more places")
	}
	to := portal.Storage{Database: dbtest.Schema(t)}
	if err := to.Write(other); err != nil {
		t.Fatal(err)
	}
	opened(t, other)
	if _, err := portal.Migrate(t.Context(), home, quiet, to, nil); !errors.Is(err, move.ErrTaken) {
		t.Errorf("%v", err)
	}
	opened(t, home)
}

// Files alone move; whoever was told the old place finds that out, and a file that is spoiled ends the move before anything changed.
func TestMigrateFilesAlone(t *testing.T) {
	home := t.TempDir()
	p := tellAt(t, home)
	to := portal.Storage{Blobs: shelftest.Bucket(t)}
	if here, err := portal.ReadStorage(home); err != nil || here != (portal.Storage{}) {
		t.Skip("there are no files here")
	}
	whole, err := os.ReadFile(p.file(p.copied))
	if err != nil {
		t.Fatal(err)
	}
	write(t, p.file(p.copied), whole[1:])
	if _, err := portal.Migrate(t.Context(), home, quiet, to, nil); !errors.Is(err, blobs.ErrHash) {
		t.Errorf("spoiled: %v", err)
	}
	write(t, p.file(p.copied), whole)
	if got := moved(t, home, to); got.Files != 2 {
		t.Errorf("%d files", got.Files)
	}
	d := portaltest.Enrolled(t, p.Portal, civic.RolePoint, "Новый")
	content := portaltest.JPEG(t, 300, 200, 9)
	photo := d.Photo([]byte("original"), content, content)
	r := d.Report(photo)
	d.Tell(journal.Hash{}, r)
	d.TellPhoto(journal.Hash{}, r.ID, photo)
	d.PushAll()
	if _, err := portal.Open(home, portal.Options{Log: quiet.Log, Storage: portal.Storage{Blobs: shelftest.Bucket(t)}}); !errors.Is(err, portal.ErrShelf) {
		t.Errorf("another bucket: %v", err)
	}
	p.Restart(t)
	d.Upload(content)
	p.Verified(t)
}
