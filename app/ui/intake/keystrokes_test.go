package intake_test

import (
	"testing"
	"time"
	"unicode"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
)

// perKey is the keystroke of an average typist in the keystroke-level model (S. K. Card, T. P. Moran, A. Newell, "The
// keystroke-level model for user performance time with interactive systems", Communications of the ACM 23, 1980, pp. 396-410), and
// within what a typed report without a photo must be done by keys alone. docs/desk.md has the figures.
const (
	perKey = 280 * time.Millisecond
	within = 45 * time.Second
)

// typist counts every key that is pressed; a capital is two.
type typist struct {
	*desk
	keys int
}

func (d *typist) press(keys ...fyne.KeyName) {
	d.keys += len(keys)
	d.Press(keys...)
}

func (d *typist) write(text string) {
	d.Helper()
	for _, r := range text {
		if d.keys++; unicode.IsUpper(r) {
			d.keys++
		}
	}
	d.Write(text)
}

// village is a desk with the practice district's map, where one woman was before.
func village(t *testing.T) *typist {
	h := uitest.NewHome(t)
	h.Map()
	d := &desk{Seat: uitest.Seat{T: t}, loop: h.Loop, point: h.Open(), host: &host{}}
	d.loop.Until("the map is open", func() bool { return d.point.Maps.Source() != nil })
	d.point.Go(present.PageIntake)
	d.show(uitest.Russian, uitest.Usual)
	d.was("Петрова Анна Сергеевна", "+7 912 000-41-15")
	d.screen.Focus(d.canvas)
	return &typist{desk: d}
}

// address takes a house of the map.
func (d *typist) address(typed string) {
	d.Helper()
	d.write(typed)
	d.loop.Until("the map offers a house", func() bool { return len(d.point.Intake.State().Places) > 0 })
	d.press(fyne.KeyReturn)
	if s := d.point.Intake.State(); !s.Place.Set || s.Report.Place.Address == typed {
		d.Errorf("the map wasn't asked: %+v", s.Report.Place)
	}
}

// done saves, and says what it took.
func (d *typist) done(who string) {
	d.Helper()
	d.press(fyne.KeyF10)
	d.saved()
	took := time.Duration(d.keys) * perKey
	d.Logf("%s: %d keys, %.1f s", who, d.keys, took.Seconds())
	if took > within {
		d.Errorf("%s takes %d keys, %v", who, d.keys, took)
	}
}

// Somebody who was here before, about something for which there is a phrase.
func TestKeystrokesOfAVisitor(t *testing.T) {
	d := village(t)
	d.write("петр")
	d.offered(1)
	d.press(fyne.KeyDown, fyne.KeyReturn) // consent holds: on to what happened
	d.write("фонарь не гор")
	d.press(fyne.KeyReturn, fyne.KeyF3)
	d.write("1")
	d.write("8")
	d.press(fyne.KeyReturn)
	d.write("3")
	d.press(fyne.KeyF6, fyne.KeyTab)
	d.address("лесная 8")
	d.done("a visitor, with a phrase")
	d.stored("Петрова Анна Сергеевна", "Не горит фонарь у дома 8, уже 3 дней")
}

// The same with everything said in her own words.
func TestKeystrokesOfAVisitorInHerOwnWords(t *testing.T) {
	d := village(t)
	d.write("петр")
	d.offered(1)
	d.press(fyne.KeyDown, fyne.KeyReturn)
	d.write("фонарь не гор")
	d.press(fyne.KeyReturn, fyne.KeyReturn)
	d.write("Не горит фонарь у дома 8, третий день. Дети идут из школы в темноте")
	d.press(fyne.KeyTab, fyne.KeyTab)
	d.address("лесная 8")
	d.done("a visitor, in her own words")
}

// Somebody new, with name, phone, a call back, a signed consent and her own words.
func TestKeystrokesOfSomebodyNew(t *testing.T) {
	d := village(t)
	d.write("козак иван петрович")
	d.press(fyne.KeyReturn)
	d.write("9120004116")
	d.press(fyne.KeyTab, fyne.KeyRight, fyne.KeyTab, fyne.KeySpace, fyne.KeyTab)
	d.write("118")
	d.press(fyne.KeyReturn)
	d.write("фонарь не гор")
	d.press(fyne.KeyReturn, fyne.KeyReturn)
	d.write("Не горит фонарь у дома 8, третий день. Дети идут из школы в темноте")
	d.press(fyne.KeyTab, fyne.KeyTab)
	d.address("лесная 8")
	d.done("somebody new, in his own words")
	d.stored("Козак Иван Петрович", "+7 912 000-41-16")
}

// A call that a dispatcher takes.
func TestKeystrokesOfACall(t *testing.T) {
	d := village(t)
	d.point.Intake.SetMode(present.ModeDispatch)
	d.screen.Focus(d.canvas)
	d.write("прорвало труб")
	d.press(fyne.KeyReturn, fyne.KeyReturn)
	d.address("лесная 8")
	d.press(fyne.KeyReturn)
	d.write("Вода течёт по улице, размывает дорогу")
	d.press(fyne.KeyF6)
	d.write("9120004116")
	d.press(fyne.KeyTab, fyne.KeyTab, fyne.KeySpace)
	d.done("a dispatcher's call")
}
