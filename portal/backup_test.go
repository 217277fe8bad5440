package portal_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"filippo.io/age"

	"priyom/civic"
	"priyom/portal"
	"priyom/portal/backup"
	"priyom/portal/db/dbtest"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// stateHash is over every row of every table, but for what a restoring changes.
func stateHash(t *testing.T, path string) string {
	t.Helper()
	d, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var tables []string
	rows, err := d.Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'audit' AND sql NOT LIKE '%VIRTUAL%' ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	_ = rows.Close()
	sum := sha256.New()
	for _, table := range tables {
		where := map[string]string{"setting": " WHERE name NOT IN ('feed-generation', 'backup')", "counter": " WHERE name <> 'audit'"}[table]
		rows, err := d.Query("SELECT * FROM \"" + table + "\"" + where)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := rows.Columns()
		var lines []string
		for rows.Next() {
			values := make([]any, len(columns))
			to := make([]any, len(columns))
			for i := range values {
				to[i] = &values[i]
			}
			if err := rows.Scan(to...); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, fmt.Sprintf("%v", values))
		}
		_ = rows.Close()
		fmt.Fprintln(sum, table, len(lines))
		for _, line := range lines {
			fmt.Fprintln(sum, line)
		}
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

// filesOf are the files of a folder with their content's hash.
func filesOf(t *testing.T, dir string) map[string][32]byte {
	t.Helper()
	found := map[string][32]byte{}
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		if !strings.HasPrefix(rel, "incoming") {
			found[rel] = sha256.Sum256(content)
		}
		return err
	}); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return found
}

func recipients(t *testing.T) (age.Recipient, age.Identity) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return id.Recipient(), id
}

// A backup of a portal that serves, restored after more has come and all was lost: the state is that of the backup, and devices
// bring once what came later.
func TestRestoreDrill(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	if dbtest.OnPostgres() {
		t.Skip("a server is backed up with its own tools")
	}
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	content := portaltest.JPEG(t, 640, 480, 1)
	photo := d.Photo([]byte("o"), content, []byte("p"))
	first := d.Report(photo)
	d.Tell(journal.Hash{}, first)
	d.TellPhoto(journal.Hash{}, first.ID, photo)
	d.PushAll()
	d.Upload(content)
	settled, problem := d.Sync(wire.SyncRequest{})
	if problem != nil {
		t.Fatal(problem)
	}
	before, files := stateHash(t, filepath.Join(p.Home, portal.FileName)), filesOf(t, filepath.Join(p.Home, "blobs"))
	to, id := recipients(t)
	path := filepath.Join(t.TempDir(), "monday.priyom")
	made, err := p.Backup(t.Context(), path, to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Backup(t.Context(), path, to); !errors.Is(err, backup.ErrThere) {
		t.Errorf("written over: %v", err)
	}
	sealed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte(first.Number)) || bytes.Contains(sealed, []byte("SQLite")) {
		t.Error("a backup can be read without its key")
	}

	second := d.Report()
	d.Tell(journal.Hash{}, second)
	d.PushAll()
	if err := os.Rename(p.Home, p.Home+"-burnt"); err != nil {
		t.Fatal(err)
	}
	got, err := portal.Restore(t.Context(), bytes.NewReader(sealed), p.Home, id)
	if err != nil || got.Portal != p.ID() || got.Bytes != made.Bytes || got.Entries != made.Entries {
		t.Fatalf("%+v, %v, want %+v", got, err, made)
	}
	if after := stateHash(t, filepath.Join(p.Home, portal.FileName)); after != before {
		t.Error("the state isn't that of the backup")
	}
	if after := filesOf(t, filepath.Join(p.Home, "blobs")); fmt.Sprint(after) != fmt.Sprint(files) {
		t.Errorf("files %v, want %v", after, files)
	}
	p.Restart(t)
	p.Verified(t)
	if all := p.AllReports(t); len(all) != 1 {
		t.Errorf("%d reports", len(all))
	}
	reply, problem := d.Sync(wire.SyncRequest{Cursor: settled.Cursor})
	if problem != nil || !reply.Snapshot {
		t.Errorf("a cursor of the lost time is believed: %+v, %v", reply, problem)
	}
	for range 2 {
		d.PushAll()
	}
	if all := p.AllReports(t); len(all) != 2 {
		t.Errorf("%d reports", len(all))
	}
	p.Verified(t)
}

