package present

import (
	"strconv"

	"priyom/civic"
	"priyom/lang"
	"priyom/paper/handout"
	"priyom/store"
)

// Set changes one of the typed texts, by its field.
func (s *Petitions) Set(field, text string) {
	d := &s.draft
	to := map[string]*string{
		SignName: &d.Name, SignAddress: &d.Address, SignSettlement: &d.Settlement, SignBirth: &d.Birth, SignDate: &d.Date,
		SignSheet: &d.Sheet, SignRow: &d.Row, "paper": &d.Paper,
	}[field]
	if to == nil || *to == text {
		return
	}
	*to = text
	s.edited()
}

// SetProof chooses how it is signed.
func (s *Petitions) SetProof(p civic.Proof) {
	if s.draft.Proof != p {
		s.draft.Proof, s.draft.Drawing = p, civic.Drawing{}
		s.nextRow()
		s.edited()
	}
}

// SetChecked says how it was known who signs.
func (s *Petitions) SetChecked(c civic.Checked) {
	s.draft.Checked = c
	s.edited()
}

// SetConsent says that the person agreed to the processing of their data.
func (s *Petitions) SetConsent(given bool) {
	s.draft.Consent = given
	s.edited()
}

// SetDrawing takes what was drawn on the pad, under the text that is shown.
func (s *Petitions) SetDrawing(strokes []civic.Stroke, width, height int) {
	p, ok := s.current()
	if !ok {
		return
	}
	s.draft.Drawing = civic.Drawing{}
	if len(strokes) > 0 {
		s.draft.Drawing = civic.Drawing{Text: p.Hash(), Width: width, Height: height, Strokes: strokes}
	}
	s.edited()
}

func (s *Petitions) edited() {
	s.done, s.bad, s.same, s.sure, s.badRow = "", "", "", false, false
	s.changed()
}

// Clear empties the form for another person; what is the same for all of a sheet stays.
func (s *Petitions) Clear() {
	s.clear()
	s.changed()
}

func (s *Petitions) clear() {
	d := s.draft
	s.draft = SignDraft{Proof: d.Proof, Settlement: d.Settlement, Date: d.Date, Sheet: d.Sheet, Row: d.Row}
	if d.Proof == civic.ProofWet || d.Checked == civic.CheckedAccount {
		s.draft.Checked = d.Checked
	}
	if d.Proof != civic.ProofWet {
		s.draft.Date = s.dateOf(s.today())
	}
	s.checked, s.bad, s.same, s.sure, s.badRow = false, "", "", false, false
}

// nextRow proposes the row after the last one that was keyed in.
func (s *Petitions) nextRow() {
	if s.draft.Proof != civic.ProofWet {
		return
	}
	if s.draft.Sheet == "" && len(s.sheets) > 0 {
		s.draft.Sheet = s.sheets[0].ID
	}
	if s.draft.Row == "" {
		s.draft.Row = "1"
		for _, sheet := range s.sheets {
			if sheet.ID == s.draft.Sheet {
				s.draft.Row = strconv.Itoa(sheet.Keyed + 1)
			}
		}
	}
}

// signature reads the form.
func (s *Petitions) signature(p store.Petition) civic.Signature {
	d := s.draft
	g := civic.Signature{
		Petition: p.ID, Text: p.Hash(), Proof: d.Proof, Settlement: d.Settlement, Checked: d.Checked, SignedOn: s.today(),
		Consent:   civic.Consent{Given: d.Consent, Sheet: d.Paper, Version: handout.SigningReference()},
		Signatory: civic.Signatory{Name: civic.TidyName(d.Name), Address: d.Address},
	}
	g.Signatory.Birth, _ = civic.ParseDate(d.Birth) // nothing: Validate says that it is missing; see wrong
	switch d.Proof {
	case civic.ProofWet:
		g.Sheet = d.Sheet
		g.Row, _ = strconv.Atoi(d.Row)
		g.SignedOn, _ = civic.ParseDate(d.Date)
	case civic.ProofDrawn, civic.ProofOwn:
		g.Signatory.Drawing = d.Drawing
	case civic.ProofPortal:
	}
	return g
}

// wrong is what is wrong with the form, by field, once it was tried to save it.
func (s *Petitions) wrong(p store.Petition) map[string]string {
	wrong := map[string]string{}
	v := s.p.Voice()
	if s.bad != "" {
		wrong[SignForm] = s.bad
	}
	if s.badRow {
		wrong[SignRow] = v.Say("petitions.row-taken")
	}
	if !s.checked {
		return wrong
	}
	for _, problem := range s.signature(p).Validate(p.Petition, s.today()) {
		if wrong[problem.Field] == "" {
			wrong[problem.Field] = v.With(problem.Key, lang.Args(problem.Args))
		}
	}
	if _, err := civic.ParseDate(s.draft.Birth); err != nil {
		wrong[SignBirth] = v.Say("validate.birth.date")
	}
	return wrong
}
