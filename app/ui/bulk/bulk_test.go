package bulk_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/bulk"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

const paper = `№;Дата обращения;Заявитель;Телефон;Село;Адрес;Вид обращения
1;20.11.2025;Петрова Анна;+7 912 000-41-15;Ставчены;ул. Лесная, 12;яма на дороге
2;21.11.2025;;;Ставчены;ул. Лесная, 9;не горит фонарь
3;31.02.2025;Козак Иван;;Пески;;яма на дороге
4;21.11.2025;Козак Иван;;Пески;;драконы
5;;Мельник Ольга;12;Пески;Береговая, 1;очень длинное описание того, что случилось вчера вечером на берегу
`

// host chooses the same table whenever one is asked for.
type host struct{ path string }

func (h *host) PickTable(chosen func(string)) { chosen(h.path) }

func table(t *testing.T) *host {
	t.Helper()
	path := filepath.Join(t.TempDir(), "журнал.csv")
	if err := os.WriteFile(path, []byte(paper), 0o600); err != nil {
		t.Fatal(err)
	}
	return &host{path}
}

func at(t *testing.T, p *present.Point, l present.Look, size fyne.Size, h *host) (*bulk.Screen, fyne.Window) {
	uitest.Dress(t, p, l)
	s := bulk.New(p.Bulk, p.Voice(), h)
	return s, uitest.Show(t, p, s.Content(), size)
}

func until(h *uitest.Home, p *present.Point, step present.BulkStep) {
	h.Loop.Until("the step "+string(step), func() bool { return p.Bulk.State().Step == step })
}

func TestScreens(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	from := table(t)
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		p.Bulk.Begin()
		_, win := at(t, p, l, size, from)
		draw := func(state string) { uitest.Draw(t, win, "bulk-"+state+"-"+uitest.Name(l)+"-"+uitest.SizeName(size)) }
		draw("choose")
		p.Bulk.Open(from.path)
		until(h, p, present.BulkPlan)
		draw("plan")
		p.Bulk.Start()
		until(h, p, present.BulkDone)
		draw("done")
	})
}

// A table is chosen, a column changed, consent ticked, a kind decided and all of it taken in, without a pointer.
func TestBulkByKeyboard(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Bulk.Begin()
	s, win := at(t, p, uitest.Russian, uitest.Usual, table(t))
	win.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { s.Key(key.Name) })
	next := func(is func(fyne.Focusable) bool) {
		t.Helper()
		for range 60 {
			win.Canvas().FocusNext()
			if f := win.Canvas().Focused(); f != nil && is(f) {
				return
			}
		}
		t.Fatal("the keyboard doesn't get there")
	}
	next(func(f fyne.Focusable) bool {
		b, ok := f.(*w.MainButton)
		return ok && b.AccessibilityLabel() == "Выбрать таблицу"
	})
	uitest.Press(win, fyne.KeyReturn)
	until(h, p, present.BulkPlan)
	said := uitest.Said(win.Content())
	for _, want := range []string{"журнал.csv · 5 строк · Готово к загрузке: 2 строки", "драконы", "Дата обращения"} {
		if !slices.Contains(said, want) {
			t.Errorf("%q isn't said: %q", want, said)
		}
	}
	next(func(f fyne.Focusable) bool { _, ok := f.(*w.Check); return ok })
	uitest.Press(win, fyne.KeySpace)
	h.Loop.Until("people are in it", func() bool { s := p.Bulk.State(); return s.Step == present.BulkPlan && s.Consent })
	if all := uitest.Words(win); !strings.Contains(all, "Строка 6.") {
		t.Errorf("a phone of two digits is none:\n%s", all)
	}
	next(func(f fyne.Focusable) bool { _, ok := f.(*w.Select); return ok })
	uitest.Press(win, fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn)
	if s := p.Bulk.State(); s.Unsure[0].Chosen != 1 {
		t.Errorf("%+v", s.Unsure)
	}
	uitest.Press(win, fyne.KeyF10)
	until(h, p, present.BulkDone)
	if all := uitest.Words(win); !strings.Contains(all, "Принято 3 обращения") || !strings.Contains(all, "журнал.errors.csv") {
		t.Errorf("not said:\n%s", all)
	}
	uitest.Press(win, fyne.KeyEscape)
	if p.State().Page != present.PageJournal {
		t.Errorf("Esc leads to %s", p.State().Page)
	}
}
