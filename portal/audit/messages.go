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
