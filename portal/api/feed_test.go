package api_test

import (
	"testing"

	"priyom/portal/portaltest"
	"priyom/sync/wire"
)

func TestFeedInPagesAfterACursor(t *testing.T) {
	p := start(t)
	d := told(t, p, wire.MaxFeedPage+20)
	var all []wire.Change
	cursor := ""
	reply := d.PushAll()
	for pages := 1; ; pages++ {
		all = append(all, reply.Changes...)
		cursor = reply.Cursor
		if !reply.More {
			if pages != 3 { // each report is told of to its device, and to the district
				t.Errorf("%d pages", pages)
			}
			break
		}
		reply, _ = d.Sync(wire.SyncRequest{Cursor: cursor})
	}
	if len(all) != 2*len(d.Entries) || len(own(all)) != len(d.Entries) {
		t.Errorf("%d changes, %d of them its own", len(all), len(own(all)))
	}
	if reply, _ := d.Sync(wire.SyncRequest{Cursor: cursor}); len(reply.Changes) != 0 || reply.Snapshot || reply.Cursor != cursor {
		t.Errorf("nothing new: %+v", reply)
	}
	other := told(t, p, 1)
	other.PushAll()
	for name, bad := range map[string]string{"garbage": "!!", "forged": cursor[:len(cursor)-2] + "AA", "short": "AAAA", "another's": otherCursor(other)} {
		if reply, problem := d.Sync(wire.SyncRequest{Cursor: bad}); problem != nil || !reply.Snapshot || len(reply.Changes) != wire.MaxFeedPage {
			t.Errorf("%s: snapshot %v, %d changes, %v", name, reply.Snapshot, len(reply.Changes), problem)
		}
	}
	if reply, _ := other.Sync(wire.SyncRequest{}); len(own(reply.Changes)) != 0 || reply.Snapshot || !reply.More {
		t.Errorf("another's feed begins with %d of its own", len(own(reply.Changes)))
	}
}

// own are the changes that are for one device alone.
func own(changes []wire.Change) (statuses []wire.Change) {
	for _, c := range changes {
		if c.Kind == wire.ChangeStatus {
			statuses = append(statuses, c)
		}
	}
	return statuses
}

func otherCursor(d *portaltest.Device) string {
	reply, _ := d.Sync(wire.SyncRequest{})
	return reply.Cursor
}
