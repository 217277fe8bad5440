package dbtest

import (
	"context"
	"encoding/binary"
	"errors"
	"sync"
	"testing"
	"time"

	"priyom/portal/db"
)

const counted db.Setting = "counted"

// readersSeeOneState: what was committed since a reader began, it doesn't see, and nobody waited for it.
func readersSeeOneState(t *testing.T, address string) {
	d, other := Open(t, address), Open(t, address)
	write(t, d, func(tx *db.Tx) error { return tx.PutSetting(counted, []byte("before")) })
	read(t, d, func(tx *db.Tx) error {
		for range 2 {
			got, err := tx.Setting(counted)
			if err != nil || string(got) != "before" {
				t.Errorf("%s, %v", got, err)
			}
			write(t, other, func(tx *db.Tx) error { return tx.PutSetting(counted, []byte("after")) })
		}
		return nil
	})
	read(t, d, func(tx *db.Tx) error {
		if got, err := tx.Setting(counted); err != nil || string(got) != "after" {
			t.Errorf("%s, %v", got, err)
		}
		return nil
	})
}

// writersFollow: what a writer read holds until it ends, and none fails because of another, in whichever process.
func writersFollow(t *testing.T, address string) {
	processes := []*db.DB{Open(t, address), Open(t, address)}
	write(t, processes[0], func(tx *db.Tx) error { return tx.PutSetting(counted, make([]byte, 8)) })
	const writers, each = 6, 25
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for range each {
				if err := processes[w%2].Write(t.Context(), countUp); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	read(t, processes[1], func(tx *db.Tx) error {
		v, err := tx.Setting(counted)
		if got := binary.BigEndian.Uint64(v); got != writers*each {
			t.Errorf("%d, want %d", got, writers*each)
		}
		return err
	})
}

// countUp reads, thinks, and writes.
func countUp(tx *db.Tx) error {
	v, err := tx.Setting(counted)
	if err != nil {
		return err
	}
	time.Sleep(100 * time.Microsecond)
	return tx.PutSetting(counted, binary.BigEndian.AppendUint64(nil, binary.BigEndian.Uint64(v)+1))
}

// writersGiveUp: whoever has no time left doesn't wait for another's transaction, and leaves nothing behind.
func writersGiveUp(t *testing.T, address string) {
	d, other := Open(t, address), Open(t, address)
	write(t, d, func(*db.Tx) error {
		for _, waiting := range []*db.DB{other, d} {
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() {
				ended <- waiting.Write(ctx, func(tx *db.Tx) error { return tx.PutSetting("late", nil) })
			}()
			time.Sleep(20 * time.Millisecond)
			cancel()
			if waiting == other && !db.IsDSN(address) {
				continue // SQLite asks for the file some seconds more
			}
			if err := <-ended; !errors.Is(err, context.Canceled) {
				t.Errorf("%v", err)
			}
		}
		return nil
	})
	read(t, d, func(tx *db.Tx) error {
		if _, err := tx.Setting("late"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("%v", err)
		}
		return nil
	})
	write(t, d, func(tx *db.Tx) error { return tx.PutSetting(counted, nil) })
}

func readersDontWrite(t *testing.T, address string) {
	if err := Open(t, address).Read(t.Context(), func(tx *db.Tx) error { return tx.PutSetting(counted, nil) }); err == nil {
		t.Error("a reader wrote")
	}
}
