package civic

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestValidateSignature(t *testing.T) {
	today := Date{2026, 11, 26}
	for name, row := range map[string]struct {
		change func(*Signature, *Petition)
		want   []string
	}{
		"whole": {func(*Signature, *Petition) {}, nil},
		"drawn": {func(s *Signature, _ *Petition) {
			s.Proof, s.Sheet, s.Row, s.Signatory.Drawing = ProofDrawn, "", 0, scrawl(s.Text)
		}, nil},
		"another text":     {func(s *Signature, _ *Petition) { s.Text[0]++ }, []string{"text: signature.text"}},
		"another petition": {func(s *Signature, _ *Petition) { s.Petition[0]++ }, []string{"text: signature.text"}},
		"not admitted":     {func(s *Signature, p *Petition) { p.Proofs = []Proof{ProofDrawn} }, []string{"proof: proof.not-admitted"}},
		"tomorrow":         {func(s *Signature, _ *Petition) { s.SignedOn = today.AddDays(1) }, []string{"signed_on: signed-on.future"}},
		"before it began":  {func(s *Signature, p *Petition) { s.SignedOn = p.From.AddDays(-1) }, []string{"signed_on: signed-on.window"}},
		"no date":          {func(s *Signature, _ *Petition) { s.SignedOn = Date{} }, []string{"signed_on: signed-on.missing"}},
		"closed":           {func(_ *Signature, p *Petition) { p.ClosedAt = time.UnixMilli(1) }, []string{"signed_on: signature.closed"}},
		"from elsewhere":   {func(s *Signature, _ *Petition) { s.Settlement = "Липовка" }, []string{"settlement: settlement.outside"}},
		"nobody":           {func(s *Signature, _ *Petition) { s.Signatory.Name = " " }, []string{"name: signatory-name.empty"}},
		"a surname":        {func(s *Signature, _ *Petition) { s.Signatory.Name = "Петрова" }, []string{"name: signatory-name.full"}},
		"initials":         {func(s *Signature, _ *Petition) { s.Signatory.Name = "Петрова А. С." }, []string{"name: signatory-name.full"}},
		"no address":       {func(s *Signature, _ *Petition) { s.Signatory.Address = "-" }, []string{"address: signatory-address.empty"}},
		"no birth":         {func(s *Signature, _ *Petition) { s.Signatory.Birth = Date{} }, []string{"birth: birth.year-missing"}},
		"a year only":      {func(_ *Signature, p *Petition) { p.Birth = BirthDate }, []string{"birth: birth.date-missing"}},
		"no such birthday": {func(s *Signature, _ *Petition) { s.Signatory.Birth = Date{1961, 2, 30} }, []string{"birth: birth.date"}},
		"born in 1861":     {func(s *Signature, _ *Petition) { s.Signatory.Birth = Date{Year: 1861} }, []string{"birth: birth.date"}},
		"a child":          {func(s *Signature, _ *Petition) { s.Signatory.Birth = Date{Year: 2013} }, []string{"birth: birth.young"}},
		"fourteen":         {func(s *Signature, _ *Petition) { s.Signatory.Birth = Date{Year: 2012} }, nil},
		"no consent":       {func(s *Signature, _ *Petition) { s.Consent.Given = false }, []string{"consent: signature.consent"}},
		"nobody looked":    {func(s *Signature, _ *Petition) { s.Checked = "" }, []string{"checked: checked.missing"}},
		"looked how":       {func(s *Signature, _ *Petition) { s.Checked = "felt" }, []string{"checked: enum.unknown"}},
		"no sheet":         {func(s *Signature, _ *Petition) { s.Sheet = "" }, []string{"sheet: sheet.missing"}},
		"no row":           {func(s *Signature, _ *Petition) { s.Row = 0 }, []string{"row: row.range"}},
		"a sheet on screen": {
			func(s *Signature, _ *Petition) { s.Proof, s.Signatory.Drawing = ProofDrawn, scrawl(s.Text) },
			[]string{"sheet: sheet.not-wet"},
		},
		"a tap": {func(s *Signature, _ *Petition) {
			s.Proof, s.Sheet, s.Row = ProofDrawn, "", 0
			s.Signatory.Drawing = Drawing{Text: s.Text, Width: 600, Height: 200, Strokes: []Stroke{{{X: 5, Y: 5}, {X: 7, Y: 5}}}}
		}, []string{"drawing: drawing.short"}},
	} {
		p := bridge(t)
		s := signed(t, p)
		row.change(&s, &p)
		if got := keysOf(s.Validate(p, today)); !slices.Equal(got, row.want) {
			t.Errorf("%s: %q, want %q", name, got, row.want)
		}
	}
}

