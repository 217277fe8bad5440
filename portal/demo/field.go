package demo

import (
	"context"
	"slices"
	"time"

	"priyom/civic"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// fieldDepartment is whose inspector goes to the spot with a device.
const fieldDepartment civic.DepartmentSlug = "roads"

// inspected is an inspector who shows on the spot what was done: the device says so, and the portal makes of it what it makes of
// every device's word.
func (l *life) inspected(ctx context.Context, at office, seen shot) error {
	n := slices.IndexFunc(l.plan.posts, func(p post) bool { return p.role == civic.RoleInspector })
	if n < 0 {
		return nil
	}
	now, d := l.clock.read(), l.devices[n]
	p := civic.Photo{
		ID: civic.PhotoID(l.dice.id(now)), State: civic.PhotoPrepared, TakenAt: now.Add(-2 * time.Minute).Truncate(time.Second), Located: true,
		Position: l.dice.beside(l.report.Place.Position, 8), Original: ref(append([]byte("original"), seen.photo...)), Copy: ref(seen.photo), Preview: ref(seen.preview),
	}
	word := l.material.phrases.did(l.dice, l.theme)
	if l.reworked > 0 {
		word = among(l.dice, l.material.phrases.Again)
	}
	i := civic.Inspection{
		ID: civic.InspectionID(l.dice.id(now)), Report: l.report.ID, Outcome: civic.OutcomeFixed, Comment: word, BeganAt: now.Add(-20 * time.Minute), At: now,
		Place:  civic.Place{Source: civic.SourceGPS, Position: civic.Position{Lat: p.Position.Lat, Lon: p.Position.Lon, Accuracy: 6}},
		Checks: []civic.Check{{Slug: "clean", State: civic.CheckYes}, {Slug: "safe", State: civic.CheckYes}}, Photos: []civic.Photo{p},
	}
	public, err := journal.EncodeInspection(i)
	if err != nil {
		return err
	}
	if err := d.tell(now, journal.KindInspection, public, nil); err != nil {
		return err
	}
	if public, err = journal.EncodeInspectionPhoto(i.ID, i.Report, p, civic.NoOperator); err != nil {
		return err
	}
	blobs := []journal.Blob{{SHA256: p.Copy.SHA256, Size: p.Copy.Size, Role: journal.RolePhoto}, {SHA256: p.Preview.SHA256, Size: p.Preview.Size, Role: journal.RolePreview}}
	if err := d.tell(now, journal.KindPhoto, public, nil, blobs...); err != nil {
		return err
	}
	d.files = append(d.files, seen.preview, seen.photo)
	if err := d.sync(ctx, wire.QueueState{}); err != nil {
		return err
	}
	c, err := l.portal.Casework().Case(ctx, l.report.ID)
	if err != nil || c.Status != civic.StatusSolved {
		return err // somebody was faster, or the report is gone
	}
	l.judged(at)
	return nil
}
