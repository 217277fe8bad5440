package portal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal/db/dbtest"
	"priyom/portal/portaltest"
	"priyom/store/journal"
)

// told is a portal that took in, from one device, entry 1, a report with a photo, entry 2, the photo's copies, and entries
// 3 and 4, two more reports; both files came. One of another device came first.
type told struct {
	*portaltest.Portal
	copied, preview journal.Hash
}

func tell(t *testing.T) told {
	t.Helper()
	return tellAt(t, t.TempDir())
}

func tellAt(t *testing.T, home string) told {
	t.Helper()
	p := portaltest.Start(t, home, 0)
	first := portaltest.Enrolled(t, p, civic.RolePoint, "Малые Ключи")
	first.Tell(journal.Hash{}, first.Report())
	first.PushAll()
	d := portaltest.Enrolled(t, p, civic.RolePoint, "Ставчены")
	copied, preview := portaltest.JPEG(t, 800, 600, 3), portaltest.JPEG(t, 96, 72, 3)
	photo := d.Photo([]byte("original"), copied, preview)
	r := d.Report(photo)
	d.Tell(journal.Hash{}, r)
	d.TellPhoto(journal.Hash{}, r.ID, photo)
	d.Tell(journal.Hash{}, d.Report())
	d.Push(1, 3)
	d.Tell(journal.Hash{}, d.Report())
	d.PushAll()
	d.Upload(preview)
	d.Upload(copied)
	p.Verified(t)
	return told{p, photo.Copy.SHA256, photo.Preview.SHA256}
}

// sql changes the database behind the portal's back.
func (p told) sql(t *testing.T, statement string) {
	t.Helper()
	if err := dbtest.Tamper(portaltest.Raw(t, p.Home), statement); err != nil {
		t.Fatal(err)
	}
}

func (p told) file(sum journal.Hash) string {
	return filepath.Join(p.Home, "blobs", sum.String()[:2], sum.String()[2:])
}

// its is the second device's.
const its = " device = (SELECT device FROM entry WHERE arrival = 2)"

func TestVerifyNamesWhatWasTamperedWith(t *testing.T) {
	for name, row := range map[string]struct {
		statement string
		want      []string // each in one finding
	}{
		"public part":       {"UPDATE entry SET public = CAST(public || x'00' AS BLOB) WHERE arrival = 4", []string{"entry 3 of"}},
		"swapped content":   {"UPDATE entry SET public = (SELECT public FROM entry WHERE arrival = 1) WHERE arrival = 5", []string{"entry 4 of"}},
		"sealed part":       {"UPDATE entry SET sealed = randomblob(length(sealed)) WHERE arrival = 4", []string{"entry 3 of"}},
		"device's time":     {"UPDATE entry SET time = time + 1000 WHERE arrival = 3", []string{"entry 2 of"}},
		"kind":              {"UPDATE entry SET kind = 'petition' WHERE arrival = 5", []string{"entry 4 of"}},
		"list of files":     {"UPDATE entry SET blobs = x'80' WHERE arrival = 3", []string{"entry 2 of"}},
		"hash":              {"UPDATE entry SET hash = randomblob(32) WHERE arrival = 4", []string{"entry 3 of"}},
		"signature":         {"UPDATE entry SET signature = randomblob(64) WHERE arrival = 5", []string{"entry 4 of", "not what its device signed"}},
		"no signature":      {"UPDATE entry SET signature = NULL WHERE arrival = 5", []string{"entry 4 of", "didn't sign"}},
		"device's key":      {"UPDATE device SET key = randomblob(32) WHERE id = (SELECT device FROM entry WHERE arrival = 2)", []string{"entry 4 of", "not what its device signed"}},
		"entry removed":     {"DELETE FROM entry WHERE arrival = 4", []string{"arrivals 4 to 4", "chain broken"}},
		"last one removed":  {"DELETE FROM entry WHERE arrival = 5", []string{"arrivals 5 to 5", "the last that receipts were given for"}},
		"removed with head": {"DELETE FROM entry WHERE arrival = 5; UPDATE epoch SET seq = 3, hash = (SELECT hash FROM entry WHERE arrival = 4) WHERE" + its + "; UPDATE counter SET value = 4 WHERE name = 'arrival'", []string{"entry 4 of", "doesn't follow from it"}},
		"receipts' head":    {"UPDATE epoch SET seq = seq + 1 WHERE" + its, []string{"is the last that receipts were given for"}},
		"receipts' hash":    {"UPDATE epoch SET hash = randomblob(32) WHERE" + its, []string{"isn't the end of its chain"}},
		"no head":           {"DELETE FROM epoch WHERE" + its, []string{"has no head"}},
		"verdict":           {"UPDATE entry SET verdict = 'verdict.role', used = 0 WHERE arrival = 4", []string{"entry 3 of", "verdict.role"}},
		"report's words":    {"UPDATE report SET words = 'Всё хорошо' WHERE arrival = 4", []string{"entry 3 of", "content isn't as it was told"}},
		"report's place":    {"UPDATE report SET lat = lat + 0.01 WHERE arrival = 2", []string{"entry 1 of", "content isn't as it was told"}},
		"report's number":   {"UPDATE report SET number = 'СТ-01-0099' WHERE arrival = 2", []string{"entry 1 of", "content isn't as it was told"}},
		"report's operator": {"UPDATE report SET operator = 3 WHERE arrival = 2", []string{"entry 1 of", "content isn't as it was told"}},
		"report's arrival":  {"UPDATE report SET received_at = received_at - 86400000 WHERE arrival = 2", []string{"entry 1 of", "content isn't as it was told"}},
		"report's status":   {"UPDATE report SET status = 'closed' WHERE arrival = 2", []string{"entry 1 of", "history isn't as it was told"}},
		"report removed":    {"DELETE FROM report WHERE arrival = 4", []string{"entry 3 of", "its report is missing"}},
		"report made up":    {"INSERT INTO report SELECT randomblob(16), device, epoch, seq, 99, public_hash, 'Х-1', category, words, urgency, channel, address, settlement, lat, lon, accuracy, source, place, status, captured_at, received_at, operator FROM report WHERE arrival = 4", []string{"doesn't follow from it"}},
		"history":           {"UPDATE history SET at = at - 1 WHERE report = (SELECT id FROM report WHERE arrival = 2)", []string{"entry 1 of", "history isn't as it was told"}},
		"photo removed":     {"DELETE FROM photo", []string{"entry 1 of", "list of photos isn't as it was told"}},
		"photo's file":      {"UPDATE photo SET copy = preview", []string{"entry 1 of", "list of photos isn't as it was told"}},
		"what may be shown": {"UPDATE blob SET picture = 'photo' WHERE picture = 'preview'", []string{"file ", "isn't the picture it is shown as"}},
		"file's size":       {"UPDATE blob SET size = size + 1", []string{"file ", "content doesn't match its hash"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := tell(t)
			p.sql(t, row.statement)
			p.found(t, row.want...)
		})
	}
}

