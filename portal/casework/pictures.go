package casework

import (
	"priyom/portal/db"
)

// Pictures are the photos that show a problem, and those that show what was done: the two sides of a slider.
func Pictures(tx *db.Tx, r db.Report) (before []db.Photo, after []db.AfterPhoto, err error) {
	if before, err = tx.Photos(r.Device, r.ID); err != nil {
		return nil, nil, err
	}
	after, err = tx.AfterPhotos(r.ID)
	return before, after, err
}
