package audit

import (
	"reflect"
	"time"

	"priyom/portal/db"
)

// compareInspections compares what inspectors are said to have found. What came of it also follows from what staff did.
func compareInspections(tx, replay *db.Tx, is, must db.Report, wrong func(what string)) error {
	found, err := tx.Inspections(is.ID)
	if err != nil {
		return err
	}
	again, err := replay.Inspections(must.ID)
	if err != nil {
		return err
	}
	for i := range found {
		found[i].Result, found[i].Missing, found[i].Judged = "", nil, time.Time{}
	}
	if !reflect.DeepEqual(found, again) {
		wrong("list of inspections")
		return nil
	}
	for _, i := range found {
		photos, err := tx.InspectionPhotos(i.ID, i.Device)
		if err != nil {
			return err
		}
		same, err := replay.InspectionPhotos(i.ID, i.Device)
		if err != nil {
			return err
		}
		for n := range photos {
			photos[n].Held = db.Held{}
		}
		if !reflect.DeepEqual(photos, same) {
			wrong("list of an inspection's photos")
		}
	}
	return nil
}
