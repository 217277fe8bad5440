package dbtest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"testing"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/sync/wire"
)

// told is what a change of the test says: who wrote it, and which of the writer's it is.
func told(writer, n uint64) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, writer), n)
}

// follower reads a device's feed as the device does, from behind the last change it knows.
type follower struct {
	d     *db.DB
	after int64
	last  map[uint64]uint64 // by writer
	got   int
}

// follow reads one page. There are no gaps while all is for this device, for a number that wasn't kept is given again.
func (f *follower) follow(t testing.TB) (found int) {
	t.Helper()
	read(t, f.d, func(tx *db.Tx) error {
		end, err := tx.FeedEnd()
		if err != nil {
			return err
		}
		changes, err := tx.Changes(civic.DeviceID{1}, "here", f.after, 7)
		for _, c := range changes {
			if c.Seq != f.after+1 || c.Seq > end {
				t.Errorf("%d after %d, and the feed ends at %d", c.Seq, f.after, end)
			}
			writer, n := binary.BigEndian.Uint64(c.Body), binary.BigEndian.Uint64(c.Body[8:])
			if n <= f.last[writer] {
				t.Errorf("writer %d: %d after %d", writer, n, f.last[writer])
			}
			f.after, f.last[writer] = c.Seq, n
			f.got++
		}
		found = len(changes)
		return err
	})
	return found
}

// feedFollowsCommits: whoever reads the feed up to its end has read all that is before it, however many write at once, in
// however many processes.
func feedFollowsCommits(t *testing.T, address string) {
	processes := []*db.DB{enrolled(t, address, 2), Open(t, address), Open(t, address)}
	const writers, each = 6, 30
	var wg sync.WaitGroup
	for w := range uint64(writers) {
		wg.Go(func() {
			for i := range uint64(each) {
				err := processes[w%3].Write(t.Context(), func(tx *db.Tx) error {
					if err := tx.AddChange(db.Scope{Device: civic.DeviceID{1}}, wire.Change{Kind: wire.ChangeStatus, Body: told(w, i+1)}); err != nil {
						return err
					}
					if w == 0 && i%3 == 0 {
						return errUndo // leaves no gap that hides something
					}
					return nil
				})
				if err != nil && !errors.Is(err, errUndo) {
					t.Error(err)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	var readers sync.WaitGroup
	for _, d := range processes {
		readers.Go(func() {
			f := &follower{d: d, last: map[uint64]uint64{}}
			for running := true; running; {
				select {
				case <-done:
					running = false
				default:
					f.follow(t)
				}
			}
			for f.follow(t) > 0 {
			}
			if want := writers*each - each/3; f.got != want {
				t.Errorf("%d changes, want %d", f.got, want)
			}
		})
	}
	readers.Wait()
	read(t, processes[0], func(tx *db.Tx) error {
		if changes, err := tx.Changes(civic.DeviceID{2}, "here", 0, 7); err != nil || len(changes) != 0 {
			t.Errorf("another's: %d, %v", len(changes), err)
		}
		return nil
	})
}

// feedHasScopes: a device hears what is for it, for its place and for all, and nothing else.
func feedHasScopes(t *testing.T, address string) {
	d := enrolled(t, address, 2)
	for _, scope := range []db.Scope{
		{Device: civic.DeviceID{1}}, {Place: "here"}, {}, {Device: civic.DeviceID{2}}, {Place: "There"}, {Device: civic.DeviceID{1}, Place: "There"},
	} {
		write(t, d, func(tx *db.Tx) error { return tx.AddChange(scope, wire.Change{Kind: wire.ChangeStatus}) })
	}
	read(t, d, func(tx *db.Tx) error {
		for _, row := range []struct {
			device byte
			place  string
			want   string
		}{{1, "here", "[1 2 3 6]"}, {2, "There", "[3 4 5]"}, {2, "", "[3 4]"}, {3, "there", "[3]"}} {
			changes, err := tx.Changes(civic.DeviceID{row.device}, row.place, 0, 100)
			if err != nil {
				return err
			}
			heard := []int64{}
			for _, c := range changes {
				heard = append(heard, c.Seq)
			}
			if got := fmt.Sprint(heard); got != row.want {
				t.Errorf("device %d at %q hears %s, want %s", row.device, row.place, got, row.want)
			}
		}
		return nil
	})
}
