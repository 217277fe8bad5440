package present_test

import (
	"testing"

	"priyom/app/present/presenttest"
	"priyom/portal/portaltest"
)

// The portal says who deals with what where; the form says it too, from then on without a line.
func TestWhoIsResponsibleComesFromThePortal(t *testing.T) {
	l, env, p := open(t)
	at := portaltest.Start(t, t.TempDir(), 0)
	enrolled(t, l, p, at)
	p.Intake.Choose("roads-pothole")
	usual := p.Intake.State().Who
	if usual == "" {
		t.Fatal("nobody is responsible")
	}
	if _, err := at.PutRouting(t.Context(), []byte(`[{"settlements": ["Липовый Лог"], "themes": ["roads"],
		"title": {"ru": "Управа Липового Лога", "uk": "Управа Липового Лога", "en": "Lipovyy Log office"}}]`)); err != nil {
		t.Fatal(err)
	}
	p.Intake.SetSettlement("с. Липовый Лог")
	p.Outbox.SendNow()
	l.Until("the form says who", func() bool { return p.Intake.State().Who == "Управа Липового Лога" })
	p.Intake.SetSettlement("Ставчены")
	if who := p.Intake.State().Who; who != usual {
		t.Errorf("elsewhere: %q", who)
	}
	at.Server.Close()
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	again := presenttest.Open(t, l, env)
	again.Intake.Choose("roads-pothole")
	again.Intake.SetSettlement("Липовый Лог")
	if who := again.Intake.State().Who; who != "Управа Липового Лога" {
		t.Errorf("after a start without a line: %q", who)
	}
	if _, err := at.PutRouting(t.Context(), []byte(`[{"department": "circus"}]`)); err == nil {
		t.Error("a department that nobody knows is taken")
	}
}
