package audit

import (
	"errors"
	"fmt"
	"reflect"

	"priyom/civic"
	"priyom/portal/db"
)

// publish puts the petitions, which no device told, into the database in which everything is replayed.
func publish(tx, replay *db.Tx) error {
	all, err := tx.Petitions()
	if err != nil {
		return err
	}
	for _, p := range all {
		if err := replay.AddPetition(p.Petition); err != nil {
			return err
		}
	}
	return nil
}

// petitions counts all signatures again and compares: each, and the sums.
func (a *audit) petitions(tx, replay *db.Tx) error {
	last := int64(0)
	for {
		is, err := tx.SignaturesAfter(last, pageLength)
		if err != nil {
			return err
		}
		must, err := replay.SignaturesAfter(last, pageLength)
		if err != nil {
			return err
		}
		if len(is) == 0 && len(must) == 0 {
			return a.tallies(tx, replay)
		}
		last = a.signatures(is, must)
	}
}

// signatures compares two pages that begin at the same arrival, and returns how far both were compared.
func (a *audit) signatures(is, must []db.Signature) (last int64) {
	for len(is) > 0 || len(must) > 0 {
		switch {
		case len(is) == 0 && last != 0 || len(must) == 0 && last != 0:
			return last // the longer page is read on from here
		case len(is) == 0 || len(must) > 0 && must[0].Arrival < is[0].Arrival:
			last = must[0].Arrival
			a.findSignature(must[0], "its signature is missing")
			must = must[1:]
		case len(must) == 0 || is[0].Arrival < must[0].Arrival:
			last = is[0].Arrival
			a.findSignature(is[0], "a signature is there that doesn't follow from it")
			is = is[1:]
		default:
			last = is[0].Arrival
			a.Signatures++
			if !reflect.DeepEqual(is[0], must[0]) {
				a.findSignature(must[0], fmt.Sprintf("its signature counts as %s %s, and should as %s %s, or isn't as it was told",
					is[0].State, is[0].Reason, must[0].State, must[0].Reason))
			}
			is, must = is[1:], must[1:]
		}
	}
	return last
}

func (a *audit) findSignature(s db.Signature, what string) {
	a.find(Finding{What: what, Device: s.Device, Epoch: s.Epoch, Seq: s.Seq})
}

func (a *audit) tallies(tx, replay *db.Tx) error {
	all, err := tx.Petitions()
	if err != nil {
		return err
	}
	for _, p := range all {
		again, err := replay.Petition(p.ID)
		if err != nil {
			return err
		}
		states, err := tx.CountStates(p.ID)
		if err != nil && !errors.Is(err, db.ErrNotFound) {
			return err
		}
		sum := civic.Tally{Valid: states[civic.SignatureValid], Duplicate: states[civic.SignatureDuplicate]}
		for _, n := range states {
			sum.Collected += n
		}
		if p.Tally != again.Tally || p.Tally != sum {
			a.find(Finding{What: fmt.Sprintf("petition %s stands at %+v, and should at %+v", p.Number, p.Tally, again.Tally)})
		}
	}
	return nil
}
