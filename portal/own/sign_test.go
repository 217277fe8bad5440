package own_test

import (
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/own"
	"priyom/portal/petitions"
)

func (o *office) petition(proofs ...civic.Proof) civic.Petition {
	o.t.Helper()
	today := civic.DateOf(time.Now())
	p, err := petitions.NewRegister(o.db, o.keys, rand.Reader).Publish(o.t.Context(), civic.Petition{
		Title: "Мост через Липовку", Text: "Почините мост.", Settlements: []string{"Ставчены"}, From: today.AddDays(-10), To: today.AddDays(80),
		Threshold: civic.Threshold{Count: 3}, Proofs: proofs, Birth: civic.BirthYear, MinAge: 14,
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return p
}

// An account signs once, may take it back and sign again; the same person under another account is counted once.
func TestSign(t *testing.T) {
	o := open(t, t.TempDir())
	p := o.petition(civic.ProofPortal)
	who := civic.Signatory{Name: "Петрова Анна Сергеевна", Address: "ул. Лесная, 12", Birth: civic.Date{Year: 1961}}
	consent := civic.Consent{Given: true, Version: "1"}
	today := civic.DateOf(time.Now())
	sign := func(key string, account byte) error {
		return o.Sign(t.Context(), own.KeyOf("sign", key), p.ID, who, "Ставчены", consent, today, db.Account{account})
	}
	tally := func(valid, duplicate int) {
		t.Helper()
		o.read(func(tx *db.Tx) error {
			now, err := tx.Petition(p.ID)
			if now.Tally.Valid != valid || now.Tally.Duplicate != duplicate {
				t.Errorf("%+v, want %d valid, %d duplicate", now.Tally, valid, duplicate)
			}
			return err
		})
	}
	if err := errors.Join(sign("1", 1), sign("1", 1)); err != nil {
		t.Fatal(err)
	}
	if err := sign("2", 1); !errors.Is(err, own.ErrSigned) {
		t.Errorf("twice: %v", err)
	}
	tally(1, 0)
	if err := sign("3", 2); err != nil {
		t.Error(err)
	}
	tally(1, 1)
	for range 2 {
		if err := o.Unsign(t.Context(), own.KeyOf("unsign", "1"), p.ID, db.Account{1}); err != nil {
			t.Error(err)
		}
	}
	tally(0, 0) // what a person takes back is taken back under every account
	if err := o.Unsign(t.Context(), own.KeyOf("unsign", "2"), p.ID, db.Account{1}); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("taken back twice: %v", err)
	}
	if err := sign("4", 1); err != nil {
		t.Errorf("again: %v", err)
	}
	tally(1, 0)
	o.verified()
}

// What the petition's rule doesn't admit is said before anything is kept.
func TestUnfitSignatures(t *testing.T) {
	o := open(t, t.TempDir())
	open, wet := o.petition(civic.ProofPortal), o.petition(civic.ProofWet)
	good := civic.Signatory{Name: "Петрова Анна Сергеевна", Address: "ул. Лесная, 12", Birth: civic.Date{Year: 1961}}
	young, nameless := good, good
	young.Birth.Year, nameless.Name = time.Now().Year()-5, "А."
	consent := civic.Consent{Given: true, Version: "1"}
	for name, tt := range map[string]struct {
		under   civic.PetitionID
		who     civic.Signatory
		home    string
		consent civic.Consent
		field   string
	}{
		"on paper alone": {wet.ID, good, "Ставчены", consent, "proof"},
		"elsewhere":      {open.ID, good, "Кишинёв", consent, "settlement"},
		"a child":        {open.ID, young, "Ставчены", consent, "birth"},
		"no name":        {open.ID, nameless, "Ставчены", consent, "name"},
		"no consent":     {open.ID, good, "Ставчены", civic.Consent{}, "consent"},
	} {
		err := o.Sign(t.Context(), own.KeyOf("sign", name), tt.under, tt.who, tt.home, tt.consent, civic.DateOf(time.Now()), db.Account{1})
		var problems civic.Problems
		if !errors.As(err, &problems) || len(problems.Of(tt.field)) == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	o.read(func(tx *db.Tx) error {
		all, err := tx.SignaturesAfter(0, 10)
		if len(all) > 0 {
			t.Errorf("%+v", all)
		}
		return err
	})
}