// What is written while a backup is made is in it whole or not at all.
func TestBackupWhileDevicesSend(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	if dbtest.OnPostgres() {
		t.Skip("a server is backed up with its own tools")
	}
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	to, id := recipients(t)
	ctx, stop := context.WithCancel(t.Context())
	var sending sync.WaitGroup
	sending.Go(func() {
		for n := byte(1); ctx.Err() == nil && n < 200; n++ {
			content := portaltest.JPEG(t, 200, 150, n)
			photo := d.Photo([]byte{n}, content, []byte{n, n})
			r := d.Report(photo)
			d.Tell(journal.Hash{}, r)
			d.TellPhoto(journal.Hash{}, r.ID, photo)
			d.PushAll()
			d.Upload(content)
		}
	})
	for i := range 5 {
		path := filepath.Join(t.TempDir(), "b")
		if _, err := p.Backup(t.Context(), path, to); err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		home := filepath.Join(t.TempDir(), "home")
		if _, err := portal.Restore(t.Context(), f, home, id); err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
		again, err := portal.Open(home, portal.Options{Clock: p.Clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		result, err := again.Verify(t.Context())
		if err != nil || !result.OK() {
			t.Errorf("%d: %v, %v", i, result.Findings, err)
		}
		if err := again.Close(); err != nil {
			t.Error(err)
		}
	}
	stop()
	sending.Wait()
}

func TestBadBackupsAreRefused(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	if dbtest.OnPostgres() {
		t.Skip("a server is backed up with its own tools")
	}
	to, id := recipients(t)
	_, other := recipients(t)
	path := filepath.Join(t.TempDir(), "b")
	if _, err := p.Backup(t.Context(), path, to); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Clone(whole)
	changed[len(changed)/2] ^= 1
	for name, row := range map[string]struct {
		content []byte
		by      age.Identity
		want    error
	}{
		"another key": {whole, other, backup.ErrKey}, "cut": {whole[:len(whole)-20], id, backup.ErrDamaged}, "changed": {changed, id, backup.ErrDamaged},
		"nothing": {nil, id, backup.ErrDamaged}, "something else": {[]byte("SQLite format 3"), id, backup.ErrDamaged},
	} {
		home := filepath.Join(t.TempDir(), "home")
		if _, err := portal.Restore(t.Context(), bytes.NewReader(row.content), home, row.by); !errors.Is(err, row.want) {
			t.Errorf("%s: %v", name, err)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(home), "*")); len(left) > 0 {
			t.Errorf("%s left %v", name, left)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(home), ".*")); len(left) > 0 {
			t.Errorf("%s left %v", name, left)
		}
	}
	if _, err := portal.Restore(t.Context(), bytes.NewReader(whole), p.Home, id); !errors.Is(err, backup.ErrThere) {
		t.Errorf("over a portal: %v", err)
	}
	if m, err := backup.Check(bytes.NewReader(whole), id); err != nil || m.Portal != p.ID() {
		t.Errorf("%+v, %v", m, err)
	}
}

// A backup of a portal on a server, taken out, is a portal in a folder that holds the same.
func TestBackupOfAServer(t *testing.T) {
	if !dbtest.OnPostgres() {
		t.Skip("is about servers")
	}
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	content := portaltest.JPEG(t, 640, 480, 1)
	photo := d.Photo([]byte("o"), content, []byte("p"))
	r := d.Report(photo)
	d.Tell(journal.Hash{}, r)
	d.TellPhoto(journal.Hash{}, r.ID, photo)
	d.PushAll()
	d.Upload(content)
	to, id := recipients(t)
	path, home := filepath.Join(t.TempDir(), "b"), filepath.Join(t.TempDir(), "home")
	if _, err := p.Backup(t.Context(), path, to); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := portal.Restore(t.Context(), f, home, id); err != nil {
		t.Fatal(err)
	}
	again, err := portal.Open(home, portal.Options{Clock: p.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	result, err := again.Verify(t.Context())
	if err != nil || !result.OK() || result.Reports != 1 || result.Blobs != 1 {
		t.Errorf("%+v, %v", result, err)
	}
}
