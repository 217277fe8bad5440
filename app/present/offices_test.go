package present_test

import (
	"slices"
	"testing"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
	"priyom/portal/portaltest"
)

// The portal says how its offices are reached; the settings and the papers say it too, from then on without a line.
func TestHowTheOfficeIsReachedComesFromThePortal(t *testing.T) {
	l, env, p := open(t)
	at := portaltest.Start(t, t.TempDir(), 0)
	enrolled(t, l, p, at)
	says := func(p *present.Point, words string) bool {
		return slices.ContainsFunc(p.Settings.State().Device, func(f present.Fact) bool { return f.Value == words })
	}
	if says(p, "2-12-34") {
		t.Fatal("it is known before the portal said it")
	}
	if err := at.PutOffices(t.Context(), []civic.Office{{Phone: "2-12-34", Hours: "пн–пт 8–17"}, {Place: "с. Другое", Phone: "7-77"}}); err != nil {
		t.Fatal(err)
	}
	p.Outbox.SendNow()
	l.Until("the settings say it", func() bool { return says(p, "2-12-34") && says(p, "пн–пт 8–17") })
	if says(p, "7-77") {
		t.Error("another point's telephone is shown")
	}
	at.Server.Close()
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	again := presenttest.Open(t, l, env)
	if !says(again, "2-12-34") {
		t.Error("it is forgotten after a start without a line")
	}
}
