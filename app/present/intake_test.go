package present_test

import (
	"testing"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
)

func TestReportIsTakenWithoutPortal(t *testing.T) {
	l := presenttest.NewLoop(t)
	p := presenttest.Open(t, l, presenttest.Env(t, l))
	number := presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12", presenttest.SharedPhoto(t, "DSCN0010.jpg"))
	l.Until("it is in the journal", func() bool { return p.Journal.State().Rows == 1 })
	row := p.Journal.Row(0)
	if !row.Loaded || row.Number != number || row.Status != civic.StatusCaptured {
		t.Errorf("row %+v", row)
	}
	if s := p.Intake.State(); s.Begun || s.Report.Text != "" || s.Done.Number != number {
		t.Errorf("the form isn't ready for the next: %+v", s)
	}
	if s := p.State(); s.Waiting == 0 {
		l.Until("it waits", func() bool { return p.State().Waiting > 0 })
	}
	_ = present.PageIntake
}
