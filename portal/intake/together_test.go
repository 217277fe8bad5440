package intake_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/intake"
	"priyom/store/journal"
)

var errArrived = errors.New("not this one")

// What is said at the same moment is taken in together, and nobody suffers for another: not for an error, a panic, or for somebody who
// went away.
func TestTogether(t *testing.T) {
	d := newDistrict(t, classifierWithout(t))
	var devices []*device
	for range 9 {
		it := d.device()
		it.tell(journal.Hash{}, it.report(it.Code+"-0001"))
		devices = append(devices, it)
	}
	twice, bad, frantic, gone := devices[0], devices[1], devices[2], devices[3]
	reports := map[civic.ReportID]*device{}
	for _, it := range devices {
		r, err := journal.DecodeReport(it.entries[0].Public)
		if err != nil {
			t.Fatal(err)
		}
		reports[r.ID] = it
	}
	d.Arrived(func(_ *db.Tx, id civic.ReportID) error {
		switch reports[id] {
		case bad:
			return errArrived
		case frantic:
			panic("frantic")
		}
		return nil
	})
	answers, errs := make([]intake.Answer, 10), make([]error, 10)
	var wg sync.WaitGroup
	ask := func(i int, it *device) {
		ctx, cancel := context.WithCancel(t.Context())
		if it == gone {
			cancel()
		}
		wg.Go(func() {
			defer cancel()
			defer func() {
				if p := recover(); p != nil {
					errs[i] = fmt.Errorf("panic: %v", p)
				}
			}()
			answers[i], errs[i] = d.Take(ctx, it.Device, intake.Said{Batches: []journal.Batch{it.batch(1, 1)}})
		})
	}
	if err := d.db.Write(t.Context(), func(*db.Tx) error { // meanwhile they gather
		for i, it := range devices {
			ask(i, it)
		}
		ask(9, twice)
		time.Sleep(50 * time.Millisecond)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	for i, it := range append(devices, twice) {
		switch it {
		case bad:
			if !errors.Is(errs[i], errArrived) {
				t.Errorf("the bad one: %v", errs[i])
			}
		case frantic:
			if errs[i] == nil || errs[i].Error() != "panic: frantic" {
				t.Errorf("the frantic one: %v", errs[i])
			}
		case gone:
			if errs[i] != nil && !errors.Is(errs[i], context.Canceled) {
				t.Errorf("the one that went away: %v", errs[i])
			}
		default:
			if errs[i] != nil || len(answers[i].Heads) != 1 || answers[i].Heads[0].Seq != 1 {
				t.Errorf("%s: %+v, %v", it.Code, answers[i], errs[i])
			}
		}
	}
	if answers[0].New+answers[9].New != 1 {
		t.Errorf("told twice: %d and %d new", answers[0].New, answers[9].New)
	}
	if n := d.reports(); n < 6 || n > 7 { // the one that went away may have been heard
		t.Errorf("%d reports", n)
	}
	if alarms := d.alarms(); len(alarms) > 0 {
		t.Errorf("%v", alarms)
	}
}
