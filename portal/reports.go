package portal

import (
	"context"
	"encoding/hex"
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// Report is a report as programs outside read it. Without a position Lat and Lon are null.
type Report struct {
	ID         civic.ReportID     `json:"id"`
	Number     string             `json:"number"`
	Category   civic.CategorySlug `json:"category"`
	Text       string             `json:"text"`
	Address    string             `json:"address"`
	Settlement string             `json:"settlement"`
	Lat        *float64           `json:"lat"` // degrees
	Lon        *float64           `json:"lon"`
	Source     civic.Source       `json:"source"`
	Status     civic.Status       `json:"status"`
	Device     civic.DeviceID     `json:"device"`
	Place      string             `json:"place"`       // of the device
	Operator   civic.OperatorID   `json:"operator"`    // who took it, by the device's count; 0 where nobody told
	CapturedAt time.Time          `json:"captured_at"` // by the device's clock
	ReceivedAt time.Time          `json:"received_at"`
	Photos     []Photo            `json:"photos"`
	Supporters int                `json:"supporters"`         // people who joined in
	Reporter   *Reporter          `json:"reporter,omitempty"` // only where it was asked for
}

// Photo is a photo of a report. Its file is the copy, or the original if there is no copy.
type Photo struct {
	ID       civic.PhotoID    `json:"id"`
	State    civic.PhotoState `json:"state"`
	SHA256   string           `json:"sha256"`
	Size     int64            `json:"size"`     // bytes
	Complete bool             `json:"complete"` // the whole file is here
	Preview  string           `json:"preview_sha256"`
}

// Reporter is who reported: personal data.
type Reporter struct {
	Name    string        `json:"name"`
	Phone   string        `json:"phone"`
	Address string        `json:"address"`
	Reply   civic.ReplyBy `json:"reply"`
	Consent bool          `json:"consent"`
	Sheet   string        `json:"consent_sheet"`
	Version string        `json:"consent_version"`
}

const pageLength = 500

// Reports lists all reports, the first that arrived first, without who reported.
func (p *Portal) Reports(ctx context.Context) ([]Report, error) { return p.reports(ctx, false) }

// PersonalReports is Reports with who reported, opened with the portal's keys. Whoever calls it answers for it.
func (p *Portal) PersonalReports(ctx context.Context) ([]Report, error) { return p.reports(ctx, true) }

func (p *Portal) reports(ctx context.Context, personal bool) ([]Report, error) {
	list := []Report{}
	err := p.db.Read(ctx, func(tx *db.Tx) error {
		for last := int64(0); ; {
			page, err := tx.ReportsAfter(last, pageLength)
			if err != nil {
				return err
			}
			for _, r := range page {
				last = r.Arrival
				report, err := p.report(tx, r, personal)
				if err != nil {
					return err
				}
				list = append(list, report)
			}
			if len(page) < pageLength {
				return nil
			}
		}
	})
	return list, err
}

func (p *Portal) report(tx *db.Tx, r db.Report, personal bool) (Report, error) {
	report := Report{
		ID: r.ID, Number: r.Number, Category: r.Category, Text: r.Text, Address: r.Place.Address,
		Settlement: r.Place.Settlement, Source: r.Place.Source, Status: r.Status, Device: r.Device, Place: r.At, Operator: r.Operator,
		CapturedAt: r.CapturedAt, ReceivedAt: r.ReceivedAt, Photos: []Photo{},
	}
	if r.Place.Source != civic.SourceNone {
		lat, lon := float64(r.Place.Position.Lat), float64(r.Place.Position.Lon)
		report.Lat, report.Lon = &lat, &lon
	}
	photos, err := tx.Photos(r.Device, r.ID)
	if err != nil {
		return report, err
	}
	if report.Supporters, err = tx.Supporters(r.ID); err != nil {
		return report, err
	}
	for _, photo := range photos {
		report.Photos = append(report.Photos, newPhoto(photo))
	}
	if !personal {
		return report, nil
	}
	e, err := tx.Entry(r.Device, r.Epoch, r.Seq)
	if err != nil {
		return report, err
	}
	if who, ok := p.intake.Reporter(&e.Entry); ok {
		report.Reporter = &Reporter{who.Name, who.Phone, who.Address, who.Reply, who.Consent.Given, who.Consent.Sheet, who.Consent.Version}
	}
	return report, nil
}

func newPhoto(p db.Photo) Photo {
	photo := Photo{ID: p.ID, State: p.State, SHA256: hex.EncodeToString(p.Original.SHA256[:]), Size: p.Original.Size, Complete: p.Held.Original}
	if !p.Copy.IsZero() {
		photo.SHA256, photo.Size, photo.Complete = hex.EncodeToString(p.Copy.SHA256[:]), p.Copy.Size, p.Held.Copy
	}
	if !p.Preview.IsZero() {
		photo.Preview = hex.EncodeToString(p.Preview.SHA256[:])
	}
	return photo
}

// Case is what was made of a report, and its history.
func (p *Portal) Case(ctx context.Context, id civic.ReportID) (c db.Case, steps []db.Step, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		if c, err = tx.Case(id); err == nil {
			steps, err = tx.History(id)
		}
		return err
	})
	return c, steps, err
}
