package db

import (
	"errors"
	"math"
	"time"

	"priyom/civic"
	"priyom/sync/wire"
)

// AddNear puts a report's digest at the end of the feed, for everybody, in place of the one that was there: a device that
// hasn't read that one yet needs only this. It takes the feed's number, as AddChange does.
func (t *Tx) AddNear(report civic.ReportID, body []byte) error {
	before, err := t.nearOf(report)
	if err != nil {
		return err
	}
	if before != 0 {
		if _, err := t.exec("drop digest", "DELETE FROM feed WHERE seq = $1", before); err != nil {
			return err
		}
	}
	seq, err := t.addChange(Scope{}, wire.Change{Kind: wire.ChangeNear, Body: body})
	if err != nil {
		return err
	}
	if f := t.known.fresh[report]; f != nil {
		f.near = seq
	}
	return t.waitKeyed(inNear, report, values{report[:], seq})
}

// nearOf is where a report's digest is in the feed; 0 if there is none.
func (t *Tx) nearOf(report civic.ReportID) (int64, error) {
	if t.lacks("near", report) {
		return t.known.fresh[report].near, nil
	}
	seq, err := one(t, "find digest", value[int64], "SELECT seq FROM near WHERE report = $1", report[:])
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return seq, err
}

// ReportsWithoutNear lists reports that no digest was made of, the first arrived first.
func (t *Tx) ReportsWithoutNear(after int64, limit int) ([]Report, error) {
	return all(t, "list reports", readReport, "SELECT "+reportColumns+` FROM report WHERE arrival > $1
		AND NOT EXISTS (SELECT 1 FROM near WHERE near.report = report.id) ORDER BY arrival LIMIT $2`, after, limit)
}

// Support is somebody who joined in a report.
type Support struct {
	ID      civic.SupportID
	Report  civic.ReportID
	Device  civic.DeviceID
	Arrival int64
	Person  [16]byte
	At      time.Time // by the device's clock
}

// AddSupport keeps it, and says whether it is new; the same again changes nothing.
func (t *Tx) AddSupport(s Support) (added bool, err error) {
	n, err := t.exec("add support", `INSERT INTO support (id, report, device, arrival, person, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO NOTHING`, s.ID[:], s.Report[:], s.Device[:], s.Arrival, s.Person[:], s.At.UnixMilli())
	if n == 0 || err != nil {
		return false, err
	}
	return true, t.countSupporters(s.Report)
}

// Supporters is how many people joined in a report, each counted once.
func (t *Tx) Supporters(report civic.ReportID) (int, error) {
	return one(t, "count supporters", value[int], "SELECT COUNT(DISTINCT person) FROM support WHERE report = $1", report[:])
}

// OpenAround lists public cases that aren't a part of another one in a box around a position, by arrival, the last first. Whether they
// are dealt with, and how far they are, is the caller's to see.
func (t *Tx) OpenAround(at civic.Position, within civic.Metres, limit int) ([]Case, error) {
	const metresPerDegree = 111_320
	high := float64(within) / metresPerDegree
	wide := high / max(0.01, math.Cos(float64(at.Lat)*math.Pi/180))
	lat, lon := float64(at.Lat), float64(at.Lon)
	return all(t, "list cases around", readCase, "SELECT "+caseColumns+` FROM cases WHERE lat BETWEEN $1 AND $2 AND lon BETWEEN $3 AND $4
		AND published_at IS NOT NULL AND merged_into IS NULL AND source <> '' AND closed_at IS NULL ORDER BY arrival DESC LIMIT $5`,
		lat-high, lat+high, lon-wide, lon+wide, limit)
}
