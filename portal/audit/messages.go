package audit

import (
	"reflect"
	"slices"

	"priyom/civic"
	"priyom/portal/db"
)

// compareMessages compares what points are said to have said of a report. What staff say is in no journal.
func compareMessages(tx, replay *db.Tx, is, must db.Report, wrong func(what string)) error {
	said, err := tx.Messages(is.ID)
	if err != nil {
		return err
	}
	again, err := replay.Messages(must.ID)
	if err != nil {
		return err
	}
	said = slices.DeleteFunc(said, func(m db.Message) bool { return m.Side == civic.SideOffice })
	if len(said)+len(again) > 0 && !reflect.DeepEqual(said, again) {
		wrong("list of messages")
	}
	return nil
}

// compareActs compares what authors are said to have done. What came of it also follows from what staff did.
func compareActs(tx, replay *db.Tx, is, must db.Report, wrong func(what string)) error {
	acts, err := tx.AuthorActs(is.ID)
	if err != nil {
		return err
	}
	again, err := replay.AuthorActs(must.ID)
	if err != nil {
		return err
	}
	for i := range acts {
		acts[i].Done = false
	}
	if !reflect.DeepEqual(acts, again) {
		wrong("list of its author's acts")
	}
	return nil
}

// compareSupplements compares what authors are said to have added.
func compareSupplements(tx, replay *db.Tx, is, must db.Report, wrong func(what string)) error {
	added, err := tx.Supplements(is.ID)
	if err != nil {
		return err
	}
	again, err := replay.Supplements(must.ID)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(added, again) {
		wrong("list of supplements")
	}
	return nil
}
