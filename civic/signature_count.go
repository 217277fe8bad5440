package civic

import (
	"slices"
	"strings"
	"time"
)

// Eligible judges one signature by a petition's rule, whoever else signed: SignatureValid, or what is against it. known says
// that who signed can be read; received is when the portal got it. It depends on nothing else, so that counting again gives the same.
func (p Petition) Eligible(s Signature, known bool, received time.Time) (SignatureState, SignatureReason) {
	switch {
	case s.Text != p.Hash():
		return SignatureVoid, ReasonText
	case !p.Admits(s.Proof):
		return SignatureVoid, ReasonProof
	case s.SignedOn.Before(p.From):
		return SignatureLate, ReasonEarly
	case p.To.Before(s.SignedOn):
		return SignatureLate, ReasonOver
	case !p.ClosedAt.IsZero() && received.After(p.ClosedAt):
		return SignatureLate, ReasonClosed
	case !p.Includes(s.Settlement):
		return SignatureOutside, ReasonElsewhere
	case !known:
		return SignatureVoid, ReasonErased
	case !s.Consent.Given:
		return SignatureVoid, ReasonConsent
	case len(Words(s.Signatory.Name)) < 2 || len(Words(s.Signatory.Address)) == 0:
		return SignatureVoid, ReasonName
	}
	if reason := p.birthReason(s.Signatory.Birth, s.SignedOn); reason != ReasonSigned {
		return SignatureVoid, reason
	}
	return SignatureValid, ReasonSigned
}

// birthReason is what is wrong with a birth by the petition's rule.
func (p Petition) birthReason(birth, on Date) SignatureReason {
	switch {
	case p.Birth == BirthNone:
		return ReasonSigned
	case birth.IsZero(), p.Birth == BirthDate && birth.YearOnly(), !birth.YearOnly() && !birth.Valid():
		return ReasonBirth
	case ageAt(birth, on) < p.MinAge:
		return ReasonAge
	}
	return ReasonSigned
}

// ageAt is the age in whole years on a day; of a year of birth alone, the age reached in that year.
func ageAt(birth, on Date) int {
	age := on.Year - birth.Year
	if !birth.YearOnly() && (on.Month < birth.Month || on.Month == birth.Month && on.Day < birth.Day) {
		age--
	}
	return age
}

// Cast is what is left of a signature once it was judged by itself: what is needed to count one for each person.
type Cast struct {
	Arrival   int64           // its place among all that arrived
	Own       SignatureState  // by Eligible
	Why       SignatureReason // by Eligible
	Withdrawn int64           // arrival of its withdrawal; 0 if there is none
}

// CountPerson says how the signatures of one person under one petition count, in the order of all. A withdrawal takes back all
// that the person signed before it. Of what is left the first that is according to the rule is valid, the others are duplicates.
// It doesn't depend on the order of all.
func CountPerson(all []Cast) (states []SignatureState, reasons []SignatureReason) {
	states, reasons = make([]SignatureState, len(all)), make([]SignatureReason, len(all))
	back, first := int64(0), int64(0)
	for _, c := range all {
		back = max(back, c.Withdrawn)
	}
	for _, c := range all {
		if c.Own == SignatureValid && c.Arrival > back && (first == 0 || c.Arrival < first) {
			first = c.Arrival
		}
	}
	for i, c := range all {
		switch {
		case c.Arrival < back:
			states[i], reasons[i] = SignatureWithdrawn, ReasonTakenBack
		case c.Own == SignatureValid && c.Arrival != first:
			states[i], reasons[i] = SignatureDuplicate, ReasonAgain
		default:
			states[i], reasons[i] = c.Own, c.Why
		}
	}
	return states, reasons
}

// Identity is what makes two signatures under a petition one person's: the words of the full name in any order, and the birth the
// rule asks for. A whole date of birth tells people apart by itself; without one the address must be the same too. It is
// personal data: at the portal only its keyed hash is kept. "" without a name.
func (p Petition) Identity(who Signatory) string {
	name := Words(who.Name)
	if len(name) == 0 {
		return ""
	}
	slices.Sort(name)
	lines := []string{"priyom signatory 1", strings.Join(name, " ")}
	switch {
	case p.Birth == BirthDate:
		lines = append(lines, who.Birth.String())
	case p.Birth == BirthYear:
		lines = append(lines, Date{Year: who.Birth.Year}.String(), AddressWords(who.Address))
	default:
		lines = append(lines, "", AddressWords(who.Address))
	}
	return strings.Join(lines, "\n")
}
