package casework_test

import (
	"errors"
	"testing"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/store/journal"
)

func named(name, phone string) civic.Reporter {
	r := civic.Reporter{Name: name, Phone: phone, Reply: civic.ReplyPhone}
	r.Consent = civic.Consent{Given: true, Sheet: "С-1", Version: "1"}
	return r
}

// joins makes somebody join in a report at the point.
func (o *office) joins(r civic.Report, who civic.Reporter) {
	o.t.Helper()
	s := civic.Support{ID: civic.SupportID(uuid.New()), Report: r.ID, At: o.Clock.Now()}
	public, err := journal.EncodeSupport(s)
	if err != nil {
		o.t.Fatal(err)
	}
	o.device.Append(journal.Hash{}, journal.KindSupport, public, o.device.Seal(public, who))
	o.device.Push(len(o.device.Entries), len(o.device.Entries))
}

// Reports of one thing become one: everybody counts once, whatever they told or joined in, and it can be undone.
func TestMergedAndSplit(t *testing.T) {
	o := newOffice(t)
	anna, boris, vera := named("Анна Седова", "+37379000001"), named("Борис Лунь", "+37379000002"), named("Вера Мак", "+37379000003")
	first, second, third := o.told(by(anna)), o.told(by(boris)), o.told(by(vera))
	o.joins(first, boris) // who told the second
	o.joins(second, vera) // who told the third
	o.joins(second, anna) // who told the first: not a supporter of her own report
	o.joins(third, named("Глеб Сом", "+37379000004"))

	o.act(second, civic.ActAssign, moderator, to("roads"))
	o.act(third, civic.ActMerge, moderator, into(second))
	if c := o.is(second); c.Supporters != 3 { // Вера, Анна, Глеб
		t.Errorf("the second: %d", c.Supporters)
	}
	if c := o.act(second, civic.ActMerge, moderator, into(first)); c.Status != civic.StatusMerged || c.Public() || c.MergedInto != first.ID {
		t.Errorf("%+v", c)
	}
	if c := o.is(first); c.Supporters != 3 { // Борис, Вера, Глеб
		t.Errorf("the first: %d", c.Supporters)
	}
	if c := o.is(third); c.MergedInto != first.ID { // a chain is made flat
		t.Errorf("the third: %+v", c)
	}
	o.joins(third, named("Дина Ким", "+37379000005")) // a device that hasn't heard
	if c := o.is(first); c.Supporters != 4 {
		t.Errorf("the first, later: %d", c.Supporters)
	}
	o.act(second, civic.ActSplit, moderator, saying("Другая яма"))
	if a, b, c := o.is(first), o.is(second), o.is(third); a.Supporters != 1 || b.Supporters != 4 || c.MergedInto != second.ID || !b.MergedInto.IsZero() {
		t.Errorf("%d, %d, %+v", a.Supporters, b.Supporters, c)
	}
	if c := o.act(second, civic.ActAssign, moderator, to("roads")); !c.Public() || !c.ClosedAt.IsZero() {
		t.Errorf("%+v", c)
	}
	o.act(third, civic.ActSplit, moderator, saying("Тоже другая"))
	if b, c := o.is(second), o.is(third); b.Supporters != 2 || c.Supporters != 2 {
		t.Errorf("%d, %d", b.Supporters, c.Supporters)
	}
	o.Verified(t)
}

// What a report can't become a part of.
func TestNotMerged(t *testing.T) {
	o := newOffice(t)
	r, gone, whole := o.told(), o.told(), o.told()
	o.act(gone, civic.ActWithdraw, casework.Point(o.device.ID))
	o.act(whole, civic.ActMerge, moderator, into(r))
	for name, row := range map[string]struct {
		of, into civic.ReportID
		want     error
	}{
		"itself":                 {r.ID, r.ID, civic.ErrNeeds},
		"nothing":                {r.ID, civic.ReportID{}, civic.ErrNeeds},
		"no report":              {r.ID, civic.ReportID{4}, casework.ErrTarget},
		"one that was withdrawn": {r.ID, gone.ID, casework.ErrTarget},
		"a part of its own":      {r.ID, whole.ID, casework.ErrTarget},
	} {
		if _, err := o.try(casework.Deed{Report: row.of, Act: civic.ActMerge, By: moderator, Into: row.into}); !errors.Is(err, row.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := o.try(casework.Deed{Report: r.ID, Act: civic.ActWithdraw, By: casework.Point(o.device.ID)}); !errors.Is(err, casework.ErrJoined) {
		t.Errorf("withdrawn under others: %v", err)
	}
}
