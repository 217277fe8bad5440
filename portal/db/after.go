package db

import (
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// AfterPhoto is a photo of what was done, brought by staff.
type AfterPhoto struct {
	civic.Photo
	Report civic.ReportID
	Added  time.Time
	By     Account // zero for an inspector whose device is nobody's own

	Here, HerePreview bool // an inspector's may still be on its way
}

const afterColumns = "report, id, original, original_size, copy, copy_size, preview, preview_size, taken_at, lat, lon, bearing, added_at, actor, accuracy"

func readAfter(row scanner) (p AfterPhoto, err error) {
	var lat, lon, bearing *float64
	var accuracy civic.Metres
	err = row.Scan(fixed(p.Report[:]), fixed(p.ID[:]), fixed(p.Original.SHA256[:]), &p.Original.Size, fixed(p.Copy.SHA256[:]), &p.Copy.Size,
		fixed(p.Preview.SHA256[:]), &p.Preview.Size, moment{&p.TakenAt}, &lat, &lon, &bearing, moment{&p.Added}, fixed(p.By[:]), &accuracy, &p.Here, &p.HerePreview)
	if lat != nil && lon != nil {
		p.Located, p.Position = true, civic.Position{Lat: civic.Degrees(*lat), Lon: civic.Degrees(*lon), Accuracy: accuracy}
	}
	if bearing != nil {
		p.Bore, p.Bearing = true, civic.Degrees(*bearing)
	}
	p.State = civic.PhotoPrepared
	return p, err
}

// AddAfter keeps a photo of what was done; the same file again changes nothing.
func (t *Tx) AddAfter(p AfterPhoto) error {
	var lat, lon, bearing any
	accuracy := civic.Metres(0)
	if p.Located {
		accuracy = max(0, p.Position.Accuracy)
		lat, lon = float64(p.Position.Lat), float64(p.Position.Lon)
	}
	if p.Bore {
		bearing = float64(p.Bearing)
	}
	_, err := t.exec("add photo to "+p.Report.String(), "INSERT INTO after_photo ("+afterColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
		$11, $12, $13, $14, $15) ON CONFLICT (report, original) DO NOTHING`, p.Report[:], p.ID[:], p.Original.SHA256[:], p.Original.Size,
		p.Copy.SHA256[:], p.Copy.Size, p.Preview.SHA256[:], p.Preview.Size, orNull(p.TakenAt), lat, lon, bearing, t.Now.UnixMilli(), orNobody(p.By), float64(accuracy))
	return err
}

// DropAfter takes a photo of what was done away again.
func (t *Tx) DropAfter(report civic.ReportID, id civic.PhotoID) error {
	_, err := t.exec("drop photo", "DELETE FROM after_photo WHERE report = $1 AND id = $2", report[:], id[:])
	return err
}

// AfterPhotos lists the photos of what was done, the first added first.
func (t *Tx) AfterPhotos(report civic.ReportID) ([]AfterPhoto, error) {
	return all(t, "list after-photos of "+report.String(), readAfter, "SELECT "+prefixed("a", afterColumns)+`, COALESCE(c.picture, '') <> '',
		COALESCE(v.picture, '') = 'preview' FROM after_photo a LEFT JOIN blob c ON c.sha256 = a.copy LEFT JOIN blob v ON v.sha256 = a.preview
		WHERE a.report = $1 ORDER BY a.added_at, a.id`, report[:])
}

// AddFile says that a file which was made here is whole. A second time changes nothing.
func (t *Tx) AddFile(b Blob) error {
	_, err := t.exec("add file", `INSERT INTO blob (sha256, size, completed_at, picture) VALUES ($1, $2, $3, $4)
		ON CONFLICT (sha256) DO NOTHING`, b.SHA256[:], b.Size, t.Now.UnixMilli(), string(b.Picture))
	return err
}

// PictureHash tells what a picture looks like from afar; the error wraps ErrNotFound as long as nobody looked.
func (t *Tx) PictureHash(sum journal.Hash) (uint64, error) {
	h, err := one(t, "read picture hash", value[int64], "SELECT dhash FROM picture_hash WHERE sha256 = $1", sum[:])
	return uint64(h), err
}

// PutPictureHash keeps what a picture looks like.
func (t *Tx) PutPictureHash(sum journal.Hash, h uint64) error {
	_, err := t.exec("write picture hash", "INSERT INTO picture_hash (sha256, dhash) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING", sum[:], int64(h))
	return err
}
