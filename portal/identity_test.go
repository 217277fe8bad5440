package portal_test

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

func open(t *testing.T, home, name string) (*portal.Portal, error) {
	t.Helper()
	portaltest.Settle(t, home)
	return portal.Open(home, portal.Options{Name: name, Log: slog.New(slog.DiscardHandler)})
}

// opened opens a portal and closes it again.
func opened(t *testing.T, home string) (id string) {
	t.Helper()
	p, err := open(t, home, "")
	if err != nil {
		t.Fatal(err)
	}
	id = p.ID()
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestAHomeIsOnePortal(t *testing.T) {
	home := filepath.Join(t.TempDir(), "новый", "дом")
	id := opened(t, home)
	if again := opened(t, home); again != id {
		t.Errorf("%s became %s", id, again)
	}
	if other := opened(t, t.TempDir()); other == id {
		t.Error("two portals with one id")
	}
	entries, err := os.ReadDir(home)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v, %v", e.Name(), info.Mode(), err)
		}
	}
	if info, err := os.Stat(home); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("home: %v, %v", info.Mode(), err)
	}
}

// With other keys than the database's, every device would have to be enrolled again and what is sealed would stay so.
func TestKeysThatDontBelongToTheDatabase(t *testing.T) {
	home, other := t.TempDir(), t.TempDir()
	id := opened(t, home)
	opened(t, other)
	path := filepath.Join(home, "keys.json")
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, home, ""); !errors.Is(err, portal.ErrKeysLost) {
		t.Errorf("lost: %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("new keys were made: %v", err)
	}

	foreign, err := os.ReadFile(filepath.Join(other, "keys.json"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, foreign)
	if _, err := open(t, home, ""); !errors.Is(err, portal.ErrKeysForeign) {
		t.Errorf("foreign: %v", err)
	}

	write(t, path, kept)
	if again := opened(t, home); again != id {
		t.Errorf("put back: %s, was %s", again, id)
	}
}

// Keys whose database is gone make a new database theirs: what is sealed to them elsewhere can still be opened.
func TestKeysWithoutADatabase(t *testing.T) {
	home := t.TempDir()
	id := opened(t, home)
	for _, name := range []string{portal.FileName, portal.FileName + "-wal", portal.FileName + "-shm"} {
		if err := os.Remove(filepath.Join(home, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	if again := opened(t, home); again != id {
		t.Errorf("%s became %s", id, again)
	}
}

func TestWhatIsNoDatabase(t *testing.T) {
	if dbtest.OnPostgres() {
		t.Skip("spoils a file")
	}
	home := t.TempDir()
	opened(t, home)
	write(t, filepath.Join(home, portal.FileName), []byte(strings.Repeat("это не база данных ", 1000)))
	if _, err := open(t, home, ""); !errors.Is(err, db.ErrDamaged) {
		t.Errorf("%v", err)
	}
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A new name reaches devices once; the same name again tells them nothing.
func TestNewNameIsTold(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "Ставчены")
	for _, name := range []string{"Лесной район", "Лесной район", ""} {
		other, err := open(t, p.Home, name)
		if err != nil {
			t.Fatal(err)
		}
		if err := other.Close(); err != nil {
			t.Fatal(err)
		}
	}
	reply, problem := d.Sync(wire.SyncRequest{})
	reply.Changes = slices.DeleteFunc(reply.Changes, func(c wire.Change) bool { return c.Kind == wire.ChangeCertificate })
	if problem != nil || len(reply.Changes) != 1 || reply.Changes[0].Kind != wire.ChangePortal {
		t.Fatalf("%+v, %v", reply.Changes, problem)
	}
	var change wire.PortalChange
	if err := journal.Decode(reply.Changes[0].Body, &change); err != nil || change.Name != "Лесной район" || len(change.SealKeys) != 1 {
		t.Errorf("%+v, %v", change, err)
	}
}

func TestRevokeWantsADeviceThatIsThere(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Enrolled(t, p, civic.RoleInspector, "Ставчены")
	if err := p.Revoke(t.Context(), civic.DeviceID{1}); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	for range 2 { // a second time changes nothing
		if err := p.Revoke(t.Context(), d.ID); err != nil {
			t.Fatal(err)
		}
		p.Clock.Add(1000)
	}
	list, err := p.Devices(t.Context())
	if err != nil || len(list) != 1 || list[0].Revoked == nil || list[0].Role != civic.RoleInspector {
		t.Errorf("%+v, %v", list, err)
	}
}

// What waits on a device is its own word, kept for its administrator.
func TestDevicesTellWhatWaitsThere(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "Ставчены")
	oldest := p.Clock.Now().Add(-3600e9).UnixMilli()
	if _, problem := d.Sync(wire.SyncRequest{Waiting: &wire.QueueState{Entries: 3, Files: 2, Bytes: 4096, Oldest: oldest}}); problem != nil {
		t.Fatal(problem)
	}
	list, err := p.Devices(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatalf("%d devices, %v", len(list), err)
	}
	q := list[0].Queue
	if q.Entries != 3 || q.Files != 2 || q.Bytes != 4096 || q.Oldest == nil || q.Oldest.UnixMilli() != oldest {
		t.Errorf("%+v", q)
	}
}