// found wants findings, each of them in one line.
func (p told) found(t *testing.T, want ...string) {
	t.Helper()
	result, err := p.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range result.Findings {
		all.WriteString(f.String() + "\n")
	}
	for _, w := range want {
		if !strings.Contains(all.String(), w) {
			t.Errorf("%q isn't found in\n%s", w, all.String())
		}
	}
	for _, leaked := range []string{"Канарейкина", "555-0142", "Клетки"} {
		if strings.Contains(all.String(), leaked) {
			t.Errorf("findings tell %q", leaked)
		}
	}
}

func TestVerifyReadsFilesBack(t *testing.T) {
	if dbtest.OnPostgres() {
		t.Skip("spoils files in a folder")
	}
	for name, row := range map[string]struct {
		spoil func(path string) error
		want  string
	}{
		"one bit":   {flip, "content doesn't match its hash"},
		"cut short": {func(path string) error { return os.Truncate(path, 100) }, "content doesn't match its hash"},
		"longer":    {func(path string) error { return os.WriteFile(path, make([]byte, 1<<20), 0o600) }, "content doesn't match its hash"},
		"removed":   {os.Remove, "is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := tell(t)
			if err := row.spoil(p.file(p.copied)); err != nil {
				t.Fatal(err)
			}
			p.found(t, "file "+p.copied.String()+": "+row.want)
		})
	}
}

func flip(path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	raw[len(raw)/2] ^= 1
	return os.WriteFile(path, raw, 0o600)
}

// Legal erasure destroys who reported and keeps everything verifiable.
func TestVerifyAfterErasure(t *testing.T) {
	p := tell(t)
	p.sql(t, "UPDATE entry SET sealed = NULL WHERE arrival = 4")
	p.Verified(t)
	list, err := p.PersonalReports(t.Context())
	if err != nil || len(list) != 4 {
		t.Fatalf("%d reports, %v", len(list), err)
	}
	for i, r := range list {
		if (r.Reporter == nil) != (i == 2) {
			t.Errorf("report %d: %+v", i, r.Reporter)
		}
	}
}

// Nothing that a person said about themselves lies readable in the portal's home.
func TestHomeHoldsNothingPersonalReadable(t *testing.T) {
	p := tell(t)
	p.Restart(t) // closing moves what is in the WAL to the file
	who := portaltest.Canary()
	err := filepath.WalkDir(p.Home, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, secret := range []string{who.Name, "Канарейкина", who.Phone, "555-0142", who.Address, who.Consent.Sheet} {
			if bytes.Contains(raw, []byte(secret)) {
				t.Errorf("%q is readable in %s", secret, path)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
