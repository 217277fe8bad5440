package engine

import (
	"testing"

	"priyom/civic"
	"priyom/store/journal"
	"priyom/sync/wire"
)

func change(t *testing.T, kind wire.ChangeKind, body any) wire.Change {
	t.Helper()
	raw, err := journal.Encode(body)
	if err != nil {
		t.Fatal(err)
	}
	return wire.Change{Kind: kind, Body: raw}
}

func TestReadFeed(t *testing.T) {
	key, err := journal.NewOpenKey()
	if err != nil {
		t.Fatal(err)
	}
	report := civic.ReportID{1}
	keys := change(t, wire.ChangePortal, wire.PortalChange{Name: "District", SealKeys: [][]byte{key.Public().Bytes()}})
	changes := []wire.Change{
		change(t, wire.ChangeStatus, wire.StatusChange{Report: report[:], Status: "assigned", At: 1000, Note: "n", Reason: "no-place"}),
		change(t, wire.ChangeStatus, wire.StatusChange{Report: report[:], Status: "of-a-later-version", At: 2000}),
		keys,
		change(t, "task.given", map[int]string{1: "x"}),
		{Kind: wire.ChangeStatus, Body: []byte("rubbish")},
		change(t, wire.ChangeStatus, wire.StatusChange{Report: report[:3], Status: "assigned"}),
		change(t, wire.ChangeStatus, wire.StatusChange{Report: report[:]}),
		change(t, wire.ChangePortal, wire.PortalChange{Name: "No keys"}),
		change(t, wire.ChangePortal, wire.PortalChange{SealKeys: [][]byte{{1, 2, 3}}}),
	}
	page := readFeed(changes, true, nil)
	if len(page.Statuses) != 2 || page.Statuses[0].Report != report || page.Statuses[0].Status != civic.StatusAssigned ||
		page.Statuses[0].At.UnixMilli() != 1000 || page.Statuses[0].Note != "n" || page.Statuses[0].Reason != civic.ReasonNoPlace {
		t.Errorf("statuses %+v", page.Statuses)
	}
	if page.Portal == nil || page.Portal.Name != "District" || page.Portal.SealKeys[0].ID != key.ID {
		t.Errorf("portal %+v", page.Portal)
	}
	if len(page.Unknown) != 6 || page.Unknown[0].Kind != "task.given" || string(page.Unknown[1].Body) != "rubbish" {
		t.Errorf("kept %+v", page.Unknown)
	}
	page = readFeed([]wire.Change{keys}, false, nil)
	if page.Portal != nil || len(page.Unknown) != 1 {
		t.Errorf("sealing keys taken from a line that anybody can speak on: %+v", page)
	}
}

func TestIsPrivate(t *testing.T) {
	for url, want := range map[string]bool{
		"https://portal.example.org": true, "https://10.0.0.5": true, "http://127.0.0.1:80": true, "http://[::1]:80": true,
		"http://localhost:80": true, "http://portal.example.org": false, "http://10.0.0.5": false, "http://localhost.example.org": false,
		"::": false,
	} {
		if isPrivate(url) != want {
			t.Errorf("%s: %v", url, !want)
		}
	}
}

// FuzzReadFeed: whatever a portal sends is either understood or kept.
func FuzzReadFeed(f *testing.F) {
	f.Add("report.status", []byte{0xa0})
	f.Add("portal.keys", []byte{0xa1, 0x02, 0x81, 0x41, 0x00})
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		page := readFeed([]wire.Change{{Kind: wire.ChangeKind(kind), Body: body}}, true, nil)
		n := len(page.Statuses) + len(page.Unknown)
		if page.Portal != nil {
			n++
			if len(page.Portal.SealKeys) == 0 {
				t.Fatal("no keys")
			}
		}
		if n != 1 {
			t.Fatalf("%d of one change", n)
		}
	})
}

func sealKey(t *testing.T) []byte {
	t.Helper()
	key, err := journal.NewOpenKey()
	if err != nil {
		t.Fatal(err)
	}
	return key.Public().Bytes()
}
