package present_test

import (
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/vault"
)

// enrolled makes a point a portal's.
func enrolled(t *testing.T, l *presenttest.Loop, p *present.Point, at *portaltest.Portal) {
	t.Helper()
	code, _, err := at.Invite(t.Context(), civic.RolePoint, "с. Ставчены")
	if err != nil {
		t.Fatal(err)
	}
	p.Enroll.SetURL(at.Server.URL)
	p.Enroll.SetCode(code)
	p.Enroll.Submit()
	l.Until("it is enrolled", func() bool {
		if problem := p.Enroll.State().Problem; problem != "" {
			t.Fatal(problem)
		}
		return p.State().Place == "с. Ставчены"
	})
}

// TestReportTakenOfflineReachesThePortal is the main job, without a window: a report with a photo is taken before there is a
// portal, and shown as delivered after the portal signed for it.
func TestReportTakenOfflineReachesThePortal(t *testing.T) {
	l, _, p := open(t)
	number := presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12", presenttest.SharedPhoto(t, "DSCN0010.jpg"))
	at := portaltest.Start(t, t.TempDir(), 0)
	enrolled(t, l, p, at)
	if p.State().Page != present.PageIntake {
		t.Errorf("page %s", p.State().Page)
	}
	p.Go(present.PageOutbox)
	l.Until("all is at the portal", func() bool { return p.Outbox.State().Certain.Title == "Всё на портале" })
	l.Until("the journal says so", func() bool { return p.Journal.Row(0).Status == civic.StatusDelivered })
	for _, r := range at.AllReports(t) {
		if r.Number != number || len(r.Photos) != 1 || !r.Photos[0].Complete {
			t.Errorf("at the portal: %+v", r)
		}
	}
	at.Verified(t)
	if s := p.State(); s.Waiting != 0 || !strings.HasPrefix(s.Strip.Sentence, "Всё на портале") || s.Strip.Aside == "" {
		t.Errorf("the strip: %+v", s)
	}
	l.Until("the day's figures are there", func() bool { return p.Outbox.State().Today[1].N == 1 })
	p.Journal.Select(0)
	l.Until("its details are shown", func() bool { return p.Journal.State().Details != nil })
	d := p.Journal.State().Details
	if len(d.History) != 3 || d.Number != number || len(d.Queue) != 0 || d.Photos[0].Preview == nil {
		t.Errorf("details: %+v", d)
	}
	var large image.Image
	p.Journal.Picture(d.Photos[0].ID, func(i image.Image) { large = i })
	l.Until("the photo is shown large", func() bool { return large != nil })
}

func TestQueueExplainsItself(t *testing.T) {
	l, _, p := open(t)
	at := portaltest.Start(t, t.TempDir(), 0)
	enrolled(t, l, p, at)
	at.Server.CloseClientConnections()
	at.Server.Close()
	number := presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
	p.Go(present.PageOutbox)
	l.Until("it says why", func() bool {
		return p.Outbox.State().Rows == 1 && strings.Contains(p.Outbox.Item(0).Cause, "Портал недоступен")
	})
	if i := p.Outbox.Item(0); !strings.Contains(i.Title, number) || i.Next == "" || i.Act != present.ActSend || i.ActWords == "" {
		t.Errorf("item: %+v", i)
	}
	l.Until("the strip says so", func() bool { return strings.HasPrefix(p.State().Strip.Sentence, "Нет связи") })
	if !strings.Contains(p.State().Strip.Sentence, "можно закрыть") {
		t.Errorf("strip: %q", p.State().Strip.Sentence)
	}
}

func TestWrongCodeIsSaid(t *testing.T) {
	l, _, p := open(t)
	at := portaltest.Start(t, t.TempDir(), 0)
	e := p.Enroll
	e.Submit()
	if e.State().Problem == "" {
		t.Error("no word about the missing address")
	}
	e.SetURL(at.Server.URL)
	e.Submit()
	if !strings.Contains(e.State().Problem, "код") {
		t.Errorf("about the missing code: %q", e.State().Problem)
	}
	e.SetCode("0000-0000")
	e.Submit()
	if !e.State().Busy {
		t.Error("it isn't busy")
	}
	l.Until("the portal answered", func() bool { return !e.State().Busy })
	if !strings.Contains(e.State().Problem, "Код не подходит") {
		t.Errorf("about the wrong code: %q", e.State().Problem)
	}
	e.SetURL("http://127.0.0.1:1")
	e.Submit()
	l.Until("nobody answered", func() bool { return !e.State().Busy })
	if !strings.Contains(e.State().Problem, "недоступен") {
		t.Errorf("about the missing portal: %q", e.State().Problem)
	}
}

