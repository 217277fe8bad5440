package db

import (
	"fmt"

	"priyom/civic"
)

// Photo is what the portal knows of a photo.
type Photo struct {
	civic.Photo // Name stays empty: it stays on the device
	Device      civic.DeviceID
	Report      civic.ReportID
	Ord         int64 // place among the photos its report names; NoOrd if it doesn't
	Held        Held
}

// NoOrd is the place of a photo that its report doesn't name, or that was heard of before its report.
const NoOrd = -1

// maxPhotos bounds what a device can make this side read: a report names at most civic.MaxPhotos.
const maxPhotos = 4 * civic.MaxPhotos

// Held says which of a photo's files are here, whole, and which may be shown.
type Held struct {
	Original, Copy, Preview bool
	ShowCopy, ShowPreview   bool
}

const photoColumns = `p.device, p.report, p.id, p.ord, p.state, p.problem, p.original, p.original_size, p.copy, p.copy_size,
	p.preview, p.preview_size, p.taken_at, p.lat, p.lon, p.bearing`

func readPhoto(row scanner) (p Photo, err error) {
	var ord *int64
	var lat, lon, bearing *float64
	if err := row.Scan(fixed(p.Device[:]), fixed(p.Report[:]), fixed(p.ID[:]), &ord, &p.State, &p.Problem,
		fixed(p.Original.SHA256[:]), &p.Original.Size, fixed(p.Copy.SHA256[:]), &p.Copy.Size, fixed(p.Preview.SHA256[:]),
		&p.Preview.Size, moment{&p.TakenAt}, &lat, &lon, &bearing, &p.Held.Original, &p.Held.Copy, &p.Held.Preview,
		&p.Held.ShowCopy, &p.Held.ShowPreview); err != nil {
		return p, err
	}
	p.Ord = NoOrd
	if ord != nil {
		p.Ord = *ord
	}
	if lat != nil && lon != nil {
		p.Located, p.Position = true, civic.Position{Lat: civic.Degrees(*lat), Lon: civic.Degrees(*lon)}
	}
	if bearing != nil {
		p.Bore, p.Bearing = true, civic.Degrees(*bearing)
	}
	return p, nil
}

const photoQuery = "SELECT " + photoColumns + `, o.sha256 IS NOT NULL, c.sha256 IS NOT NULL, v.sha256 IS NOT NULL,
	COALESCE(c.picture, '') <> '', COALESCE(v.picture, '') = 'preview' FROM photo p
	LEFT JOIN blob o ON o.sha256 = p.original LEFT JOIN blob c ON c.sha256 = p.copy LEFT JOIN blob v ON v.sha256 = p.preview `

// Photos lists a report's photos as its device told them: those it names in their order, then the others.
func (t *Tx) Photos(device civic.DeviceID, report civic.ReportID) ([]Photo, error) {
	return all(t, "list photos of "+report.String(), readPhoto, photoQuery+`WHERE p.report = $1 AND p.device = $2
		ORDER BY COALESCE(p.ord, 1000000), p.id LIMIT $3`, report[:], device[:], maxPhotos)
}

// Photo finds one; the error wraps ErrNotFound.
func (t *Tx) Photo(device civic.DeviceID, report civic.ReportID, id civic.PhotoID) (Photo, error) {
	return one(t, "read photo "+id.String(), readPhoto, photoQuery+"WHERE p.report = $1 AND p.device = $2 AND p.id = $3",
		report[:], device[:], id[:])
}

// PutPhoto keeps all that is known of a photo, in place of what was. Held is not kept.
func (t *Tx) PutPhoto(p Photo) error {
	var ord, lat, lon, bearing any
	if p.Ord != NoOrd {
		ord = p.Ord
	}
	if p.Located {
		lat, lon = float64(p.Position.Lat), float64(p.Position.Lon)
	}
	if p.Bore {
		bearing = float64(p.Bearing)
	}
	if told := t.known.photos[photosOf{p.Device, p.Report}]; told != nil {
		told[p.ID] = p
	}
	return t.waitKeyed(inPhoto, photoKey{p.Device, p.Report, p.ID}, values{
		p.Device[:], p.Report[:], p.ID[:], ord, string(p.State), p.Problem, p.Original.SHA256[:], p.Original.Size, sumOrNull(p.Copy), p.Copy.Size,
		sumOrNull(p.Preview), p.Preview.Size, orNull(p.TakenAt), lat, lon, bearing,
	})
}

type photoKey struct {
	device civic.DeviceID
	report civic.ReportID
	id     civic.PhotoID
}

const (
	photoNames = `device, report, id, ord, state, problem, original, original_size, copy, copy_size, preview, preview_size, taken_at, lat, lon,
	bearing`
	photoTail = ` ON CONFLICT (report, device, id) DO UPDATE SET ord = excluded.ord, state = excluded.state, problem = excluded.problem,
	original = excluded.original, original_size = excluded.original_size, copy = excluded.copy, copy_size = excluded.copy_size,
	preview = excluded.preview, preview_size = excluded.preview_size, taken_at = excluded.taken_at, lat = excluded.lat,
	lon = excluded.lon, bearing = excluded.bearing`
)

// ToldPhoto is Photo without what is Held of it; the error wraps ErrNotFound.
func (t *Tx) ToldPhoto(device civic.DeviceID, report civic.ReportID, id civic.PhotoID) (Photo, error) {
	told := t.known.photos[photosOf{device, report}]
	if told == nil {
		return t.Photo(device, report, id)
	}
	p, ok := told[id]
	if !ok {
		return Photo{}, fmt.Errorf("read photo %s: %w", id, ErrNotFound)
	}
	return p, nil
}

func sumOrNull(b civic.BlobRef) any {
	if b.IsZero() {
		return nil
	}
	return b.SHA256[:]
}

// PhotoOf says that a file is a photo of a report, of what was done about it too, and fit to be shown.
func (t *Tx) PhotoOf(sum [32]byte, report civic.ReportID) (bool, error) {
	return one(t, "find picture of "+report.String(), value[bool], `SELECT EXISTS (SELECT 1 FROM blob b WHERE b.sha256 = $1 AND (
		EXISTS (SELECT 1 FROM photo p JOIN report r ON r.id = p.report AND r.device = p.device WHERE p.report = $2
			AND (p.copy = b.sha256 AND b.picture <> '' OR p.preview = b.sha256 AND b.picture = 'preview'))
		OR EXISTS (SELECT 1 FROM after_photo a WHERE a.report = $2
			AND (a.copy = b.sha256 AND b.picture <> '' OR a.preview = b.sha256 AND b.picture = 'preview'))))`, sum[:], report[:])
}

// PhotoOfAuthor says the same of all reports of an account.
func (t *Tx) PhotoOfAuthor(sum [32]byte, author Account) (bool, error) {
	return one(t, "find own picture", value[bool], `SELECT EXISTS (SELECT 1 FROM blob b WHERE b.sha256 = $1 AND (
		EXISTS (SELECT 1 FROM photo p JOIN report r ON r.id = p.report AND r.device = p.device JOIN cases c ON c.report = p.report
			WHERE (p.copy = b.sha256 AND b.picture <> '' OR p.preview = b.sha256 AND b.picture = 'preview') AND c.author = $2)
		OR EXISTS (SELECT 1 FROM after_photo a JOIN cases c ON c.report = a.report
			WHERE (a.copy = b.sha256 AND b.picture <> '' OR a.preview = b.sha256 AND b.picture = 'preview') AND c.author = $2)))`, sum[:], author[:])
}
