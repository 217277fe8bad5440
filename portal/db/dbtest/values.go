package dbtest

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

func anErrorUndoesAll(t *testing.T, address string) {
	d := Open(t, address)
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		if err := tx.AddDevice(device(1), "CT", 1); err != nil {
			return err
		}
		if _, err := tx.AddEntry(entry(civic.DeviceID{1}, 1, journal.Hash{})); err != nil {
			return err
		}
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		t.Errorf("%v", err)
	}
	read(t, d, func(tx *db.Tx) error {
		if _, err := tx.Device(civic.DeviceID{1}); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("device: %v", err)
		}
		if n, err := tx.Arrived(); n != 0 || err != nil {
			t.Errorf("%d arrived, %v", n, err)
		}
		return nil
	})
}

// entriesComeBackOnce: an entry comes back as it was told, its epoch above 2^63 too, and there is no second one under its number.
func entriesComeBackOnce(t *testing.T, address string) {
	d := enrolled(t, address, 1)
	e := entry(civic.DeviceID{1}, 1, journal.Hash(sha256.Sum256(nil)))
	add := func(tx *db.Tx) error { _, err := tx.AddEntry(e); return err }
	write(t, d, add)
	if err := d.Write(t.Context(), add); err == nil {
		t.Error("a second one was taken")
	}
	read(t, d, func(tx *db.Tx) error {
		got, err := tx.Entry(e.Device, e.Epoch, 1)
		if err != nil || got.Hash() != e.Sum || got.Sum != e.Sum || got.Arrival != 1 || string(got.Signature) != "signature" || !got.Used {
			t.Errorf("%+v, %v", got, err)
		}
		if n, err := tx.Arrived(); n != 1 || err != nil {
			t.Errorf("%d arrived, %v", n, err)
		}
		return nil
	})
}

// valuesComeBack: numbers to their last bit, bytes of any kind, no bytes apart from nothing, text in any language. What
// PostgreSQL's text can't hold is told by U+FFFD in both.
func valuesComeBack(t *testing.T, address string) {
	d := enrolled(t, address, 1)
	for i, v := range [][]byte{{}, nil, {0}, []byte("\x00\xff'\\x00"), bytes.Repeat([]byte{0xfe}, 300000)} {
		name := db.Setting(fmt.Sprint(i))
		write(t, d, func(tx *db.Tx) error { return tx.PutSetting(name, v) })
		read(t, d, func(tx *db.Tx) error {
			if got, err := tx.Setting(name); err != nil || got == nil || !bytes.Equal(got, v) {
				t.Errorf("%d bytes became %d, %v", len(v), len(got), err)
			}
			return nil
		})
	}
	e := entry(civic.DeviceID{1}, math.MaxInt64, journal.Hash{})
	e.Sealed, e.Signature, e.Used, e.Verdict = nil, nil, false, "a\x00b\xffc"
	r := db.Report{
		Report: civic.Report{
			ID: civic.ReportID{1}, Number: "\U0001F6B0 '%_\\", CapturedAt: time.UnixMilli(-1).UTC(), ReceivedAt: time.UnixMilli(1 << 45).UTC(),
			Place: civic.Place{Position: civic.Position{Lat: 46.84123456789012, Lon: civic.Degrees(math.Nextafter(29.6, 30)), Accuracy: math.SmallestNonzeroFloat64}},
		},
		Device: e.Device, Epoch: e.Epoch, Seq: e.Seq, Arrival: math.MaxInt64,
	}
	write(t, d, func(tx *db.Tx) error {
		_, err := tx.AddEntry(e)
		return errors.Join(err, tx.AddReport(r))
	})
	read(t, d, func(tx *db.Tx) error {
		if got, err := tx.Entry(e.Device, e.Epoch, e.Seq); err != nil || got.Sealed != nil || got.Signature != nil || got.Used || got.Verdict != "a\uFFFDb\uFFFDc" {
			t.Errorf("%+v, %v", got, err)
		}
		if got, err := tx.Report(r.ID); err != nil || got.Number != r.Number || got.Place != r.Place || !got.CapturedAt.Equal(r.CapturedAt) ||
			!got.ReceivedAt.Equal(r.ReceivedAt) || got.Arrival != r.Arrival || got.Seq != r.Seq {
			t.Errorf("%+v, want %+v; %v", got, r, err)
		}
		return nil
	})
}

// textIsBytes: whatever language the server speaks, lists stand in the same order.
func textIsBytes(t *testing.T, address string) {
	d := Open(t, address)
	codes := []string{"\u044f", "\u042f", "\u0451", "b", "B", "a-1", "a1", "\u0404", "~"}
	write(t, d, func(tx *db.Tx) error {
		for i, code := range codes {
			added := device(byte(i))
			added.Code = code
			if err := tx.AddDevice(added, "CT", int64(i)); err != nil {
				return err
			}
		}
		return nil
	})
	read(t, d, func(tx *db.Tx) error {
		devices, err := tx.Devices()
		var got []string
		for _, d := range devices {
			got = append(got, d.Code)
		}
		slices.Sort(codes)
		if !slices.Equal(got, codes) {
			t.Errorf("%q, want %q", got, codes)
		}
		return err
	})
}

func alarmsCount(t *testing.T, address string) {
	d := enrolled(t, address, 1)
	for seq := range uint64(3) {
		write(t, d, func(tx *db.Tx) error {
			return tx.Raise(db.Alarm{Kind: db.AlarmFork, Device: civic.DeviceID{1}, Epoch: 1 << 63, Seq: seq})
		})
	}
	read(t, d, func(tx *db.Tx) error {
		alarms, err := tx.Alarms()
		if err != nil || len(alarms) != 1 || alarms[0].Times != 3 || alarms[0].Seq != 2 || alarms[0].Epoch != 1<<63 {
			t.Errorf("%+v, %v", alarms, err)
		}
		return nil
	})
}
