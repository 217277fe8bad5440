package device

import (
	"errors"
	"net/http"
	"slices"

	"priyom/civic"
	"priyom/portal/db"
)

// choices are whose an inspector's device may be.
func (d *Devices) choices(r *http.Request, data *inviteData) error {
	lang := d.Kit.Language(r)
	return d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		departments, err := d.Cases.Departments(tx)
		if err != nil {
			return err
		}
		titles := map[civic.DepartmentSlug]string{}
		for _, one := range departments {
			titles[one.Slug] = one.Title.In(lang)
			data.Departments = append(data.Departments, choice{string(one.Slug), one.Title.In(lang)})
		}
		people, err := tx.AllStaff()
		for _, s := range people {
			if fieldworker(s) {
				data.People = append(data.People, choice{s.ID.String(), s.Name + " · " + titles[s.Department]})
			}
		}
		return err
	})
}

// fieldworker says that somebody may have an inspector's device of their own.
func fieldworker(s db.Staff) bool {
	return s.Disabled.IsZero() && (s.Role == civic.RoleInspector || s.Role == civic.RoleDepartment)
}

// belongs reads whose a device shall be: a department that there is, and somebody of it. ok is false if they don't go together.
func (d *Devices) belongs(r *http.Request, data inviteData) (staff db.Account, ok bool) {
	err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		departments, err := d.Cases.Departments(tx)
		if err != nil {
			return err
		}
		ok = data.Department == "" || slices.ContainsFunc(departments, func(one civic.Department) bool { return one.Slug == data.Department })
		if data.Staff == "" {
			return nil
		}
		people, err := tx.AllStaff()
		at := slices.IndexFunc(people, func(s db.Staff) bool { return s.ID.String() == data.Staff && fieldworker(s) })
		if at < 0 {
			ok = false
			return err
		}
		staff = people[at].ID
		ok = ok && people[at].Department == data.Department
		return err
	})
	return staff, ok && err == nil
}

// whose is what an inspector's device belongs to, as people call it.
func (d *Devices) whose(r *http.Request, tx *db.Tx, device db.Device) (department, person string, err error) {
	departments, err := d.Cases.Departments(tx)
	if err != nil {
		return "", "", err
	}
	for _, one := range departments {
		if one.Slug == device.Department {
			department = one.Title.In(d.Kit.Language(r))
		}
	}
	if device.Staff.IsZero() {
		return department, "", nil
	}
	s, err := tx.Staff(device.Staff)
	if errors.Is(err, db.ErrNotFound) {
		err = nil
	}
	return department, s.Name, err
}
