package intake_test

import (
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/intake"
	"priyom/store/journal"
)

var nine = time.UnixMilli(1764050400000).UTC()

// employ tells of an operator, whose name is sealed to the portal.
func (it *device) employ(kind journal.Kind, id civic.OperatorID, name string) {
	it.d.t.Helper()
	public, err := journal.EncodeOperator(journal.OperatorFact{ID: id, At: nine, By: 1})
	if err != nil {
		it.d.t.Fatal(err)
	}
	var sealed []byte
	if name != "" {
		key, err := journal.ParseSealKey(it.d.keys.SealKeys()[0])
		if err != nil {
			it.d.t.Fatal(err)
		}
		personal, err := journal.EncodeOperatorName(name)
		if err == nil {
			sealed, err = key.Seal(it.ID, public, personal)
		}
		if err != nil {
			it.d.t.Fatal(err)
		}
	}
	it.seal(kind, public, sealed)
}

// seal puts an entry with a sealed part at the end of the journal.
func (it *device) seal(kind journal.Kind, public, sealed []byte) {
	it.append(journal.Hash{}, kind, public)
	last := &it.entries[len(it.entries)-1]
	*last = journal.New(last.Header, public, sealed, nil)
}

func (it *device) shift(kind journal.Kind, f journal.ShiftFact) {
	it.d.t.Helper()
	public, err := journal.EncodeShift(f)
	if err != nil {
		it.d.t.Fatal(err)
	}
	it.append(journal.Hash{}, kind, public)
}

func TestWhoWorksIsUnderstood(t *testing.T) {
	d := newDistrict(t, classifierWithout(t))
	it := d.device()
	it.employ(journal.KindOperatorAdded, 1, "Канарейкина Роза")
	it.employ(journal.KindOperatorAdded, 2, "Перова Ольга")
	it.shift(journal.KindShiftBegan, journal.ShiftFact{Operator: 1, At: nine})
	r := it.report("СТ-01-0001")
	r.Operator = 1
	it.tell(journal.Hash{}, r)
	it.shift(journal.KindShiftEnded, journal.ShiftFact{Operator: 1, At: nine.Add(time.Hour), Began: nine})
	it.shift(journal.KindShiftBegan, journal.ShiftFact{Operator: 2, At: nine.Add(time.Hour)})
	it.employ(journal.KindOperatorRenamed, 2, "Клювина Ольга")
	it.employ(journal.KindOperatorRetired, 1, "")
	if a := it.push(1, len(it.entries)); len(a.Verdicts) != 0 || a.New != len(it.entries) {
		t.Fatalf("%+v", a)
	}
	if alarms := d.alarms(); len(alarms) != 0 {
		t.Errorf("alarms %v", alarms)
	}
	if err := d.db.Read(t.Context(), func(tx *db.Tx) error {
		people, err := tx.Operators(it.ID)
		if err != nil {
			return err
		}
		if len(people) != 2 || people[0].Active || !people[1].Active || people[1].Seq != 7 {
			t.Errorf("%+v", people)
		}
		e, err := tx.Entry(it.ID, people[1].Epoch, people[1].Seq)
		if err != nil {
			return err
		}
		if name, ok := d.OperatorName(&e.Entry); !ok || name != "Клювина Ольга" {
			t.Errorf("%q, %v", name, ok)
		}
		shifts, err := tx.Shifts(it.ID)
		if err != nil {
			return err
		}
		if len(shifts) != 2 || !shifts[0].Ended.Equal(nine.Add(time.Hour)) || shifts[0].Operator != 1 || !shifts[1].Ended.IsZero() {
			t.Errorf("%+v", shifts)
		}
		kept, err := tx.Report(r.ID)
		if kept.Operator != 1 {
			t.Errorf("taken by %d", kept.Operator)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

// What makes no sense is kept, said, and of no consequence.
func TestWorkThatMakesNoSense(t *testing.T) {
	for name, c := range map[string]struct {
		tell func(*device)
		want string
	}{
		"no number":       {func(it *device) { it.seal(journal.KindOperatorAdded, []byte{0xa1, 0x01, 0x00}, nil) }, intake.VerdictUnreadable},
		"no CBOR":         {func(it *device) { it.seal(journal.KindShiftBegan, []byte("shift"), nil) }, intake.VerdictUnreadable},
		"no name":         {func(it *device) { it.employ(journal.KindOperatorAdded, 2, "") }, intake.VerdictSealed},
		"unknown one":     {func(it *device) { it.employ(journal.KindOperatorRenamed, 9, "Перова") }, intake.VerdictOperator},
		"shift of nobody": {func(it *device) { it.shift(journal.KindShiftBegan, journal.ShiftFact{Operator: 9, At: nine}) }, intake.VerdictOperator},
		"ends before it began": {func(it *device) {
			it.shift(journal.KindShiftEnded, journal.ShiftFact{Operator: 1, At: nine, Began: nine.Add(time.Second)})
		}, intake.VerdictTime},
		"in no year of ours": {func(it *device) {
			it.shift(journal.KindShiftBegan, journal.ShiftFact{Operator: 1, At: time.UnixMilli(1 << 60)})
		}, intake.VerdictTime},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDistrict(t, classifierWithout(t))
			it := d.device()
			it.employ(journal.KindOperatorAdded, 1, "Канарейкина Роза")
			c.tell(it)
			if a := it.push(1, 2); a.New != 2 || len(a.Verdicts) != 1 || a.Verdicts[0].Key != c.want {
				t.Errorf("%+v", a)
			}
		})
	}
}

// A citizen's own device has no staff.
func TestCitizensHaveNoOperators(t *testing.T) {
	d := newDistrict(t, classifierWithout(t))
	it := d.device()
	it.Role = civic.RoleCitizen
	it.employ(journal.KindOperatorAdded, 1, "Канарейкина Роза")
	if a := it.push(1, 1); len(a.Verdicts) != 1 || a.Verdicts[0].Key != intake.VerdictRole {
		t.Errorf("%+v", a)
	}
}
