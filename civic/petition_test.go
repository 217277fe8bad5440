package civic

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func date(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func bridge(t testing.TB) Petition {
	t.Helper()
	return Petition{
		ID: PetitionID{1}, Number: "2026-01", Version: 1, Title: "Мост через Липовку", Text: "Почините мост.\nДети ходят по льду.",
		Settlements: []string{"с. Ставчены"}, From: date(t, "2026-11-01"), To: date(t, "2027-01-31"), Threshold: Threshold{Count: 100},
		Proofs: []Proof{ProofDrawn, ProofWet}, Birth: BirthYear, MinAge: 14,
	}
}

func signed(t testing.TB, p Petition) Signature {
	t.Helper()
	return Signature{
		ID: SignatureID{2}, Petition: p.ID, Text: p.Hash(), Proof: ProofWet, SignedOn: date(t, "2026-11-24"), Settlement: "Ставчены",
		Checked: CheckedPassport, Sheet: "СТ-04-S01-7KQ", Row: 3, Consent: Consent{Given: true, Version: "1"},
		Signatory: Signatory{Name: "Петрова Анна Сергеевна", Address: "ул. Лесная, 12", Birth: Date{Year: 1961}},
	}
}

// The vector of docs/petitions.md.
func TestCanonicalVector(t *testing.T) {
	id, err := ParsePetitionID("019ab6d2-1c00-7000-8000-000000000001")
	if err != nil {
		t.Fatal(err)
	}
	p := Petition{ID: id, Version: 1, Title: "Мост через Липовку", Text: "\r\nПочините мост.  \r\nДети ходят по льду.\n\n"}
	const canonical = "priyom petition text 1\n019ab6d2-1c00-7000-8000-000000000001\n1\nМост через Липовку\n\nПочините мост.\nДети ходят по льду.\n"
	if got := p.Canonical(); got != canonical {
		t.Errorf("%q", got)
	}
	if got := p.Hash().String(); got != "dde334538d3bc3656bb405e04a61b0d0d5811d68a3b45debda6afe62af2a5529" {
		t.Errorf("%s", got)
	}
}

func TestHashTellsTextsApart(t *testing.T) {
	p := bridge(t)
	for name, change := range map[string]func(*Petition){
		"another petition": func(p *Petition) { p.ID[15]++ },
		"another version":  func(p *Petition) { p.Version++ },
		"another title":    func(p *Petition) { p.Title += "." },
		"a word more":      func(p *Petition) { p.Text += " Завтра." },
	} {
		other := p
		change(&other)
		if other.Hash() == p.Hash() {
			t.Errorf("%s: the same hash", name)
		}
	}
	for name, text := range map[string]string{"Windows": strings.ReplaceAll(p.Text, "\n", "\r\n"), "blanks": strings.ReplaceAll(p.Text, "\n", " \t\n") + "\n\n"} {
		other := p
		if other.Text = text; other.Hash() != p.Hash() {
			t.Errorf("%s: another hash", name)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		if once := CanonicalText(s); CanonicalText(once) != once {
			t.Errorf("%q isn't a fixed point", once)
		}
	})
}

func TestValidatePetition(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*Petition)
		want   []string
	}{
		"whole":            {func(*Petition) {}, nil},
		"whole district":   {func(p *Petition) { p.Settlements = nil }, nil},
		"one day":          {func(p *Petition) { p.To = p.From }, nil},
		"a share":          {func(p *Petition) { p.Threshold = Threshold{PerMille: 10, Base: 4321} }, nil},
		"no title":         {func(p *Petition) { p.Title = " \n" }, []string{"title: petition-title.empty"}},
		"title in lines":   {func(p *Petition) { p.Title = "Мост\nили брод" }, []string{"title: petition-title.lines"}},
		"no text":          {func(p *Petition) { p.Text = "\n " }, []string{"text: petition-text.empty"}},
		"long text":        {func(p *Petition) { p.Text = strings.Repeat("ё", MaxPetitionText+1) }, []string{"text: petition-text.long"}},
		"nameless village": {func(p *Petition) { p.Settlements = []string{" "} }, []string{"settlements.0: settlement.empty"}},
		"no first day":     {func(p *Petition) { p.From = Date{} }, []string{"from: window.from"}},
		"no such day":      {func(p *Petition) { p.To = Date{2027, 2, 30} }, []string{"to: window.to"}},
		"a year as a day":  {func(p *Petition) { p.To = Date{Year: 2027} }, []string{"to: window.to"}},
		"backwards":        {func(p *Petition) { p.To = p.From.AddDays(-1) }, []string{"to: window.order"}},
		"two years":        {func(p *Petition) { p.To = p.From.AddMonths(24) }, []string{"to: window.long"}},
		"no threshold":     {func(p *Petition) { p.Threshold = Threshold{} }, []string{"threshold: threshold.missing"}},
		"both":             {func(p *Petition) { p.Threshold.PerMille = 1 }, []string{"threshold: threshold.both"}},
		"a share of none":  {func(p *Petition) { p.Threshold = Threshold{PerMille: 10} }, []string{"threshold: threshold.base"}},
		"less than none":   {func(p *Petition) { p.Threshold.Count = -1 }, []string{"threshold: threshold.range"}},
		"no proof":         {func(p *Petition) { p.Proofs = nil }, []string{"proofs: proofs.missing"}},
		"unknown proof":    {func(p *Petition) { p.Proofs = []Proof{"blood"} }, []string{"proofs.0: enum.unknown"}},
		"proof twice":      {func(p *Petition) { p.Proofs = []Proof{ProofWet, ProofWet} }, []string{"proofs.1: proofs.twice"}},
		"age without year": {func(p *Petition) { p.Birth = BirthNone }, []string{"min_age: min-age.birth"}},
		"Methuselah":       {func(p *Petition) { p.MinAge = 900 }, []string{"min_age: min-age.range"}},
	} {
		p := bridge(t)
		row.change(&p)
		if got := keysOf(p.Validate()); !slices.Equal(got, row.want) {
			t.Errorf("%s: %q, want %q", name, got, row.want)
		}
	}
}