// scrawl is something like a signature.
func scrawl(text TextHash) Drawing {
	d := Drawing{Text: text, Width: 600, Height: 200}
	var s Stroke
	for i := range 60 {
		s = append(s, InkPoint{X: 40 + i*8, Y: 100 + (i%7)*9 - (i%3)*4, At: time.Duration(i*16) * time.Millisecond})
	}
	d.Strokes = []Stroke{s, {{X: 60, Y: 150, At: 1200 * time.Millisecond}, {X: 500, Y: 150, At: 1400 * time.Millisecond}}}
	return d
}

func TestEligible(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*Signature, *Petition)
		state  SignatureState
		reason SignatureReason
	}{
		"good":           {func(*Signature, *Petition) {}, SignatureValid, ReasonSigned},
		"another text":   {func(s *Signature, _ *Petition) { s.Text[3]++ }, SignatureVoid, ReasonText},
		"early":          {func(s *Signature, p *Petition) { s.SignedOn = p.From.AddDays(-1) }, SignatureLate, ReasonEarly},
		"on the last":    {func(s *Signature, p *Petition) { s.SignedOn = p.To }, SignatureValid, ReasonSigned},
		"late":           {func(s *Signature, p *Petition) { s.SignedOn = p.To.AddDays(1) }, SignatureLate, ReasonOver},
		"closed before":  {func(_ *Signature, p *Petition) { p.ClosedAt = time.UnixMilli(9) }, SignatureLate, ReasonClosed},
		"closed after":   {func(_ *Signature, p *Petition) { p.ClosedAt = time.UnixMilli(10) }, SignatureValid, ReasonSigned},
		"from elsewhere": {func(s *Signature, _ *Petition) { s.Settlement = "Липовка" }, SignatureOutside, ReasonElsewhere},
		"too young":      {func(s *Signature, _ *Petition) { s.Signatory.Birth = Date{Year: 2020} }, SignatureVoid, ReasonAge},
		"no birth":       {func(s *Signature, _ *Petition) { s.Signatory.Birth = Date{} }, SignatureVoid, ReasonBirth},
		"not admitted":   {func(_ *Signature, p *Petition) { p.Proofs = []Proof{ProofDrawn} }, SignatureVoid, ReasonProof},
		"no consent":     {func(s *Signature, _ *Petition) { s.Consent.Given = false }, SignatureVoid, ReasonConsent},
		"no name":        {func(s *Signature, _ *Petition) { s.Signatory.Name = "Анна" }, SignatureVoid, ReasonName},
	} {
		p := bridge(t)
		s := signed(t, p)
		row.change(&s, &p)
		if name != "another text" {
			s.Text = p.Hash()
		}
		if state, reason := p.Eligible(s, true, time.UnixMilli(10)); state != row.state || reason != row.reason {
			t.Errorf("%s: %s %s", name, state, reason)
		}
	}
	p := bridge(t)
	if state, reason := p.Eligible(signed(t, p), false, time.UnixMilli(10)); state != SignatureVoid || reason != ReasonErased {
		t.Errorf("erased: %s %s", state, reason)
	}
}

func TestAgeOnTheDay(t *testing.T) {
	birthday := Date{2012, 11, 24}
	for day, want := range map[string]int{"2026-11-23": 13, "2026-11-24": 14, "2027-11-23": 14} {
		if got := ageAt(birthday, date(t, day)); got != want {
			t.Errorf("%s: %d", day, got)
		}
	}
}

// The vectors of docs/petitions.md: which writings are one person's.
func TestIdentity(t *testing.T) {
	same := []Signatory{
		{Name: "Семёнова Анна Сергеевна", Address: "ул. Лесная, 12", Birth: Date{Year: 1961}},
		{Name: "анна сергеевна СЕМЕНОВА", Address: "улица Лесная, д. 12", Birth: Date{1961, 5, 9}},
		{Name: " Семенова  Анна, Сергеевна ", Address: "Лесная 12", Birth: Date{Year: 1961}},
	}
	other := []Signatory{
		{Name: "Семёнова Анна Сергеевна", Address: "ул. Лесная, 12", Birth: Date{Year: 1962}},
		{Name: "Семёнова Анна Петровна", Address: "ул. Лесная, 12", Birth: Date{Year: 1961}},
		{Name: "Семёнова Анна Сергеевна", Address: "ул. Лесная, 21", Birth: Date{Year: 1961}},
	}
	p := bridge(t)
	for _, who := range same {
		if got := p.Identity(who); got != "priyom signatory 1\nанна семенова сергеевна\n1961\nлесная 12" {
			t.Errorf("%+v: %q", who, got)
		}
	}
	for _, who := range other {
		if p.Identity(who) == p.Identity(same[0]) {
			t.Errorf("%+v is taken for another", who)
		}
	}
	p.Birth = BirthDate
	a, b := same[1], same[1]
	if b.Address = "переехала"; p.Identity(a) != p.Identity(b) || p.Identity(a) != "priyom signatory 1\nанна семенова сергеевна\n1961-05-09" {
		t.Errorf("%q", p.Identity(a))
	}
	p.Birth = BirthNone
	if got := p.Identity(a); got != "priyom signatory 1\nанна семенова сергеевна\n\nлесная 12" {
		t.Errorf("%q", got)
	}
	if p.Identity(Signatory{Address: "Лесная"}) != "" {
		t.Error("somebody without a name")
	}
}

