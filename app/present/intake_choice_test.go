package present_test

import (
	"testing"

	"priyom/civic"
)

// What stands in the field and what is saved are never two things: a text that isn't the chosen title is no choice.
func TestTypingTakesTheChoiceBack(t *testing.T) {
	l, _, p := open(t)
	in := p.Intake
	in.Choose("electricity-wire-down")
	in.SetQuery(in.State().Query) // as the field does when the title is put into it
	if s := in.State(); s.Category.Slug != "electricity-wire-down" || !s.Danger {
		t.Fatalf("the choice is gone: %+v", s.Category)
	}
	in.SetQuery("яма")
	s := in.State()
	if s.Category.Slug != "" || s.Report.Category != "" || len(s.Chips) > 0 || s.Who != "" {
		t.Errorf("still chosen: %+v", s.Category)
	}
	if s.Danger || s.Report.Urgency != civic.UrgencyOrdinary {
		t.Error("the danger of what isn't chosen stays")
	}
	if len(s.Found) == 0 || s.Found[0].Slug == "" {
		t.Error("nothing else is offered")
	}
	in.SetText("Яма")
	in.Save()
	if in.State().Wrong["category"] == "" {
		t.Error("saved without a category")
	}
	id := in.State().Report.ID
	l.Until("the draft is on the disk", func() bool { return in.State().Saved == "Черновик сохранён в 14:32" })
	in.Shelve()
	in.Open(id)
	l.Until("the draft is back", func() bool { return in.State().Report.ID == id })
	if in.State().Report.Category != "" {
		t.Error("the draft still has the category")
	}
}

// An urgency that a person set isn't taken back with a category.
func TestOwnUrgencyStays(t *testing.T) {
	_, _, p := open(t)
	in := p.Intake
	in.SetUrgency(civic.UrgencyHigh)
	in.Choose("roads-pothole")
	in.SetQuery("ям")
	if in.State().Report.Urgency != civic.UrgencyHigh {
		t.Errorf("the urgency is %s", in.State().Report.Urgency)
	}
}

// Where nothing is lost, one Clear is enough, also for what was looked for and for what was said to be wrong.
func TestClearOfNothing(t *testing.T) {
	_, _, p := open(t)
	in := p.Intake
	in.SetQuery("фонарь")
	in.Save()
	if len(in.State().Wrong) == 0 {
		t.Fatal("saved nothing")
	}
	in.Clear()
	if s := in.State(); s.Query != "" || len(s.Wrong) > 0 || s.Sure {
		t.Errorf("after Clear: %q, %v", s.Query, s.Wrong)
	}
}