func keysOf(p Problems) (keys []string) {
	for _, problem := range p {
		keys = append(keys, problem.Field+": "+strings.TrimPrefix(problem.Key, "validate."))
	}
	return keys
}

func TestThresholdNeeded(t *testing.T) {
	for want, threshold := range map[int]Threshold{
		100: {Count: 100}, 44: {PerMille: 10, Base: 4321}, 1: {PerMille: 1, Base: 1}, 50: {PerMille: 10, Base: 5000}, 4321: {PerMille: 1000, Base: 4321},
	} {
		if got := threshold.Needed(); got != want {
			t.Errorf("%+v: %d, want %d", threshold, got, want)
		}
	}
}

func TestPhase(t *testing.T) {
	p := bridge(t)
	for day, want := range map[string]Phase{"2026-10-31": PhaseEarly, "2026-11-01": PhaseOpen, "2027-01-31": PhaseOpen, "2027-02-01": PhaseOver} {
		if got := p.Phase(date(t, day)); got != want {
			t.Errorf("%s: %s", day, got)
		}
	}
	p.ClosedAt = time.UnixMilli(1)
	if got := p.Phase(date(t, "2026-12-01")); got != PhaseOver {
		t.Errorf("closed: %s", got)
	}
}

func TestIncludes(t *testing.T) {
	p := bridge(t)
	for settlement, want := range map[string]bool{"Ставчены": true, "с. ставчены": true, "село  Ставчены": true, "Липовка": false, "": false, "с.": false} {
		if got := p.Includes(settlement); got != want {
			t.Errorf("%q: %v", settlement, got)
		}
	}
	p.Settlements = nil
	if !p.Includes("") {
		t.Error("a district that leaves somebody out")
	}
}

func TestDates(t *testing.T) {
	for said, want := range map[string]string{"24.11.2026": "2026-11-24", "4/1/1950": "1950-01-04", " 2026-11-24 ": "2026-11-24", "1950": "1950", "": ""} {
		if d, err := ParseDate(said); err != nil || d.String() != want {
			t.Errorf("%q: %s, %v", said, d, err)
		}
	}
	for _, bad := range []string{"30.02.2026", "2026-13-01", "19a0", "завтра", "0", "2026-11", "0000"} {
		if d, err := ParseDate(bad); err == nil {
			t.Errorf("%q is %s", bad, d)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := DateOf(time.Unix(rapid.Int64Range(-1e9, 4e9).Draw(t, "second"), 0).UTC())
		if again, err := ParseDate(d.String()); err != nil || again != d || !d.Valid() {
			t.Errorf("%s: %s, %v", d, again, err)
		}
		n := rapid.IntRange(-5000, 5000).Draw(t, "days")
		if got := d.DaysUntil(d.AddDays(n)); got != n {
			t.Errorf("%d days are %d", n, got)
		}
		if later := d.AddMonths(1); !d.Before(later) || later.Day > d.Day || !later.Valid() {
			t.Errorf("a month after %s is %s", d, later)
		}
	})
	if got := (Date{2027, 1, 31}).AddMonths(1); !reflect.DeepEqual(got, Date{2027, 2, 28}) {
		t.Errorf("%s", got)
	}
}
