package demo

import (
	"context"
	"time"

	"priyom/assets"
	"priyom/civic"
	"priyom/store/journal"
)

// addAppeal plans a petition: it is published, and people sign it by and by.
func (s *stage) addAppeal(a appeal) {
	begin := s.plan.until.AddDate(0, 0, -a.Days)
	from := civic.DateOf(begin)
	s.agenda.add(begin, func(ctx context.Context) error {
		draft := civic.Petition{
			Title: a.Title, Text: a.Text, Settlements: a.Settlements, From: from, To: from.AddDays(a.Window), Threshold: civic.Threshold{Count: a.Threshold},
			Proofs: []civic.Proof{civic.ProofDrawn, civic.ProofWet, civic.ProofOwn}, Birth: civic.BirthYear, MinAge: 16,
		}
		made, err := s.portal.Publish(ctx, draft)
		if err != nil {
			return err
		}
		draft.ID, draft.Number, draft.Version, draft.PublishedAt = made.ID, made.Number, made.Version, made.PublishedAt
		length := min(time.Duration(a.Window-2)*24*time.Hour, s.plan.until.Sub(begin)-6*time.Hour)
		for range a.Signatures {
			at := begin.Add(time.Hour + time.Duration(s.dice.Float64()*float64(length)))
			d := s.dice.IntN(len(s.material.devices.Points))
			if at.After(s.lastContact(d)) {
				d = 2 // the one that always has a line
			}
			s.agenda.add(at, func(context.Context) error { return s.sign(d, draft) })
		}
		return nil
	})
}

// sign lets somebody sign on a sheet at a point; it travels with the device's next session.
func (s *stage) sign(d int, p civic.Petition) error {
	now := s.clock.read()
	it := s.devices[d]
	it.rows++
	at := s.material.settlements[s.dice.IntN(len(s.material.settlements))].Name
	if len(p.Settlements) > 0 && s.dice.chance(0.9) {
		at = p.Settlements[0]
	}
	name, _ := s.dice.person(s.material.people)
	who := civic.Signatory{Name: name, Address: at + ", 1", Birth: civic.Date{Year: 1945 + s.dice.IntN(60)}}
	texts := assets.SigningVersions()
	public, err := journal.EncodeSigned(civic.Signature{
		ID: civic.SignatureID(s.dice.id(now)), Petition: p.ID, Text: p.Hash(), Proof: civic.ProofWet, SignedOn: civic.DateOf(now), Settlement: at,
		Checked: civic.CheckedPassport, Sheet: it.is.Code + "-S01-7KQ", Row: it.rows, Consent: civic.Consent{Given: true, Version: assets.SigningReference(texts[len(texts)-1])}, CapturedAt: now,
	}, civic.NoOperator)
	if err != nil {
		return err
	}
	personal, err := journal.EncodeSignatory(who, true)
	if err != nil {
		return err
	}
	s.result.Signatures++
	return it.tell(now, journal.KindSigned, public, personal)
}
