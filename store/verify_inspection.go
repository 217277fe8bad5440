package store

import (
	"bytes"
	"context"

	"priyom/civic"
	"priyom/store/journal"
)

// verifyInspections compares what was found here with what the journal says. An entry that is broken was named before, with its chain.
func (s *Store) verifyInspections(ctx context.Context, v *Verification) error {
	told := map[civic.InspectionID][]byte{}
	if err := s.eachTold(ctx, func(public []byte) {
		if i, err := journal.DecodeInspection(public); err == nil {
			told[i.ID] = public
		}
	}, journal.KindInspection); err != nil {
		return err
	}
	all, err := s.inspections(ctx, s.reader, "ORDER BY inspection.id")
	if err != nil {
		v.found(err, "inspections")
		return nil
	}
	for _, i := range all {
		said, ok := told[i.ID]
		delete(told, i.ID)
		again, err := journal.EncodeInspection(i.Inspection)
		switch {
		case i.Draft && !ok:
		case !ok:
			v.found(errUntold, "inspection %s of %s", i.ID, i.Report)
		case err != nil || !bytes.Equal(said, again):
			v.found(errDiffers, "inspection %s of %s", i.ID, i.Report)
		}
	}
	for id := range told {
		v.found(ErrNotFound, "inspection %s, which the journal tells of", id)
	}
	return nil
}
