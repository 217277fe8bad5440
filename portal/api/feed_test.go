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
			if pages != 2 {
				t.Errorf("%d pages", pages)
			}
			break
		}
		reply, _ = d.Sync(wire.SyncRequest{Cursor: cursor})
	}
	if len(all) != len(d.Entries) {
		t.Errorf("%d changes", len(all))
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
	if reply, _ := other.Sync(wire.SyncRequest{}); len(reply.Changes) != 1 || reply.Snapshot {
		t.Errorf("another's feed: %+v", reply)
	}
}

func otherCursor(d *portaltest.Device) string {
	reply, _ := d.Sync(wire.SyncRequest{})
	return reply.Cursor
}
