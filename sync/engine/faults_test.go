package engine

import (
	"fmt"
	"testing"
	"time"

	"priyom/store"
	"priyom/store/storetest"
)

// seeds is how many courses of faults are tried.
const seeds = 200

// Whatever happens to single exchanges, in the end there is one report of each at the portal, whole, and nothing is left
// on the device. Half of all exchanges are spoilt.
func TestNothingIsLostOrDoubled(t *testing.T) {
	d := newDistrict(t)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	want := map[string]int{}
	happened := map[fault]int{}
	for seed := range uint64(seeds) {
		between := newSaboteur(t, d.handler, seed, 0.5, allFaults...)
		d.enroll(t, s, served(t, between))
		text := fmt.Sprintf("Яма %d", seed)
		want[text]++
		if seed%4 == 0 {
			captured(t, s, text, uint8(seed))
		} else {
			captured(t, s, text)
		}
		patient := quick
		patient.Tries, patient.Stall, patient.Reply = 1000, time.Second, time.Second
		r, err := anEngine(t, s, Options{Limits: patient, Rand: chance(seed)}).Once(t.Context())
		if err != nil || !r.Clear {
			t.Fatalf("seed %d: %+v, %v, after %v", seed, r, err, between.done)
		}
		between.deliverLate()
		for f, n := range between.done {
			happened[f] += n
		}
	}
	got := d.texts(t)
	for text := range want {
		if got[text] != 1 {
			t.Errorf("%s: %d times at the portal", text, got[text])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d reports, want %d", len(got), len(want))
	}
	for _, f := range allFaults {
		if happened[f] == 0 {
			t.Errorf("never tried: %s", f)
		}
	}
	t.Logf("spoilt: %v", happened)
	d.audited(t)
	verified(t, s)
}

// Each fault by itself, on every exchange but the last ones.
func TestEachFaultAlone(t *testing.T) {
	for _, f := range allFaults {
		t.Run(string(f), func(t *testing.T) {
			d := newDistrict(t)
			between := newSaboteur(t, d.handler, 1, 0.9, f)
			s := d.enrolled(t, served(t, between))
			captured(t, s, "Нет света", 1)
			patient := quick
			patient.Tries = 1000
			r, err := anEngine(t, s, Options{Limits: patient}).Once(t.Context())
			if err != nil || !r.Clear {
				t.Fatalf("%+v, %v, after %v", r, err, between.done)
			}
			between.deliverLate()
			if n := d.texts(t); len(n) != 1 || n["Нет света"] != 1 {
				t.Errorf("at the portal: %v", n)
			}
			d.audited(t)
			verified(t, s)
		})
	}
}
