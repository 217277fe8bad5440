package outbox_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/outbox"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/portal/portaltest"
)

func TestMainActionConnectsFirst(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Go(present.PageOutbox)
	s, win := at(t, p, uitest.Russian, uitest.Usual)
	test.AssertRendersToMarkup(t, "nothing.xml", win.Canvas())
	if all := uitest.Words(win); !strings.Contains(all, "Очередь пуста") || strings.Contains(all, "Отправить сейчас") {
		t.Errorf("it says:\n%s", all)
	}
	s.Focus(win.Canvas())
	uitest.Press(win, fyne.KeyReturn)
	if p.State().Page != present.PageEnroll {
		t.Errorf("it led to %s", p.State().Page)
	}
}

// Each thing says its cause and what one can do; Enter on its row does it.
func TestRowsExplainAndAct(t *testing.T) {
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, uitest.Village)
	p := h.Open()
	p.Go(present.PageOutbox)
	h.Loop.Until("the queue is read", func() bool { return p.Outbox.State().Rows > 2 })
	_, win := at(t, p, uitest.Russian, uitest.Usual)
	all := uitest.Words(win)
	for _, want := range []string{"Обращение №\u00a0СТ-04-0011", "Файл изменился на диске: сумма не сошлась", "ждёт вас", "Связь оборвалась. Продолжим с того же места · 1 попытка", "Нужно ваше решение"} {
		if !strings.Contains(all, want) {
			t.Errorf("it doesn't say %q:\n%s", want, all)
		}
	}
	bars := 0
	uitest.Visit(win.Content(), func(o fyne.CanvasObject) {
		if bar, ok := o.(*w.Progress); ok && bar.Value() > 0.6 && bar.Value() < 0.7 {
			bars++
		}
	})
	if bars == 0 {
		t.Error("no bar for a photo of which two thirds are there")
	}
	for i := range p.Outbox.State().Rows {
		if item := p.Outbox.Item(i); item.Act == present.ActOpen {
			win.Canvas().FocusNext() // the list is behind the main action
			win.Canvas().FocusNext()
			for range i {
				uitest.Press(win, fyne.KeyDown)
			}
			uitest.Press(win, fyne.KeyReturn)
			break
		}
	}
	if p.State().Page != present.PageJournal {
		t.Error("a damaged photo's report wasn't opened")
	}
	h.Loop.Until("its report is shown", func() bool { return p.Journal.State().Details != nil })
}

// With a real portal the page ends at "all is there", and F5 tries at once.
func TestEverythingArrives(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	presenttest.Take(t, h.Loop, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
	portal := portaltest.Start(t, t.TempDir(), 0)
	code, _, err := portal.Invite(t.Context(), civic.RolePoint, "с. Ставчены")
	if err != nil {
		t.Fatal(err)
	}
	p.Enroll.SetURL(portal.Server.URL)
	p.Enroll.SetCode(code)
	p.Enroll.Submit()
	h.Loop.Until("it is enrolled", func() bool { return p.State().Place != "" })
	p.Go(present.PageOutbox)
	s, win := at(t, p, uitest.Russian, uitest.Usual)
	if !s.Key(fyne.KeyF5) || s.Key(fyne.KeyF9) {
		t.Error("F5 isn't the page's, or F9 is")
	}
	h.Loop.Until("all is at the portal", func() bool {
		all := uitest.Words(win)
		return strings.Contains(all, "Всё на портале") && strings.Contains(all, "Очередь пуста") && strings.Contains(all, "Связь есть") &&
			strings.Contains(all, "Подтверждено порталом\n1")
	})
	uitest.Draw(t, win, "outbox-arrived-ru")
}

// BenchmarkTenThousandWaiting draws one of the engine's news on a queue of ten thousand reports, and turns it by a page.
func BenchmarkTenThousandWaiting(b *testing.B) {
	h := uitest.NewHome(b)
	h.FillQuickly(10_000*time.Minute, uitest.Many(10_000))
	p := h.Open()
	p.Go(present.PageOutbox)
	h.Loop.Until("the queue is read", func() bool { return p.Outbox.State().Rows == 10_000 })
	uitest.Dress(b, p, uitest.Russian)
	s := outbox.New(p.Outbox, p.Voice())
	win := uitest.Show(b, p, s.Content(), uitest.Usual)
	b.Run("draw", func(b *testing.B) {
		for b.Loop() {
			p.Outbox.OnChange()
		}
	})
	b.Run("page", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			test.Scroll(win.Canvas(), fyne.NewPos(500, 500), 0, float32(-500+1000*(n/40%2)))
		}
	})
	b.Run("read", func(b *testing.B) {
		news := false
		before := p.Outbox.OnChange
		p.Outbox.OnChange = func() { news = true; before() }
		for b.Loop() {
			news = false
			p.Outbox.Refresh()
			h.Loop.Until("it is read", func() bool { return news })
		}
	})
}
