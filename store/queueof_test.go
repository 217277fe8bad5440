package store_test

import (
	"reflect"
	"testing"

	"priyom/store"
	"priyom/store/storetest"
)

// A report's own queue is that part of the whole queue, before enrolment and after it.
func TestQueueOfOneReport(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	for _, text := range []string{"Яма", "Лужа"} {
		r := storetest.Draft(t, s, text)
		storetest.Attach(t, s, r, uint8(len(text)))
		if _, err := s.Capture(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	compare := func(when string) {
		t.Helper()
		all, err := s.Queue(t.Context())
		if err != nil || len(all) < 4 {
			t.Fatalf("%s: %d things wait, %v", when, len(all), err)
		}
		for _, of := range all {
			var want []store.Item
			for _, i := range all {
				if i.Report == of.Report {
					want = append(want, i)
				}
			}
			if got, err := s.QueueOf(t.Context(), of.Report); err != nil || !reflect.DeepEqual(got, want) || len(got) == len(all) {
				t.Errorf("%s: of %s: %v, %v; want %v", when, of.Number, got, err, want)
			}
		}
	}
	compare("before enrolment")
	storetest.NewPortal(t).Enroll(t, s, "СТ-04")
	if _, err := s.PreparePhotos(t.Context()); err != nil {
		t.Fatal(err)
	}
	compare("after enrolment")
}
