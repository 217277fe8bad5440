package casework_test

import (
	"errors"
	"testing"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/portal/db"
)

func (o *office) suggested(r civic.Report) (s []casework.Suggestion) {
	o.t.Helper()
	if err := o.Casework().Read(o.t.Context(), func(tx *db.Tx) error {
		c, err := tx.Case(r.ID)
		if err != nil {
			return err
		}
		s, err = o.Casework().Suggest(tx, c)
		return err
	}); err != nil {
		o.t.Fatal(err)
	}
	return s
}

// At first the rule alone suggests; what moderators do with like words in like places counts more and more.
func TestSuggestionsLearn(t *testing.T) {
	o := newOffice(t)
	words := func(text string) func(*civic.Report) {
		return func(r *civic.Report) { r.Text, r.Category = text, "roads-pothole" }
	}
	r := o.told(words("Яма на дороге у моста"))
	s := o.suggested(r)
	if len(s) != 1 || s[0].Slug != "roads" || s[0].Share != 100 || !s[0].Rule {
		t.Fatalf("%+v", s)
	}
	for range 40 {
		o.act(o.told(words("Течёт колодец, вода на дороге, размыло асфальт")), civic.ActAssign, moderator, to("water"))
		o.act(o.told(words("Провал в асфальте, машины объезжают")), civic.ActAssign, moderator, to("roads"))
	}
	if s := o.suggested(o.told(words("Вода течёт из колодца по асфальту"))); len(s) < 2 || s[0].Slug != "water" || s[0].Rule || s[0].Share < 50 {
		t.Errorf("about water: %+v", s)
	}
	if s := o.suggested(o.told(words("Машины объезжают провал"))); len(s) < 1 || s[0].Slug != "roads" || s[0].Share < 60 {
		t.Errorf("about a road: %+v", s)
	}
}

// Rules have versions, and before they are in force it can be seen what they'd change.
func TestRoutingVersions(t *testing.T) {
	o := newOffice(t)
	there := o.told()
	elsewhere := o.told(func(r *civic.Report) { r.Place.Settlement = "Новая" })
	desk := o.Casework()
	table := []byte(`[{"settlements":["Ставчены"],"themes":["health"],"title":{"ru":"Ставченская примэрия","uk":"Ставченська примерія","en":"Stavceni town hall"}}]`)
	r, err := desk.ReadRouting(table)
	if err != nil {
		t.Fatal(err)
	}
	var p casework.Preview
	if err := desk.Read(t.Context(), func(tx *db.Tx) (err error) { p, err = desk.PreviewRouting(tx, r); return err }); err != nil {
		t.Fatal(err)
	}
	if p.Count != 1 || p.Looked != 2 || p.More || p.Moved[0].Case.Report != there.ID || p.Moved[0].From.Slug != "health" || p.Moved[0].To.Title.EN != "Stavceni town hall" {
		t.Errorf("%+v", p)
	}
	if _, err := desk.PutRouting(t.Context(), table, moderator, ""); !errors.Is(err, casework.ErrForbidden) {
		t.Errorf("by a moderator: %v", err)
	}
	admin := someone(civic.RoleAdministrator, 9)
	for range 2 {
		if _, err := desk.PutRouting(t.Context(), table, admin, "Примэрия сама чинит"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := desk.PutRouting(t.Context(), []byte(`[]`), admin, "Обратно"); err != nil {
		t.Fatal(err)
	}
	var versions []db.RoutingVersion
	if err := desk.Read(t.Context(), func(tx *db.Tx) (err error) { versions, err = tx.RoutingVersions(10); return err }); err != nil {
		t.Fatal(err)
	}
	if len(versions) != 2 || versions[1].N != 1 || versions[1].Note != "Примэрия сама чинит" || versions[1].Actor != admin.Account || string(versions[0].Body) != "[]" {
		t.Errorf("%+v", versions)
	}
	if _, err := desk.PutRouting(t.Context(), table, admin, ""); err != nil {
		t.Fatal(err)
	}
	s := o.suggested(there)
	if len(s) != 1 || s[0].Title.EN != "Stavceni town hall" || s[0].Slug == "" {
		t.Fatalf("%+v", s)
	}
	if c := o.act(there, civic.ActAssign, moderator, to(s[0].Slug)); c.Department != s[0].Slug {
		t.Errorf("%+v", c)
	}
	if s := o.suggested(elsewhere); s[0].Slug != "health" && s[1].Slug != "health" {
		t.Errorf("%+v", s)
	}
	if _, err := o.try(casework.Deed{Report: elsewhere.ID, Act: civic.ActAssign, By: moderator, Department: "no-such-one"}); !errors.Is(err, civic.ErrNeeds) {
		t.Errorf("a department that there isn't: %v", err)
	}
	for _, bad := range []string{"", "{}", `[{"department":"nobody"}]`, `[{"themes":["roads"]}]`} {
		if _, err := desk.PutRouting(t.Context(), []byte(bad), admin, ""); !errors.Is(err, civic.ErrRouting) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// Reports of one thing are found by place, words, kind and pictures, the likest first.
func TestAlike(t *testing.T) {
	o := newOffice(t)
	at := func(lat float64, text string) func(*civic.Report) {
		return func(r *civic.Report) {
			r.Place.Position, r.Text, r.Category = civic.Position{Lat: civic.Degrees(lat), Lon: 28.8721}, text, "roads-pothole"
		}
	}
	r := o.told(at(47.0812, "Большая яма на дороге у школы"))
	twin := o.told(at(47.0813, "Яма на дороге возле школы большая"))
	near := o.told(at(47.0820, "Нет урны"), about("waste-full"))
	o.told(at(47.0900, "Большая яма на дороге у школы")) // a kilometre away
	gone := o.told(at(47.0812, "Большая яма на дороге у школы"))
	o.act(gone, civic.ActWithdraw, casework.Point(o.device.ID))
	var found []casework.Alike
	if err := o.Casework().Read(t.Context(), func(tx *db.Tx) error {
		c, err := tx.Case(r.ID)
		if err != nil {
			return err
		}
		found, err = o.Casework().Alike(tx, c)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if len(found) != 2 || found[0].Case.Report != twin.ID || !found[0].Likely || !found[0].Kind || found[0].Metres != 11 || found[0].Words < 60 {
		t.Errorf("%+v", found)
	}
	if len(found) == 2 && (found[1].Case.Report != near.ID || found[1].Likely) {
		t.Errorf("%+v", found[1])
	}
}
