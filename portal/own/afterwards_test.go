package own_test

import (
	"errors"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/own"
)

func (o *office) sent(name string) civic.ReportID {
	o.t.Helper()
	s, err := o.Report(o.t.Context(), own.KeyOf("report", name), draft())
	if err != nil {
		o.t.Fatal(err)
	}
	return s.ID
}

// The author confirms, rates, sends back, appeals and takes back, as the workflow lets them; what comes too late is said at once
// and leaves nothing behind.
func TestActs(t *testing.T) {
	for _, tt := range []struct {
		from civic.Status
		act  civic.AuthorAct
		to   civic.Status
		err  error
	}{
		{civic.StatusSolved, civic.AuthorAct{Act: civic.ActConfirm}, civic.StatusConfirmed, nil},
		{civic.StatusConfirmed, civic.AuthorAct{Act: civic.ActRate, Rating: 4}, civic.StatusRated, nil},
		{civic.StatusSolved, civic.AuthorAct{Act: civic.ActRate, Rating: 2}, civic.StatusRated, nil},
		{civic.StatusSolved, civic.AuthorAct{Act: civic.ActRework, Comment: "Яма на месте"}, civic.StatusRework, nil},
		{civic.StatusRejected, civic.AuthorAct{Act: civic.ActAppeal, Comment: "Это ваша дорога"}, civic.StatusAppealed, nil},
		{civic.StatusInWork, civic.AuthorAct{Act: civic.ActWithdraw}, civic.StatusWithdrawn, nil},
		{civic.StatusInWork, civic.AuthorAct{Act: civic.ActRate, Rating: 5}, civic.StatusInWork, own.ErrTooLate},
		{civic.StatusClosed, civic.AuthorAct{Act: civic.ActWithdraw}, civic.StatusClosed, own.ErrTooLate},
	} {
		t.Run(string(tt.from)+" "+string(tt.act.Act), func(t *testing.T) {
			o := open(t, t.TempDir())
			id := o.sent("a")
			o.move(id, tt.from)
			tt.act.Report = id
			for range 2 { // a double click
				if err := o.Act(t.Context(), own.KeyOf("act", "1"), tt.act); !errors.Is(err, tt.err) {
					t.Fatalf("%v", err)
				}
			}
			o.read(func(tx *db.Tx) error {
				c, err := tx.Case(id)
				if err != nil {
					return err
				}
				steps, err := tx.History(id)
				if err != nil {
					return err
				}
				last := steps[len(steps)-1]
				if c.Status != tt.to || last.Status != tt.to || c.Rating != tt.act.Rating && tt.err == nil {
					t.Errorf("%s, %d, %+v", c.Status, c.Rating, last)
				}
				if tt.act.Comment != "" && (last.Note != tt.act.Comment || !last.Private) {
					t.Errorf("comment %q, private %v", last.Note, last.Private)
				}
				acts, err := tx.AuthorActs(id)
				if want := map[bool]int{true: 1}[tt.err == nil]; len(acts) != want {
					t.Errorf("%d acts", len(acts))
				}
				return err
			})
			o.verified()
		})
	}
}

func TestUnfitActs(t *testing.T) {
	o := open(t, t.TempDir())
	id := o.sent("a")
	o.move(id, civic.StatusSolved)
	for name, a := range map[string]civic.AuthorAct{
		"no words": {Report: id, Act: civic.ActRework, Comment: "  "},
		"no mark":  {Report: id, Act: civic.ActRate},
		"staff's":  {Report: id, Act: civic.ActClose},
	} {
		var unfit *civic.UnfitError
		if err := o.Act(t.Context(), own.KeyOf("act", name), a); !errors.As(err, &unfit) || len(unfit.Keys) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := o.Act(t.Context(), own.KeyOf("act", "x"), civic.AuthorAct{Report: civic.ReportID{9}, Act: civic.ActConfirm}); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("no report: %v", err)
	}
}

