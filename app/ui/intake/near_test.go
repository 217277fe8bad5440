package intake_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/civic"
	"priyom/tiles"
)

// street is a place on the practice map, some metres north of its post office.
func street(metres float64) civic.Place {
	return civic.Place{
		Address: "ул. Лесная, 6", Settlement: "Липовый Лог", Source: civic.SourceMap,
		Position: civic.Position{Lat: 52.33970 + civic.Degrees(metres/111_195), Lon: 42.76101},
	}
}

// neighbours is a desk in a district where three things are wrong in one street.
func neighbours(t *testing.T) *desk {
	t.Helper()
	h := uitest.NewHome(t)
	h.Map()
	h.Fill(time.Hour, func(c *uitest.Clerk) {
		c.Enroll()
		c.Near(
			civic.Digest{ID: civic.ReportID{1}, Number: "СТ-02-0001", Category: "lighting-street-dark", Status: civic.StatusAssigned, Place: street(90), Words: "Темно на всей улице, дети идут в школу с фонариками"},
			civic.Digest{ID: civic.ReportID{2}, Number: "СТ-02-0002", Category: "lighting-lamp-out", Status: civic.StatusInWork, Place: street(40), Words: "Фонарь у дома 6 мигал и погас", Supporters: 4},
			civic.Digest{ID: civic.ReportID{3}, Number: "СТ-02-0003", Category: "roads-pothole", Status: civic.StatusInWork, Place: street(5), Words: "Яма"},
		)
	})
	d := &desk{Seat: uitest.Seat{T: t}, loop: h.Loop, point: h.Open(), host: &host{}}
	d.loop.Until("the map is open", func() bool { return d.point.Maps.Source() != nil })
	d.point.Go(present.PageIntake)
	d.show(uitest.Russian, uitest.Usual)
	return d
}

// place says where it is, as the map's pin does.
func (d *desk) place(n int) {
	d.Helper()
	at := street(0).Position
	d.point.Intake.SetPin(project(at))
	d.loop.Until("reports nearby are offered", func() bool { return len(d.point.Intake.State().Near) == n })
}

// Reports of the same kind come first, then those of its theme; two presses of Enter join in, by keys alone, and there is
// no second report.
func TestSupportInsteadOfADouble(t *testing.T) {
	d := neighbours(t)
	in := d.point.Intake
	d.Write("Петрова Анна")
	in.SetConsent(true)
	in.Choose("lighting-lamp-out")
	in.SetText("Не горит фонарь")
	d.place(2)
	d.WantSaid("Рядом уже сообщали")
	d.WantSaid("40 м · поддержали: 4 · №\u00a0СТ-02-0002")
	d.WantSaid("90 м · №\u00a0СТ-02-0001")
	d.WantSaid("В работе")
	if d.Said("5 м · №\u00a0СТ-02-0003") {
		t.Error("a pothole is offered for a lamp")
	}
	d.Press(fyne.KeyF7)
	if join, ok := d.canvas.Focused().(fyne.CanvasObject); !ok || !d.onView(join) {
		t.Errorf("the keyboard is on %T", d.canvas.Focused())
	}
	d.Press(fyne.KeyReturn)
	d.WantSaid("Точно? Без нового обращения")
	d.Press(fyne.KeyReturn)
	d.loop.Until("the support is recorded", func() bool { return in.State().Done.Joined })
	d.WantSaid("Поддержка записана: №\u00a0СТ-02-0002")
	if s := in.State(); s.Begun || d.offers("Квитанция") {
		t.Error("the form isn't ready for the next, or shows what isn't here")
	}
	if n := d.point.Journal.State().Rows; n != 0 {
		t.Errorf("%d reports", n)
	}

	// The same person again is told so, and nothing of the form is lost.
	in.SetName("анна петрова")
	in.SetConsent(true)
	in.Choose("lighting-lamp-out")
	in.SetText("Опять темно")
	d.place(2)
	d.WantSaid("40 м · поддержали: 4 · №\u00a0СТ-02-0002")
	in.Join(civic.ReportID{2})
	in.Join(civic.ReportID{2})
	d.loop.Until("it is refused", func() bool { return in.State().Wrong[present.FieldForm] != "" })
	d.WantSaid("Этот человек уже поддержал №\u00a0СТ-02-0002. Второй раз не нужно")
	if in.State().Report.Text != "Опять темно" {
		t.Error("the text is gone")
	}
}

// A name without consent isn't kept for a support either.
func TestSupportNeedsConsent(t *testing.T) {
	d := neighbours(t)
	in := d.point.Intake
	in.SetName("Петрова Анна")
	in.Choose("lighting-lamp-out")
	d.place(2)
	d.Press(fyne.KeyF7, fyne.KeyReturn)
	d.WantSaid("Без согласия имя и телефон хранить нельзя. Отметьте согласие или сотрите данные")
	if d.Said("Запишите хотя бы одну фразу со слов заявителя") {
		t.Error("a support needs no text")
	}
	if d.Said("Точно? Без нового обращения") {
		t.Error("it would be recorded all the same")
	}
	in.SetName("")
	d.Press(fyne.KeyF7, fyne.KeyReturn)
	d.WantSaid("Точно? Без нового обращения")
	d.loop.Advance(5 * time.Second)
	if d.Said("Точно? Без нового обращения") {
		t.Error("it stays sure for ever")
	}
}

// Who joined in an own report is seen in its details.
func TestSupportersInDetails(t *testing.T) {
	d := neighbours(t)
	in := d.point.Intake
	in.Choose("water-none-house")
	in.SetText("Нет воды")
	in.SetPin(project(street(500).Position))
	in.Save()
	number := d.saved()
	own := in.State().Done.ID
	in.SetName("петрова анна")
	in.SetConsent(true)
	in.Choose("water-none-house")
	in.SetPin(project(street(505).Position))
	d.loop.Until("it is offered", func() bool { return len(in.State().Near) == 1 })
	in.Join(own)
	in.Join(own)
	d.loop.Until("the support is recorded", func() bool { return in.State().Done.Joined })
	if s := in.State().Done; s.Number != number || s.Elsewhere {
		t.Errorf("%+v", s)
	}
	d.point.Journal.Show(own)
	d.loop.Until("details are read", func() bool { return d.point.Journal.State().Details != nil })
	details := d.point.Journal.State().Details
	if !slices.ContainsFunc(details.History, func(s present.Step) bool { return s.What == "Поддержка: Петрова Анна" }) {
		t.Errorf("history %+v", details.History)
	}
	if !slices.ContainsFunc(details.Facts, func(f present.Fact) bool {
		return f.Label == "Поддержали" && strings.HasPrefix(f.Value, "1 ")
	}) {
		t.Errorf("facts %+v", details.Facts)
	}
}

func TestNearScreens(t *testing.T) {
	d := neighbours(t)
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		d.show(l, size)
		d.fill(l.Lang)
		d.place(2)
		uitest.Pause(d.loop)
		uitest.Draw(t, d.Win, "intake-near-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		d.point.Intake.Clear()
		d.point.Intake.Clear()
	})
}

func project(p civic.Position) tiles.Point { return tiles.Project(p.Lat, p.Lon) }
