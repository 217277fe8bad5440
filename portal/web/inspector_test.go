package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/portaltest"
)

// An inspector's device is invited for a department and somebody of it, and for nobody else's; what it finds stands on the report's page.
func TestInspectorsDevicesAndVisits(t *testing.T) {
	d := newDistrict(t)
	root, igor := d.Staff(t, "root", civic.RoleAdministrator, ""), d.Staff(t, "igor", civic.RoleInspector, "roads")
	form := func(role, department, staff string) url.Values {
		return url.Values{"place": {"Управа"}, "role": {role}, "many": {"1"}, "life": {"10"}, "department": {department}, "staff": {staff}}
	}
	expect(t, root.Get("/staff/devices/new").Status(http.StatusOK), []string{"Служба инспектора", "Служащий igor"})
	root.Form("/staff/devices/new", form("inspector", "roads", igor.Account.String())).Status(http.StatusOK)
	for name, bad := range map[string]url.Values{
		"a point": form("point", "roads", ""), "another department's person": form("inspector", "water", igor.Account.String()),
		"no such department": form("inspector", "flying", ""), "nobody": form("inspector", "roads", "00"),
	} {
		if r := root.Form("/staff/devices/new", bad); r.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s: %s", name, r.Response.Status)
		}
	}
	r := d.device.Report()
	d.device.Tell([32]byte{}, r)
	d.device.PushAll()
	moderator := d.Staff(t, "anna", civic.RoleModerator, "")
	by := casework.Actor{Role: civic.RoleModerator, Account: moderator.Account, Rights: accounts.UsualRights(civic.RoleModerator)}
	if _, err := d.Casework().Act(t.Context(), casework.Deed{Report: r.ID, Act: civic.ActAssign, By: by, Department: "roads"}); err != nil {
		t.Fatal(err)
	}
	field := portaltest.Inspector(t, d.Portal, "Управа", "roads", db.Account{})
	field.TellInspection(field.Inspection(r.ID, civic.OutcomeMaterials, "Нет щебня"))
	field.PushAll()
	expect(t, moderator.Get("/staff/reports/"+r.ID.String()).Status(http.StatusOK), []string{"Выезды на место", "Нужны материалы", "Нет щебня", "Принято"})
}