func TestJournalSearchesAndFilters(t *testing.T) {
	l, _, p := open(t)
	presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
	presenttest.Take(t, l, p, "health-fap-closed", "Медпункт ещё закрыт", "ул. Виилор, 3")
	j := p.Journal
	l.Until("both are listed", func() bool { return j.State().Rows == 2 })
	j.Search("ЛЕСНОЙ")
	l.Until("one is found", func() bool { return j.State().Rows == 1 })
	if j.Row(0).Under != "ул. Лесная, 12" {
		t.Errorf("found %+v", j.Row(0))
	}
	j.Search("еще")
	l.Until("the other is found", func() bool { return j.State().Rows == 1 && j.Row(0).Under == "ул. Виилор, 3" })
	j.Search("никогда")
	l.Until("nothing is found", func() bool { return j.State().Empty == present.EmptyFound })
	j.Search("")
	l.Until("all are back", func() bool { return j.State().Rows == 2 })
	j.Filter(3) // delivered
	l.Until("nothing is delivered", func() bool { return j.State().Empty == present.EmptyKind })
}

func TestPassphraseIsAskedFor(t *testing.T) {
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	env.Secrets = vault.Secrets{}
	var p *present.Point
	gate := func() *present.Gate {
		g := present.NewGate(env)
		g.OnOpen = func(open *present.Point) { p = open }
		g.Begin()
		l.Until("it is looked at", func() bool { return g.State().Step != present.GateOpening })
		return g
	}
	g := gate()
	if g.State().Step != present.GateInvent {
		t.Fatalf("at the first start: %+v", g.State())
	}
	for _, bad := range [][2]string{{"коротко", "коротко"}, {"длинный пароль", "другой пароль"}} {
		g.Invent(bad[0], bad[1])
		if s := g.State(); s.Step != present.GateInvent || s.Problem == "" {
			t.Errorf("%v: %+v", bad, s)
		}
	}
	g.Invent("длинный пароль", "длинный пароль")
	l.Until("it opens", func() bool { return p != nil })
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	p = nil
	if g = gate(); g.State().Step != present.GateAsk {
		t.Fatalf("at the second start: %+v", g.State())
	}
	g.Enter("не тот пароль")
	l.Until("it says no", func() bool { return g.State().Step == present.GateAsk && g.State().Problem != "" })
	g.Enter("длинный пароль")
	l.Until("it opens again", func() bool { return p != nil })
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedHomeIsExplained(t *testing.T) {
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	if err := os.WriteFile(filepath.Join(env.Home, "vault.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	g := present.NewGate(env)
	g.Begin()
	l.Until("it says why", func() bool { return g.State().Step == present.GateTrouble })
	if !strings.Contains(g.State().Problem, "vault.json") {
		t.Errorf("%q", g.State().Problem)
	}
}

func TestLookIsKept(t *testing.T) {
	_, env, p := open(t)
	looked := false
	p.OnLook = func() { looked = true }
	p.Settings.SetLook(present.Look{Lang: civic.LangUK, Dark: true, Scale: 1.25})
	if !looked {
		t.Error("nobody was told")
	}
	want := present.Look{Lang: civic.LangUK, Dark: true, Scale: 1.25}
	if got := present.LoadLook(env.Home, civic.LangRU); got != want {
		t.Errorf("kept %+v", got)
	}
	if err := os.WriteFile(filepath.Join(env.Home, "look.json"), []byte(`{"lang":"xx","scale":99}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := present.LoadLook(env.Home, civic.LangEN); got != (present.Look{Lang: civic.LangRU, Scale: 1}) {
		t.Errorf("a spoilt file gives %+v", got)
	}
}

func TestVerifyFindsWhatWasTamperedWith(t *testing.T) {
	l, env, p := open(t)
	presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12", presenttest.SharedPhoto(t, "DSCN0010.jpg"))
	s := p.Settings
	check := func() present.SettingsState {
		s.Verify()
		l.Until("it has looked", func() bool { return s.State().Check != present.CheckRunning })
		return s.State()
	}
	if got := check(); got.Check != present.CheckGood || !strings.Contains(got.Checked, "1 обращение") {
		t.Errorf("untouched: %+v", got)
	}
	files, err := filepath.Glob(filepath.Join(env.Home, "blobs", "??", "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	if err := os.WriteFile(files[0], []byte("spoilt"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := check(); got.Check != present.CheckBad || len(got.Findings) == 0 {
		t.Errorf("tampered with: %+v", got)
	}
}
