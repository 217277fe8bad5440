package civic

import (
	"strings"
	"unicode/utf8"
)

// Validate is all that is wrong with a signature that is to be taken for a petition on a day. Nothing of it is taken for granted
// at the portal, which counts by Petition.Eligible.
func (s Signature) Validate(p Petition, today Date) Problems {
	found := s.ValidatePublic()
	if s.Petition != p.ID || s.Text != p.Hash() {
		found.add("text", "signature.text")
	}
	if !p.Admits(s.Proof) {
		found.add("proof", "proof.not-admitted")
	}
	switch {
	case s.SignedOn.IsZero():
	case s.SignedOn.Valid() && today.Before(s.SignedOn):
		found.add("signed_on", "signed-on.future")
	case s.SignedOn.Valid() && (s.SignedOn.Before(p.From) || p.To.Before(s.SignedOn)):
		found.add("signed_on", "signed-on.window")
	}
	if !p.ClosedAt.IsZero() {
		found.add("signed_on", "signature.closed")
	}
	if !p.Includes(s.Settlement) {
		found.add("settlement", "settlement.outside")
	}
	found.checkSignatory(s, p)
	if !s.Consent.Given {
		found.add("consent", "signature.consent")
	}
	return found
}

// ValidatePublic is what can be said of a signature without its personal part and without its petition.
func (s Signature) ValidatePublic() Problems {
	var p Problems
	checkEnum(&p, "proof", s.Proof, Proofs()...)
	checkEnum(&p, "checked", s.Checked, append(CheckedKinds(), CheckedAccount, "")...)
	if account := s.Checked == CheckedAccount; s.Proof != ProofPortal && (s.Checked == "" || account != (s.Proof == ProofOwn)) {
		p.add("checked", "checked.missing")
	}
	if s.SignedOn.IsZero() || !s.SignedOn.Valid() {
		p.add("signed_on", "signed-on.missing")
	}
	p.checkText("settlement", "settlement", s.Settlement, MaxAddress, "")
	switch wet := s.Proof == ProofWet; {
	case wet && strings.TrimSpace(s.Sheet) == "":
		p.add("sheet", "sheet.missing")
	case wet && (s.Row < 1 || s.Row > MaxSheetRow):
		p.add("row", "row.range", "Max", MaxSheetRow)
	case !wet && (s.Sheet != "" || s.Row != 0):
		p.add("sheet", "sheet.not-wet")
	}
	p.checkText("sheet", "sheet", s.Sheet, MaxSheetID, "")
	return p
}

func (p *Problems) checkSignatory(s Signature, rule Petition) {
	who := s.Signatory
	switch n := len(Words(who.Name)); {
	case n == 0:
		p.add("name", "signatory-name.empty")
	case n < 2 || hasInitial(who.Name):
		p.add("name", "signatory-name.full")
	}
	p.checkText("name", "name", who.Name, MaxName, "")
	if len(Words(who.Address)) == 0 {
		p.add("address", "signatory-address.empty")
	}
	p.checkText("address", "address", who.Address, MaxAddress, "")
	switch reason := rule.birthReason(who.Birth, s.SignedOn); {
	case !who.Birth.YearOnly() && !who.Birth.Valid():
		p.add("birth", "birth.date")
	case !who.Birth.IsZero() && !s.SignedOn.IsZero() && ageAt(who.Birth, s.SignedOn) > MaxAge:
		p.add("birth", "birth.date")
	case reason == ReasonBirth && rule.Birth == BirthDate:
		p.add("birth", "birth.date-missing")
	case reason == ReasonBirth:
		p.add("birth", "birth.year-missing")
	case reason == ReasonAge && !s.SignedOn.IsZero():
		p.add("birth", "birth.young", "Min", rule.MinAge)
	}
	switch drawn := s.Proof.Drawn(); {
	case drawn && !who.Drawing.Enough():
		p.add("drawing", "drawing.short")
	case drawn && who.Drawing.Size() > MaxDrawing:
		p.add("drawing", "drawing.long")
	case !drawn && !who.Drawing.IsZero():
		p.add("drawing", "drawing.not-drawn")
	}
}

// hasInitial says that a part of a name is one letter: not a full name.
func hasInitial(name string) bool {
	for _, word := range Words(name) {
		if utf8.RuneCountInString(word) < 2 {
			return true
		}
	}
	return false
}
