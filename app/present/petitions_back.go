package present

import (
	"context"
	"strings"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// BackState is the search for a signature that its signatory comes to take back, at the place where it was taken.
type BackState struct {
	Query   string
	Found   []BackRow
	Chosen  int           // -1 for none
	Checked civic.Checked // how it was known who it is; "" until somebody looked
	Wrong   string
	Done    string
	Nothing string // that none was found
}

// BackRow is a signature that was taken here.
type BackRow struct{ Title, Under string }

// backMost is how many are shown: whoever sees more types another letter.
const backMost = 6

// back is what the presenter knows of it.
type back struct {
	query   string
	found   []store.Signed
	chosen  civic.SignatureID
	checked civic.Checked
	tried   bool
	done    string
	round   int
}

// Back is what to show of it.
func (s *Petitions) Back() BackState {
	v := s.p.Voice()
	b := BackState{Query: s.returning.query, Chosen: -1, Checked: s.returning.checked, Done: s.returning.done}
	for i, g := range s.returning.found {
		under := join(" \u00b7 ", g.Signatory.Address, s.day(g.SignedOn))
		if g.Sheet != "" {
			under = join(" \u00b7 ", under, v.With("petitions.back.row", lang.Args{"Sheet": g.Sheet, "Row": g.Row}))
		}
		b.Found = append(b.Found, BackRow{g.Signatory.Name, under})
		if g.ID == s.returning.chosen {
			b.Chosen = i
		}
	}
	if s.returning.tried && s.returning.checked == "" {
		b.Wrong = v.Say("petitions.back.unchecked")
	}
	if len(b.Found) == 0 && strings.TrimSpace(b.Query) != "" && b.Done == "" {
		b.Nothing = v.Say("petitions.back.none")
	}
	return b
}

// Seek looks for signatures under the chosen petition that were taken here and stand, by words of the name, the address or the sheet.
func (s *Petitions) Seek(query string) {
	if query == s.returning.query {
		return
	}
	s.returning = back{query: query, round: s.returning.round + 1}
	s.changed()
	words := civic.Words(query)
	if len(words) == 0 {
		return
	}
	id, round := s.chosen, s.returning.round
	s.p.read.do(func(ctx context.Context) func() {
		all, err := s.p.store.Signatures(ctx, id, 0, -1)
		var found []store.Signed
		for _, g := range all {
			if g.WithdrawnAt.IsZero() && len(found) < backMost && holds(g, words) {
				found = append(found, g)
			}
		}
		return func() {
			if err != nil {
				s.p.failed("signatures not read", err)
			}
			if id == s.chosen && round == s.returning.round {
				s.returning.found = found
				s.changed()
			}
		}
	})
}

// holds says that each word begins one of a signature's.
func holds(g store.Signed, words []string) bool {
	text := " " + strings.Join(civic.Words(join(" ", g.Signatory.Name, g.Signatory.Address, g.Sheet)), " ")
	for _, w := range words {
		if !strings.Contains(text, " "+w) {
			return false
		}
	}
	return true
}

// ChooseBack chooses one of those that were found.
func (s *Petitions) ChooseBack(i int) {
	if i >= 0 && i < len(s.returning.found) {
		s.returning.chosen, s.returning.checked, s.returning.tried = s.returning.found[i].ID, "", false
		s.changed()
	}
}

// SetBackChecked says how it was known who it is.
func (s *Petitions) SetBackChecked(c civic.Checked) {
	s.returning.checked = c
	s.changed()
}

// Withdraw takes the chosen signature back in the person's name. Without a look at who it is it says so instead.
func (s *Petitions) Withdraw() {
	id, checked := s.returning.chosen, s.returning.checked
	if id == (civic.SignatureID{}) || s.busy {
		return
	}
	if checked == "" {
		s.returning.tried = true
		s.changed()
		return
	}
	s.busy = true
	s.changed()
	s.p.write.do(func(ctx context.Context) func() {
		err := s.p.store.Withdraw(ctx, id, checked)
		return func() {
			s.busy = false
			s.returning = back{round: s.returning.round + 1}
			if err != nil {
				s.p.failed("signature not taken back", err)
			} else {
				s.returning.done = s.p.Voice().Say("petitions.back.done")
			}
			s.after()
			s.changed()
		}
	})
}
