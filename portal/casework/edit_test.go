package casework_test

import (
	"errors"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/portal/db"
)

// What a moderator makes of a report is kept with what it was, and the point's own words stay in its report.
func TestEdited(t *testing.T) {
	o := newOffice(t)
	r := o.told()
	text, kind := "Фельдшерский пункт закрыт", civic.CategorySlug("roads-pothole")
	place := civic.Place{Address: " ул. Новая, 1 ", Settlement: "Ставчены", Source: civic.SourceMap, Position: civic.Position{Lat: 47.1, Lon: 28.9}}
	c, err := o.Casework().Edit(t.Context(), casework.Change{Report: r.ID, Version: o.is(r).Version, By: moderator, Text: &text, Category: &kind, Place: &place, Note: "Ошибка в виде"})
	if err != nil || c.Text != text || c.Theme != "roads" || c.Place.Address != "ул. Новая, 1" {
		t.Fatalf("%+v, %v", c, err)
	}
	if c, err := o.Casework().Edit(t.Context(), casework.Change{Report: r.ID, By: moderator, Text: &text}); err != nil || c.Version != o.is(r).Version {
		t.Errorf("the same again: %v", err)
	}
	var edits []db.Edit
	if err := o.Casework().Read(t.Context(), func(tx *db.Tx) (err error) { edits, err = tx.Edits(r.ID); return err }); err != nil {
		t.Fatal(err)
	}
	if len(edits) != 3 || edits[0].Before != r.Text || edits[0].After != text || edits[0].Actor != moderator.Account || edits[0].Note != "Ошибка в виде" {
		t.Errorf("%+v", edits)
	}
	if was, err := casework.ReadPlace(edits[2].Before); err != nil || was.Address != r.Place.Address || was.Position.Lat != r.Place.Position.Lat {
		t.Errorf("%+v, %v", was, err)
	}
	if told := o.AllReports(t)[r.ID]; told.Text != r.Text {
		t.Errorf("the report itself: %+v", told)
	}
	empty, none := " ", civic.CategorySlug("no-such-thing")
	for name, row := range map[string]struct {
		ch   casework.Change
		want error
	}{
		"no text":          {casework.Change{By: moderator, Text: &empty}, civic.Problems{}},
		"no such kind":     {casework.Change{By: moderator, Category: &none}, civic.Problems{}},
		"a department":     {casework.Change{By: roads, Text: &text}, casework.ErrForbidden},
		"an older version": {casework.Change{By: moderator, Version: 1, Text: &r.Text}, db.ErrStale},
	} {
		row.ch.Report = r.ID
		_, err := o.Casework().Edit(t.Context(), row.ch)
		var problems civic.Problems
		if _, wants := row.want.(civic.Problems); wants != errors.As(err, &problems) || !wants && !errors.Is(err, row.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	o.Verified(t)
}

// Unsure, a moderator passes a report up; from then on it is the senior's.
func TestRaised(t *testing.T) {
	o := newOffice(t)
	r := o.told()
	desk := o.Casework()
	if _, err := desk.Raise(t.Context(), r.ID, 0, moderator, " "); !errors.Is(err, civic.ErrNeeds) {
		t.Errorf("without a word: %v", err)
	}
	if err := desk.Claim(t.Context(), r.ID, moderator); err != nil {
		t.Fatal(err)
	}
	if c, err := desk.Raise(t.Context(), r.ID, 0, moderator, "Не уверен, чьё"); err != nil || c.Level != 2 {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := desk.Raise(t.Context(), r.ID, 0, senior, "Ещё выше"); !errors.Is(err, civic.ErrNoTransition) {
		t.Errorf("higher: %v", err)
	}
	if _, err := o.try(casework.Deed{Report: r.ID, Act: civic.ActAssign, By: moderator, Department: "roads"}); !errors.Is(err, casework.ErrForbidden) {
		t.Errorf("by level 1: %v", err)
	}
	if c := o.act(r, civic.ActAssign, senior, to("roads")); !c.Public() {
		t.Errorf("%+v", c)
	}
}

// Whoever may publish shows and hides what was moderated, and nothing else.
func TestShown(t *testing.T) {
	o := newOffice(t)
	r := o.told()
	desk := o.Casework()
	if _, err := desk.Show(t.Context(), r.ID, 0, senior, true, ""); !errors.Is(err, civic.ErrNoTransition) {
		t.Errorf("before anybody looked: %v", err)
	}
	o.act(r, civic.ActAssign, moderator, to("roads"), hidden)
	if c, err := desk.Show(t.Context(), r.ID, 0, moderator, true, ""); err != nil || !c.Public() {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err := desk.Show(t.Context(), r.ID, 0, moderator, false, "Имя в тексте"); err != nil || c.Public() {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := desk.Show(t.Context(), r.ID, 0, roads, true, ""); !errors.Is(err, casework.ErrForbidden) {
		t.Errorf("a department: %v", err)
	}
	if c, err := desk.Entrust(t.Context(), r.ID, 0, roads, db.Account{7}); err != nil || c.Executor != (db.Account{7}) {
		t.Errorf("%+v, %v", c, err)
	}
}

// The first answer or message to the point is the first reply, and no other.
func TestReplied(t *testing.T) {
	o := newOffice(t)
	r := o.told()
	if _, err := o.Message(t.Context(), r.Number, civic.Message{Text: "Уточните место", Author: "Ветров"}); err != nil {
		t.Fatal(err)
	}
	first := o.is(r).Replied
	if !first.Equal(o.Clock.Now()) {
		t.Errorf("%v", first)
	}
	o.Clock.Add(time.Hour)
	if _, err := o.Answer(t.Context(), r.Number, civic.Answer{Text: "Сделано", Signatory: "Ветров", Final: true}); err != nil {
		t.Fatal(err)
	}
	if c := o.is(r); !c.Replied.Equal(first) {
		t.Errorf("%v", c.Replied)
	}
	o.Verified(t)
}
