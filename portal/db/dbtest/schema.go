package dbtest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"priyom/portal/db"
)

// openedByManyAtOnce: processes that start together make one schema.
func openedByManyAtOnce(t *testing.T, address string) {
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			d, err := db.Open(t.Context(), address, time.Now)
			if err != nil {
				t.Error(err)
				return
			}
			err = d.Write(t.Context(), func(tx *db.Tx) error { return tx.PutSetting(db.Setting(fmt.Sprint(i)), []byte("x")) })
			if err := errors.Join(err, d.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	read(t, Open(t, address), func(tx *db.Tx) error {
		for i := range 6 {
			if _, err := tx.Setting(db.Setting(fmt.Sprint(i))); err != nil {
				t.Error(err)
			}
		}
		return nil
	})
}

func newerIsRefused(t *testing.T, address string) {
	if err := Open(t, address).Close(); err != nil {
		t.Fatal(err)
	}
	newer := "PRAGMA user_version = 999"
	if db.IsDSN(address) {
		newer = "UPDATE schema_version SET version = 999"
	}
	raw := Raw(t, address)
	defer func() { _ = raw.Close() }()
	if _, err := raw.Exec(newer); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Open(t.Context(), address, time.Now); !errors.Is(err, db.ErrNewer) {
		t.Errorf("%v", err)
	}
}
