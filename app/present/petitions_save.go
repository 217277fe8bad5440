package present

import (
	"context"
	"strconv"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// order is the form's, for where the keyboard goes first.
var signOrder = []string{SignName, SignBirth, SignSettlement, SignAddress, SignChecked, SignConsent, SignSheet, SignRow, SignDate, SignDrawing, SignForm}

// Save hands the signature in. It says what is wrong instead, or once that the same person seems to have signed here.
func (s *Petitions) Save() {
	p, ok := s.current()
	if !ok || s.busy || s.closed(p) != "" || s.p.Role() == civic.RoleCitizen && s.way(p) != OwnOpen {
		return
	}
	s.checked, s.done = true, ""
	wrong := s.wrong(p)
	for _, field := range signOrder {
		if wrong[field] != "" {
			s.changed()
			if s.OnWrong != nil {
				s.OnWrong(field)
			}
			return
		}
	}
	if len(wrong) > 0 { // of a field that the form hasn't got
		for _, words := range wrong {
			s.bad = words
		}
		s.changed()
		return
	}
	s.busy = true
	g, sure := s.signature(p), s.sure
	s.changed()
	s.p.write.do(func(ctx context.Context) func() {
		saved, same, taken, err := s.p.sign(ctx, p.Petition, g, sure)
		return func() { s.saved(p, saved, same, taken, err) }
	})
}

// sign keeps a signature, unless something should be said first: that the row was keyed in before, or that the person signed here.
func (p *Point) sign(ctx context.Context, petition civic.Petition, g civic.Signature, sure bool) (saved civic.Signature, same []store.Signed, taken bool, err error) {
	if g.Proof == civic.ProofWet {
		if taken, err = p.store.RowTaken(ctx, g.Sheet, g.Row); err != nil || taken {
			return saved, nil, taken, err
		}
	}
	if !sure {
		if same, err = p.store.SameSigner(ctx, petition, g.Signatory); err != nil || len(same) > 0 {
			return saved, same, false, err
		}
	}
	fresh, err := p.store.NewSignature(petition.ID)
	if err != nil {
		return saved, nil, false, err
	}
	g.ID = fresh.ID
	saved, err = p.store.Sign(ctx, g)
	return saved, nil, false, err
}

// saved is after the signature was handed in, or not.
func (s *Petitions) saved(p store.Petition, g civic.Signature, same []store.Signed, taken bool, err error) {
	s.busy = false
	if p.ID != s.chosen { // the form is another's by now
		if err != nil {
			s.p.failed("signature not saved", err)
		}
		s.after()
		return
	}
	v := s.p.Voice()
	switch {
	case err != nil:
		s.p.env.Log.Error("signature not saved", "error", err)
		s.bad = trouble(v, err)
	case taken:
		s.badRow = true
	case len(same) > 0:
		last := same[len(same)-1]
		s.same, s.sure = v.With("petitions.same", lang.Args{"Day": s.dateOf(last.SignedOn)}), true
	default:
		if g.Checked == civic.CheckedAccount {
			s.mine = &store.Signed{Signature: g}
		}
		s.done = v.With("petitions.saved", lang.Args{"Number": p.Number})
		if g.Proof == civic.ProofWet {
			s.done = v.With("petitions.saved-row", lang.Args{"Sheet": g.Sheet, "Row": g.Row})
			s.draft.Row = strconv.Itoa(g.Row + 1)
		}
		s.clear()
		s.after()
		s.changed()
		if s.OnWrong != nil {
			s.OnWrong(SignName) // on to the next person
		}
		return
	}
	s.changed()
	if s.OnWrong != nil {
		field := SignForm
		if taken {
			field = SignRow
		}
		s.OnWrong(field)
	}
}

// after is after a signature was kept.
func (s *Petitions) after() {
	s.p.engine.Kick()
	s.p.Outbox.Refresh()
	s.loadSheets()
	s.Reload()
}
