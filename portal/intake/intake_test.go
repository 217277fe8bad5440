package intake_test

import (
	"errors"
	"slices"
	"testing"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/intake"
	"priyom/store/journal"
)

// A category and a kind that came too early are kept, and of use once a later version knows them.
func TestRejudgedByALaterVersion(t *testing.T) {
	d := newDistrict(t, classifierWithout(t, "health"))
	it := d.device()
	r := it.report("СТ-01-0001")
	it.tell(journal.Hash{}, r)
	it.append(journal.Hash{}, "balloon.seen", []byte("later"))
	it.tell(journal.Hash{}, it.report("СТ-01-0002"))
	if a := it.push(1, 3); len(a.Verdicts) != 2 || a.Verdicts[0].Key != "validate.category.unknown" || a.Heads[0].Seq != 3 {
		t.Errorf("%+v", a)
	}
	if n := d.reports(); n != 0 {
		t.Errorf("%d reports before", n)
	}
	d.upgrade(classifierWithout(t, "health")) // the same version again
	if n := d.reports(); n != 0 {
		t.Errorf("%d reports by the same version", n)
	}
	for range 2 { // and no second time
		d.upgrade(classifierWithout(t))
		if n := d.reports(); n != 2 {
			t.Errorf("%d reports by a later version", n)
		}
	}
	if a := it.push(1, 3); len(a.Verdicts) != 0 || a.New != 0 {
		t.Errorf("told again: %+v", a)
	}
	if err := d.db.Read(t.Context(), func(tx *db.Tx) error {
		steps, err := tx.History(r.ID)
		if len(steps) != 1 || steps[0].Status != civic.StatusDelivered {
			t.Errorf("%+v", steps)
		}
		changes, feedErr := tx.Changes(it.ID, it.Place, 0, 10)
		if len(changes) != 2 {
			t.Errorf("%d changes", len(changes))
		}
		return errors.Join(err, feedErr)
	}); err != nil {
		t.Error(err)
	}
}

// One bad batch, and nothing of the request is kept.
func TestAllOfARequestOrNothing(t *testing.T) {
	d := newDistrict(t, classifierWithout(t))
	it, other := d.device(), d.device()
	it.tell(journal.Hash{}, it.report("СТ-01-0001"))
	it.tell(journal.Hash{}, it.report("СТ-01-0002"))
	other.tell(journal.Hash{}, other.report("СТ-02-0001"))
	good := it.batch(1, 1)
	changed := it.batch(2, 2)
	changed.Entries = slices.Clone(changed.Entries)
	changed.Entries[0].Public = []byte{0xa0}
	for name, row := range map[string]struct {
		bad  journal.Batch
		want error
	}{
		"another's":         {other.batch(1, 1), intake.ErrForeign},
		"signed by another": {journal.Sign(it.entries[1:], other.key), journal.ErrSignature},
		"changed":           {changed, journal.ErrSignature},
		"empty":             {journal.Batch{Device: it.ID}, journal.ErrMalformed},
	} {
		_, err := d.Take(t.Context(), it.Device, intake.Said{Batches: []journal.Batch{good, row.bad}})
		if !errors.Is(err, row.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := d.reports(); n != 0 {
		t.Errorf("%d reports", n)
	}
	if a := it.push(1, 2); a.New != 2 {
		t.Errorf("%+v", a)
	}
}

// What contradicts itself is said to a person, and nobody's report is lost for it.
func TestAlarms(t *testing.T) {
	for name, row := range map[string]struct {
		do      func(it, other *device)
		alarms  []db.AlarmKind
		reports int64
	}{
		"nothing to alarm about": {func(it, _ *device) { it.push(1, 2); it.push(2, 2) }, nil, 2},
		"fork": {func(it, _ *device) {
			it.push(1, 2)
			it.entries = it.entries[:1]
			it.tell(journal.Hash{}, it.report("СТ-01-0003"))
			for range 2 {
				if a := it.push(2, 2); a.Fork == nil || a.Fork.Seq != 2 {
					it.d.t.Errorf("%+v", a)
				}
			}
		}, []db.AlarmKind{db.AlarmFork}, 2},
		"a new epoch that continues the old one": {func(it, _ *device) {
			it.push(1, 2)
			prev := it.entries[0].Hash()
			it.epoch, it.entries = 8, nil
			it.tell(prev, it.report("СТ-01-0003"))
			it.push(1, 1)
		}, nil, 3},
		"a new epoch that continues nothing": {func(it, _ *device) {
			it.push(1, 2)
			it.epoch, it.entries = 8, nil
			it.tell(journal.Hash{}, it.report("СТ-01-0003"))
			it.push(1, 1)
		}, []db.AlarmKind{db.AlarmUnlinked}, 3},
		"a new epoch that continues another's": {func(it, other *device) {
			other.push(1, 1)
			prev := other.entries[0].Hash()
			it.epoch, it.entries = 8, nil
			it.tell(prev, it.report("СТ-01-0003"))
			it.push(1, 1)
		}, []db.AlarmKind{db.AlarmUnlinked}, 2},
		"a receipt for what isn't here": {func(it, _ *device) {
			it.push(1, 1)
			known := journal.Head{Epoch: 7, Seq: 2, Hash: it.entries[1].Hash()}
			if _, err := it.d.Take(it.d.t.Context(), it.Device, intake.Said{Known: &known}); err != nil {
				it.d.t.Error(err)
			}
		}, []db.AlarmKind{db.AlarmLost}, 1},
		"a kind of a later version": {func(it, _ *device) {
			it.append(journal.Hash{}, "balloon.seen", nil)
			it.push(1, 3)
		}, []db.AlarmKind{db.AlarmUnknownKind}, 2},
		"a number twice": {func(it, _ *device) {
			it.tell(journal.Hash{}, it.report("СТ-01-0002"))
			it.push(1, 3)
		}, []db.AlarmKind{db.AlarmNumberClash}, 3},
		"another's number": {func(it, _ *device) {
			it.tell(journal.Hash{}, it.report("СТ-02-0077"))
			it.push(1, 3)
		}, []db.AlarmKind{db.AlarmForeignNumber}, 3},
		"a number from before enrolment": {func(it, _ *device) {
			it.tell(journal.Hash{}, it.report("3WTP-YB5H-0001"))
			it.push(1, 3)
		}, nil, 3},
		"told again, otherwise": {func(it, _ *device) {
			r := it.report("СТ-01-0003")
			it.tell(journal.Hash{}, r)
			r.Text = "Всё хорошо"
			it.tell(journal.Hash{}, r)
			it.push(1, 4)
		}, []db.AlarmKind{db.AlarmRetold}, 3},
		"told again": {func(it, _ *device) {
			r := it.report("СТ-01-0003")
			it.tell(journal.Hash{}, r)
			it.tell(journal.Hash{}, r)
			it.push(1, 4)
		}, nil, 3},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDistrict(t, classifierWithout(t))
			it, other := d.device(), d.device()
			it.tell(journal.Hash{}, it.report("СТ-01-0001"))
			it.tell(journal.Hash{}, it.report("СТ-01-0002"))
			other.tell(journal.Hash{}, other.report("СТ-02-0001"))
			row.do(it, other)
			if got := d.alarms(); !slices.Equal(got, row.alarms) {
				t.Errorf("alarms %q, want %q", got, row.alarms)
			}
			if got := d.reports(); got != row.reports {
				t.Errorf("%d reports, want %d", got, row.reports)
			}
		})
	}
}