// However signatures and withdrawals are listed, they count alike; one at most counts; what is wrong never does.
func TestCountPerson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		arrivals := rapid.Permutation([]int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}).Draw(t, "arrivals")
		n := rapid.IntRange(0, 5).Draw(t, "n")
		all := make([]Cast, n)
		for i := range all {
			all[i] = Cast{Arrival: arrivals[i], Own: SignatureValid}
			if rapid.Bool().Draw(t, "void") {
				all[i].Own, all[i].Why = SignatureVoid, ReasonAge
			}
			if w := arrivals[9-i]; w > all[i].Arrival && rapid.Bool().Draw(t, "withdrawn") {
				all[i].Withdrawn = w
			}
		}
		states, reasons := CountPerson(all)
		back, valid := int64(0), 0
		for i := range all {
			back = max(back, all[i].Withdrawn)
		}
		for i, s := range states {
			if s == SignatureValid {
				valid++
			}
			if (s == SignatureWithdrawn) != (all[i].Arrival < back) || (s == SignatureValid) != (reasons[i] == ReasonSigned) {
				t.Errorf("%+v: %s %s", all[i], s, reasons[i])
			}
			if s == SignatureDuplicate {
				for j, other := range states {
					if other == SignatureValid && all[j].Arrival > all[i].Arrival {
						t.Errorf("a later one is valid: %+v %v", all, states)
					}
				}
			}
		}
		left := slices.ContainsFunc(all, func(c Cast) bool { return c.Own == SignatureValid && c.Arrival > back })
		if valid > 1 || left != (valid == 1) {
			t.Errorf("%d valid of %+v: %v", valid, all, states)
		}
		order := rapid.Permutation(indexes(n)).Draw(t, "order")
		mixed := make([]Cast, n)
		for i, j := range order {
			mixed[i] = all[j]
		}
		again, _ := CountPerson(mixed)
		for i, j := range order {
			if again[i] != states[j] {
				t.Errorf("in another order %s, not %s", again[i], states[j])
			}
		}
	})
}

func indexes(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func TestDrawingComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Drawing{Width: rapid.IntRange(1, maxPad).Draw(t, "width"), Height: rapid.IntRange(1, maxPad).Draw(t, "height")}
		d.Text[5] = 7
		at := time.Duration(0)
		for range rapid.IntRange(1, 4).Draw(t, "strokes") {
			var s Stroke
			for range rapid.IntRange(1, 30).Draw(t, "points") {
				at += time.Duration(rapid.IntRange(0, 500).Draw(t, "wait")) * time.Millisecond
				s = append(s, InkPoint{rapid.IntRange(0, maxPad).Draw(t, "x"), rapid.IntRange(0, maxPad).Draw(t, "y"), at})
			}
			d.Strokes = append(d.Strokes, s)
		}
		raw := d.Bytes()
		again, err := ParseDrawing(raw)
		if err != nil || string(again.Bytes()) != string(raw) || again.Text != d.Text || len(again.Strokes) != len(d.Strokes) || again.Length() != d.Length() {
			t.Errorf("%+v, %v", again, err)
		}
		cut := rapid.IntRange(1, len(raw)-1).Draw(t, "cut")
		if _, err := ParseDrawing(raw[:cut]); err == nil {
			t.Errorf("%d of %d bytes are a drawing", cut, len(raw))
		}
	})
	if d, err := ParseDrawing(nil); err != nil || !d.IsZero() {
		t.Errorf("nothing: %+v, %v", d, err)
	}
	if _, err := ParseDrawing(append(scrawl(TextHash{}).Bytes(), 0)); err == nil {
		t.Error("something behind it")
	}
}

func FuzzParseDrawing(f *testing.F) {
	f.Add(scrawl(TextHash{1}).Bytes())
	f.Add([]byte(strings.Repeat("\x01", 60)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := ParseDrawing(raw)
		if err != nil || d.IsZero() {
			return
		}
		again, err := ParseDrawing(d.Bytes())
		if err != nil || again.Length() != d.Length() {
			t.Errorf("%+v, %v", again, err)
		}
	})
}