// What is added stays apart from the report, and its photos aren't among those that the report names.
func TestSupplement(t *testing.T) {
	o := open(t, t.TempDir())
	id := o.sent("a")
	for range 2 {
		if err := o.Supplement(t.Context(), own.KeyOf("supplement", "1"), id, " Уже две ямы ", []own.Photo{photo(t, 5)}); err != nil {
			t.Fatal(err)
		}
	}
	o.read(func(tx *db.Tx) error {
		added, err := tx.Supplements(id)
		if err != nil || len(added) != 1 || added[0].Text != "Уже две ямы" || len(added[0].Photos) != 1 {
			t.Fatalf("%+v, %v", added, err)
		}
		photos, err := tx.Photos(o.Device(), id)
		if err != nil || len(photos) != 1 || photos[0].Ord != db.NoOrd || photos[0].ID != added[0].Photos[0].ID || !photos[0].Held.ShowCopy {
			t.Errorf("%+v, %v", photos, err)
		}
		return nil
	})
	o.move(id, civic.StatusClosed)
	if err := o.Supplement(t.Context(), own.KeyOf("supplement", "2"), id, "И ещё", nil); !errors.Is(err, own.ErrTooLate) {
		t.Errorf("to a closed one: %v", err)
	}
	o.verified()
}

func TestSay(t *testing.T) {
	o := open(t, t.TempDir())
	id := o.sent("a")
	for range 2 {
		if err := o.Say(t.Context(), own.KeyOf("say", "1"), id, "Когда приедете?", true); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.Say(t.Context(), own.KeyOf("say", "2"), id, "Спасибо", false); err != nil {
		t.Fatal(err)
	}
	o.read(func(tx *db.Tx) error {
		said, err := tx.Messages(id)
		if err != nil || len(said) != 2 || said[0].Text != "" || !said[0].Private || said[1].Text != "Спасибо" {
			t.Fatalf("%+v, %v", said, err)
		}
		e, err := tx.EntryAt(said[0].Arrival)
		if o.intake.MessageText(&e.Entry) != "Когда приедете?" || strings.Contains(string(e.Public), "Когда") {
			t.Error("private words aren't sealed")
		}
		return err
	})
	o.verified()
}

// An account joins in once, an address once, and a nameless visitor once for each key.
func TestSupport(t *testing.T) {
	o := open(t, t.TempDir())
	id := o.sent("a")
	who := civic.Reporter{Email: "Sosed@example.org", Consent: civic.Consent{Given: true, Version: "1"}}
	again := who
	again.Email = " sosed@EXAMPLE.org"
	join := func(key string, who civic.Reporter, account db.Account) error {
		return o.Support(t.Context(), own.KeyOf("support", key), id, who, account)
	}
	if err := join("0", who, db.Account{}); !errors.Is(err, own.ErrHidden) {
		t.Errorf("not public: %v", err)
	}
	o.move(id, civic.StatusInWork)
	again.Email = strings.TrimSpace(again.Email)
	for _, err := range []error{
		join("1", who, db.Account{}), join("1", who, db.Account{}), join("2", again, db.Account{}),
		join("3", civic.Reporter{}, db.Account{1}), join("4", civic.Reporter{}, db.Account{1}), join("5", civic.Reporter{}, db.Account{}),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	o.read(func(tx *db.Tx) error {
		c, err := tx.Case(id)
		if c.Supporters != 3 { // the address, the account, the nameless one
			t.Errorf("%d supporters", c.Supporters)
		}
		return err
	})
	var problems civic.Problems
	if err := join("6", civic.Reporter{Email: "nowhere", Consent: civic.Consent{Given: true}}, db.Account{}); !errors.As(err, &problems) {
		t.Errorf("no address: %v", err)
	}
	o.move(id, civic.StatusClosed)
	if err := join("7", civic.Reporter{}, db.Account{2}); !errors.Is(err, own.ErrHidden) {
		t.Errorf("closed: %v", err)
	}
	o.verified()
}

// What a device told is its own people's: the portal's journal doesn't act on it.
func TestForeign(t *testing.T) {
	o := open(t, t.TempDir())
	other := open(t, t.TempDir())
	id := other.sent("a")
	for name, err := range map[string]error{
		"act":        o.Act(t.Context(), own.KeyOf("act", "1"), civic.AuthorAct{Report: id, Act: civic.ActConfirm}),
		"supplement": o.Supplement(t.Context(), own.KeyOf("supplement", "1"), id, "т", nil),
		"message":    o.Say(t.Context(), own.KeyOf("say", "1"), id, "т", false),
	} {
		if !errors.Is(err, db.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if o.Device() == other.Device() {
		t.Error("two portals speak as one")
	}
}
