package lock

import (
	"fmt"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
)

// shownPeople is how many people are seen at once; a list of more scrolls.
const shownPeople = 4

// door lists who may come in and asks for their PIN.
type door struct {
	s      *Screen
	people []present.Worker
	list   *w.RowList
	room   *fyne.Container
	pin    *w.Field
	main   *w.MainButton
	body   *fyne.Container
	chosen int
}

func newDoor(s *Screen, state present.LockState) *door {
	d := &door{s: s, people: state.People, chosen: -1}
	d.list = w.NewRowList(func() int { return len(d.people) }, newPersonRow, d.fill)
	d.list.OnSelected = s.p.Choose
	d.list.OnOpened = func(int) { s.focus(d.pin.Entry) }
	d.list.OnRune = d.number
	d.pin = pinField(s.v.Say("lock.pin"))
	d.pin.Entry.OnSubmitted = func(string) { d.submit() }
	d.pin.Entry.OnKey = d.arrows
	d.main = w.NewMainButton("lock-open", s.v.Say("lock.main"), d.submit)
	d.room = w.Scaled(0, w.RowHeight*float32(min(shownPeople, max(1, len(d.people)))), d.list)
	forgot := w.NewLinkButton("help", s.v.Say("lock.forgot"), s.p.Forgot)
	d.body = w.Col(16, d.room, d.pin, d.main, w.Center(forgot))
	return d
}

// pinField is an entry for digits that shows none of them.
func pinField(label string) *w.Field {
	f := w.NewField(label)
	f.Entry.Password, f.Entry.Kind = true, mobile.NumberKeyboard
	return f
}

// newPersonRow is an empty row: a number, initials, a name, and since when.
func newPersonRow() fyne.CanvasObject {
	p := &person{number: w.NewText("").In(theme.Muted), initials: w.NewInitials("", 36), name: w.NewListRow(nil, " ", " ")}
	return w.Row(12, w.Scaled(16, 0, w.Middle(p.number)), w.Middle(p.initials), w.Grow(w.Middle(p.name)), &fyne.Container{Layout: p})
}

// person rides along in a row, as a layout of nothing, so that its parts are found again.
type person struct {
	number   *w.Text
	initials *w.Initials
	name     *w.ListRow
}

// Layout implements fyne.Layout.
func (*person) Layout([]fyne.CanvasObject, fyne.Size) {}

// MinSize implements fyne.Layout.
func (*person) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (d *door) fill(i int, row fyne.CanvasObject) {
	line := row.(*fyne.Container).Objects
	p := line[len(line)-1].(*fyne.Container).Layout.(*person)
	if i >= len(d.people) {
		return
	}
	who := d.people[i]
	p.number.SetText(fmt.Sprint(i + 1))
	p.initials.Set(who.Initials)
	p.name.Set(who.Name, who.Since)
}

func (d *door) content() fyne.CanvasObject { return d.body }

// first is the PIN if there is nobody to choose from, or somebody's shift goes on: they are the likeliest to come back.
func (d *door) first() fyne.Focusable {
	if len(d.people) < 2 || d.chosen >= 0 && d.people[d.chosen].Since != "" {
		return d.pin.Entry
	}
	return d.list.Stop()
}

// arrows in the PIN choose among people.
func (d *door) arrows(key *fyne.KeyEvent) bool {
	to := d.chosen
	switch key.Name {
	case fyne.KeyUp:
		to--
	case fyne.KeyDown:
		to++
	default:
		return false
	}
	d.s.p.Choose(to)
	return true
}

// number chooses somebody by the number before their name, and goes on to their PIN.
func (d *door) number(r rune) {
	i := int(r - '1')
	if !unicode.IsDigit(r) || i < 0 || i >= len(d.people) {
		return
	}
	d.s.p.Choose(i)
	d.s.focus(d.pin.Entry)
}

func (d *door) key(name fyne.KeyName) bool {
	if name == fyne.KeyEscape && d.pin.Text() != "" {
		d.pin.SetText("")
		return true
	}
	return false
}

func (d *door) submit() {
	pin := d.pin.Text()
	d.pin.SetText("")
	d.s.p.Enter(pin)
}

func (d *door) draw(s present.LockState) {
	d.people = s.People
	if d.chosen != s.Chosen {
		d.pin.SetText("") // it was somebody else's
		d.chosen = s.Chosen
	}
	d.list.Select(s.Chosen)
	d.pin.SetError(s.Problem)
	switch {
	case s.Busy:
		d.main.SetBusy(d.s.v.Say("lock.busy"))
	default:
		d.main.SetBusy("")
	}
	if s.Wait {
		d.main.Disable()
	} else {
		d.main.Enable()
	}
}
