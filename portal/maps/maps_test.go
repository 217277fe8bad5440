package maps_test

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"priyom/civic"
	"priyom/portal/maps"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
	"priyom/tiles"
	"priyom/tiles/pack"
)

func aPack(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.pack")
	w, err := pack.Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	cell := &pack.Cell{Points: []pack.CellPoint{{X: 1, Y: 2}}, Features: []pack.Feature{{Class: pack.Village, Name: name, Parts: []pack.Part{{From: 0, To: 1}}}}}
	if err := w.Cell(t.Context(), pack.Band14, 1, 2, cell); err != nil {
		t.Fatal(err)
	}
	if err := w.Finish(t.Context(), pack.Meta{Names: pack.Names{Local: name}, Bounds: tiles.Box{MaxX: 1, MaxY: 1}}); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMapIsOfferedOnceAndFetchedInParts(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
	if _, err := p.Map(t.Context()); !errors.Is(err, maps.ErrNone) {
		t.Errorf("before there is one: %v", err)
	}
	path := aPack(t, "Лесной район")
	offer, err := p.PutMap(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := p.PutMap(t.Context(), path); err != nil || journal.Hash(again.SHA256) != journal.Hash(offer.SHA256) {
		t.Errorf("a second time: %v", err)
	}
	reply, problem := d.Sync(wire.SyncRequest{})
	if problem != nil {
		t.Fatal(problem)
	}
	if len(reply.Changes) != 1 || reply.Changes[0].Kind != wire.ChangePack {
		t.Fatalf("told: %+v", reply.Changes)
	}
	var told wire.PackOffer
	if err := journal.Decode(reply.Changes[0].Body, &told); err != nil || told.Verify(d.Is.SignKey) != nil || told.Name != "Лесной район" {
		t.Errorf("told: %+v, %v", told, err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := fetch(t, d, offer, "bytes=1000-", http.StatusPartialContent); got != string(whole[1000:]) {
		t.Errorf("a part of %d bytes, want %d", len(got), len(whole)-1000)
	}
	p.Restart(t)
	if got := fetch(t, d, offer, "", http.StatusOK); got != string(whole) {
		t.Errorf("%d bytes, want %d", len(got), len(whole))
	}
	offer.SHA256[0] ^= 1
	fetch(t, d, offer, "", http.StatusNotFound)
	p.Verified(t)
}

func fetch(t *testing.T, d *portaltest.Device, o wire.PackOffer, part string, want int) string {
	t.Helper()
	req := d.Request(http.MethodGet, wire.PathPacks+journal.Hash(o.SHA256).String(), nil)
	if part != "" {
		req.Header.Set("Range", part)
	}
	d.Sign(req, nil)
	res := d.Do(req)
	defer res.Body.Close()
	if res.StatusCode != want {
		t.Errorf("status %d, want %d", res.StatusCode, want)
	}
	var b []byte
	buf := make([]byte, 4096)
	for {
		n, err := res.Body.Read(buf)
		b = append(b, buf[:n]...)
		if err != nil {
			return string(b)
		}
	}
}

func TestOnlyWholePacksAreTaken(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	whole, err := os.ReadFile(aPack(t, "Лесной район"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"letter": {[]byte("это письмо"), pack.ErrNotPack}, "cut off": {whole[:len(whole)-4096], pack.ErrTruncated},
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := p.PutMap(t.Context(), path); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := p.Map(t.Context()); !errors.Is(err, maps.ErrNone) {
		t.Errorf("offered all the same: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(p.Home, "maps", "*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A pack is for this portal's devices: whoever signs nothing gets nothing.
func TestStrangersGetNothing(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	offer, err := p.PutMap(t.Context(), aPack(t, "Лесной район"))
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.Get(p.Server.URL + wire.PathPacks + journal.Hash(offer.SHA256).String())
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusUnauthorized {
		t.Errorf("status %d", res.StatusCode)
	}
}
