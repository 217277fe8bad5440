package engine

import (
	"testing"

	"priyom/civic"
	"priyom/store"
)

func TestOnceBringsEverything(t *testing.T) {
	d := newDistrict(t)
	s := d.enrolled(t, served(t, d.handler))
	for i := range 5 {
		captured(t, s, "Яма на дороге", uint8(2*i), uint8(2*i+1))
	}
	r := cleared(t, anEngine(t, s, Options{}))
	if r.Totals.Entries != 0 || r.Totals.Files != 0 || r.LastCause != "" || r.Totals.LastReceipt.IsZero() {
		t.Errorf("%+v", r)
	}
	if a := d.audited(t); a.Reports != 5 || a.Entries != 15 || a.Blobs != 20 {
		t.Errorf("%+v", a)
	}
	ids, err := s.Find(t.Context(), store.Query{Statuses: []civic.Status{civic.StatusDelivered}})
	if err != nil || len(ids) != 5 {
		t.Errorf("%d delivered, %v", len(ids), err)
	}
	verified(t, s)
}
