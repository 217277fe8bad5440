package present

import (
	"net/url"
	"strconv"
	"strings"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// State is what to show.
func (s *Petitions) State() PetitionsState {
	state := PetitionsState{Loading: !s.loaded, Loose: !s.p.enrolled, Chosen: s.index()}
	for _, p := range s.all {
		state.Rows = append(state.Rows, s.row(p))
	}
	if p, ok := s.current(); ok {
		state.Sign = s.sign(p)
	}
	return state
}

func (s *Petitions) row(p store.Petition) PetitionRow {
	v := s.p.Voice()
	r := PetitionRow{
		Number: p.Number, Title: p.Title, Valid: v.Number(int64(p.Tally.Valid)), Of: v.Count("signing.of", p.Threshold.Needed(), nil),
		Stands: s.stands(p), Reached: p.Tally.Valid >= p.Threshold.Needed(),
		Progress: min(1, float32(p.Tally.Valid)/float32(max(1, p.Threshold.Needed()))), Tone: ToneCalm,
	}
	if p.Here > 0 {
		r.Here = v.Count("petitions.here", p.Here, nil)
		if p.Fresh > 0 {
			r.Here = v.With("petitions.here-fresh", lang.Args{"Here": r.Here, "Fresh": v.Number(int64(p.Fresh))})
		}
	}
	if !p.Tally.AsOf.IsZero() {
		r.AsOf = v.With("signing.as-of", lang.Args{"Time": v.Since(p.Tally.AsOf, s.p.env.Clock())})
	}
	today := s.today()
	switch p.Phase(today) {
	case civic.PhaseEarly:
		r.Left = v.With("petitions.from", lang.Args{"Day": s.day(p.From)})
	case civic.PhaseOver:
		r.Left = v.Say("petitions.over")
	case civic.PhaseOpen:
		left := today.DaysUntil(p.To)
		if r.Left, r.Tone = v.Count("petitions.left", left, nil), ToneAccent; left == 0 {
			r.Left = v.Say("petitions.last-day")
		}
		if left < 7 {
			r.Tone = ToneWarn
		}
	}
	return r
}

// stands is how a petition stands, and of when that is.
func (s *Petitions) stands(p store.Petition) string {
	v := s.p.Voice()
	args := lang.Args{"Valid": v.Number(int64(p.Tally.Valid)), "Needed": v.Number(int64(p.Threshold.Needed()))}
	if p.Tally.AsOf.IsZero() {
		return v.With("petitions.needed", args)
	}
	args["Time"] = v.Since(p.Tally.AsOf, s.p.env.Clock())
	return v.With("petitions.stands", args)
}

// day is a date in words.
func (s *Petitions) day(d civic.Date) string {
	v := s.p.Voice()
	return v.With("date.year", lang.Args{"Day": d.Day, "Month": v.Say("month." + strconv.Itoa(int(d.Month))), "Year": d.Year})
}

// closed says why a petition can't be signed now.
func (s *Petitions) closed(p store.Petition) string {
	v := s.p.Voice()
	switch p.Phase(s.today()) {
	case civic.PhaseEarly:
		return v.With("petitions.closed.early", lang.Args{"Day": s.day(p.From)})
	case civic.PhaseOver:
		if p.ClosedAt.IsZero() && p.Admits(civic.ProofWet) {
			return "" // sheets that were signed in time are still keyed in
		}
		return v.Say("petitions.closed.over")
	case civic.PhaseOpen:
	}
	return ""
}

func (s *Petitions) sign(p store.Petition) SignState {
	v := s.p.Voice()
	hash := p.Hash()
	where := v.Say("petitions.district")
	if !p.WholeDistrict() {
		where = strings.Join(p.Settlements, ", ")
	}
	out := SignState{
		Title: p.Title, Text: p.Text, Fingerprint: hash.String()[:16], Stands: s.stands(p), Closed: s.closed(p), Draft: s.draft,
		AsksBirth: p.Birth, Wrong: s.wrong(p), Same: s.same, Done: s.done, Busy: s.busy,
		Rule: v.With("petitions.rule", lang.Args{"Where": where, "From": s.day(p.From), "To": s.day(p.To)}),
	}
	for _, proof := range p.Proofs {
		if proof.AtPoint() {
			out.Proofs = append(out.Proofs, proof)
		}
	}
	if len(out.Proofs) == 0 && out.Closed == "" && s.p.Role() != civic.RoleCitizen {
		out.Closed = v.Say("petitions.closed.portal")
	}
	for _, sheet := range s.sheets {
		out.Sheets = append(out.Sheets, sheet.ID)
	}
	return out
}

// Link is the portal's page on which the chosen petition can be signed by who signs in there; "" where it can't.
func (s *Petitions) Link() string {
	p, ok := s.current()
	if !ok || !s.p.enrolled || s.closed(p) != "" || !p.Admits(civic.ProofPortal) {
		return ""
	}
	return strings.TrimSuffix(s.p.enrolment.URL, "/") + "/petitions/" + url.PathEscape(p.Number)
}
