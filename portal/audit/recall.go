package audit

import (
	"fmt"

	"priyom/portal/db"
	"priyom/portal/intake"
	"priyom/store/journal"
)

// recall takes over how a signature counted whose signatory was destroyed afterwards, with an act: that can't be computed any more, and
// how signatures counted stays. Only closed petitions are concerned, and no more signatures than the acts say.
func (a *audit) recall(tx, replay *db.Tx, e db.Entry) error {
	if e.Kind != journal.KindSigned || e.Sealed != nil || !e.Erased() {
		return nil
	}
	kept, err := tx.SignaturesAfter(e.Arrival-1, 1)
	if err != nil || len(kept) == 0 || kept[0].Arrival != e.Arrival || kept[0].Person == nil {
		return err // it came without its signatory
	}
	p, err := tx.Petition(kept[0].Petition)
	if err != nil || p.ClosedAt.IsZero() {
		return err
	}
	a.recalled++
	return intake.Recall(replay, kept[0])
}

// recalls compares how many signatures were taken over with what the acts say.
func (a *audit) recalls(tx *db.Tx) error {
	var destroyed, last int64
	for {
		acts, err := tx.Erasures(last, pageLength)
		if err != nil {
			return err
		}
		for _, act := range acts {
			destroyed, last = destroyed+act.Signatures, act.N
		}
		if len(acts) < pageLength {
			break
		}
	}
	if a.recalled > destroyed {
		a.find(Finding{What: fmt.Sprintf("%d signatures lost who signed, and the acts say %d", a.recalled, destroyed)})
	}
	return nil
}
