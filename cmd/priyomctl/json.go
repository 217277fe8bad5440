package main

import (
	"encoding/hex"
	"time"

	"priyom/civic"
	"priyom/store"
)

// reportJSON is a report as scripts read it. Names of fields never change; new ones may come.
type reportJSON struct {
	ID         civic.ReportID     `json:"id"`
	Number     string             `json:"number"`
	State      civic.Status       `json:"state"`
	Category   civic.CategorySlug `json:"category"`
	Text       string             `json:"text"`
	Address    string             `json:"address"`
	Settlement string             `json:"settlement"`
	Lat        *civic.Degrees     `json:"lat"` // WGS 84; null without a position, and then source is ""
	Lon        *civic.Degrees     `json:"lon"`
	Source     civic.Source       `json:"source"`
	CapturedAt time.Time          `json:"captured_at"`
	Operator   civic.OperatorID   `json:"operator"`        // who took it, counted from 1; 0 where nobody told
	Photos     []photoJSON        `json:"photos,omitzero"` // of a report that is shown, not listed
	Reporter   *reporterJSON      `json:"reporter,omitempty"`
}

type photoJSON struct {
	ID      civic.PhotoID    `json:"id"`
	Name    string           `json:"name"`
	State   civic.PhotoState `json:"state"`
	Problem string           `json:"problem,omitempty"`
	TakenAt *time.Time       `json:"taken_at,omitempty"`
	Lat     *civic.Degrees   `json:"lat,omitempty"`
	Lon     *civic.Degrees   `json:"lon,omitempty"`
	Bearing *civic.Degrees   `json:"bearing,omitempty"`

	Original fileJSON  `json:"original"`
	Copy     *fileJSON `json:"copy,omitempty"`
	Preview  *fileJSON `json:"preview,omitempty"`
}

type fileJSON struct {
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

type reporterJSON struct {
	Name    string        `json:"name,omitempty"`
	Phone   string        `json:"phone,omitempty"`
	Address string        `json:"address,omitempty"`
	Reply   civic.ReplyBy `json:"reply,omitempty"`
	Consent bool          `json:"consent"`
	Sheet   string        `json:"consent_sheet,omitempty"`
}

func rowJSON(row store.Summary) reportJSON {
	j := reportJSON{
		ID: row.ID, Number: row.Number, State: row.Status, Category: row.Category, Text: row.Text,
		Address: row.Place.Address, Settlement: row.Place.Settlement, Source: row.Place.Source, CapturedAt: row.CapturedAt, Operator: row.Operator,
	}
	if row.Place.Source != civic.SourceNone {
		j.Lat, j.Lon = &row.Place.Position.Lat, &row.Place.Position.Lon
	}
	return j
}

func wholeJSON(r civic.Report) reportJSON {
	j := rowJSON(store.Summary{ID: r.ID, Number: r.Number, Status: r.Status, Category: r.Category, Text: r.Text, Place: r.Place, CapturedAt: r.CapturedAt, Operator: r.Operator})
	j.Photos = []photoJSON{}
	for _, p := range r.Photos {
		j.Photos = append(j.Photos, newPhotoJSON(p))
	}
	if who := r.Reporter; !who.IsZero() {
		j.Reporter = &reporterJSON{who.Name, who.Phone, who.Address, who.Reply, who.Consent.Given, who.Consent.Sheet}
	}
	return j
}

func newPhotoJSON(p civic.Photo) photoJSON {
	j := photoJSON{
		ID: p.ID, Name: p.Name, State: p.State, Problem: p.Problem, Original: *newFileJSON(p.Original),
		Copy: newFileJSON(p.Copy), Preview: newFileJSON(p.Preview),
	}
	if !p.TakenAt.IsZero() {
		j.TakenAt = &p.TakenAt
	}
	if p.Located {
		j.Lat, j.Lon = &p.Position.Lat, &p.Position.Lon
	}
	if p.Bore {
		j.Bearing = &p.Bearing
	}
	return j
}

func newFileJSON(b civic.BlobRef) *fileJSON {
	if b.IsZero() {
		return nil
	}
	return &fileJSON{hex.EncodeToString(b.SHA256[:]), b.Size}
}

type categoryJSON struct {
	Slug       civic.CategorySlug   `json:"slug"`
	Title      string               `json:"title"`
	Theme      civic.ThemeSlug      `json:"theme"`
	Department civic.DepartmentSlug `json:"department"`
	Deadline   civic.DeadlineSlug   `json:"deadline"` // class
	Emergency  bool                 `json:"emergency"`
}

func categoryList(known *civic.Classifier, lang civic.Lang) []categoryJSON {
	list := []categoryJSON{}
	for _, theme := range known.Themes() {
		for _, c := range theme.Categories {
			list = append(list, categoryJSON{c.Slug, c.Title.In(lang), theme.Slug, c.Department, c.Deadline, c.Emergency})
		}
	}
	return list
}
