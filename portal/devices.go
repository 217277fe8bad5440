package portal

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"priyom/civic"
	"priyom/portal/audit"
	"priyom/portal/db"
	"priyom/portal/enrol"
)

// Device is an enrolled device, for its administrator.
type Device struct {
	ID       civic.DeviceID `json:"id"`
	Name     string         `json:"name"` // as it calls itself
	Program  string         `json:"program"`
	Role     civic.Role     `json:"role"`
	Place    string         `json:"place"`
	Code     string         `json:"code"` // prefix of its numbers
	Enrolled time.Time      `json:"enrolled_at"`
	Revoked  *time.Time     `json:"revoked_at"` // null while it is trusted
	Seen     time.Time      `json:"seen_at"`
	Queue    Queue          `json:"queue"`
}

// Queue is what a device said last of its own queue.
type Queue struct {
	Entries int64      `json:"entries"`
	Files   int64      `json:"files"`
	Bytes   int64      `json:"bytes"`
	Oldest  *time.Time `json:"oldest_at"` // by the device's clock; null when nothing waits
}

// Invite makes a one-time code, good for ten minutes, with which a device gets a role at a place. The error may wrap
// enrol.ErrRole or enrol.ErrPlace.
func (p *Portal) Invite(ctx context.Context, role civic.Role, place string) (code string, expires time.Time, err error) {
	return p.desk.Invite(ctx, role, place)
}

// InviteInspector is Invite for an inspector's device: of a department, or of its place without one; staff is the account of whoever works
// with it, zero for several people. The error may wrap enrol.ErrPlace, or enrol.ErrDepartment for a department that there isn't.
func (p *Portal) InviteInspector(ctx context.Context, place string, department civic.DepartmentSlug, staff db.Account) (code string, expires time.Time, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		all, err := p.cases.Departments(tx)
		if err == nil && department != "" && !slices.ContainsFunc(all, func(one civic.Department) bool { return one.Slug == department }) {
			err = fmt.Errorf("%w: there is no department %q", enrol.ErrDepartment, department)
		}
		return err
	})
	if err != nil {
		return "", time.Time{}, err
	}
	codes, expires, err := p.desk.InviteAs(ctx, enrol.Invitation{Role: civic.RoleInspector, Place: place, Many: 1, Life: 10 * time.Minute, Department: department, Staff: staff})
	if err != nil {
		return "", time.Time{}, err
	}
	return codes[0], expires, nil
}

// Devices lists the devices that the district gave out, in the order of their codes. There are as many as points and inspectors.
func (p *Portal) Devices(ctx context.Context) ([]Device, error) {
	return p.devices(ctx, db.DeviceFilter{}, "", math.MaxInt32)
}

// OwnDevices lists citizens' own devices in the order of their codes, those behind a code and at most so many: there may be one for each
// inhabitant.
func (p *Portal) OwnDevices(ctx context.Context, after string, limit int) ([]Device, error) {
	return p.devices(ctx, db.DeviceFilter{Own: true}, after, limit)
}

// CountDevices counts both.
func (p *Portal) CountDevices(ctx context.Context) (count db.DeviceCount, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		count, err = tx.CountDevices()
		return err
	})
	return count, err
}

func (p *Portal) devices(ctx context.Context, f db.DeviceFilter, after string, limit int) ([]Device, error) {
	list := []Device{}
	err := p.db.Read(ctx, func(tx *db.Tx) error {
		devices, err := tx.DevicesAfter(f, after, limit)
		for _, d := range devices {
			list = append(list, Device{
				d.ID, d.Name, d.Program, d.Role, d.Place, d.Code, d.Enrolled, orNil(d.Revoked), d.Seen,
				Queue{d.Queue.Entries, d.Queue.Files, d.Queue.Bytes, orNil(d.Queue.Oldest)},
			})
		}
		return err
	})
	return list, err
}

func orNil(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// Revoke ends a device's trust, from its next request on. The error wraps db.ErrNotFound if there is no such device.
func (p *Portal) Revoke(ctx context.Context, id civic.DeviceID) error {
	return p.db.Write(ctx, func(tx *db.Tx) error { return tx.RevokeDevice(id) })
}

// Verify checks everything the portal holds against what its devices signed; see package audit.
func (p *Portal) Verify(ctx context.Context) (audit.Result, error) {
	result, err := audit.Run(ctx, p.db, p.blobs, p.intake)
	if err != nil {
		return result, err
	}
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		_, err := tx.VerifyAudit()
		return err
	})
	if errors.Is(err, db.ErrAudit) {
		result.Findings = append(result.Findings, audit.Finding{What: err.Error()})
		err = nil
	}
	return result, err
}
