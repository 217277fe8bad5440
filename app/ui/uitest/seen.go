package uitest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	w "priyom/app/widgets"
)

// Visit goes through everything that is shown in an object, widgets' insides included.
func Visit(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	walk(o, func(o fyne.CanvasObject) bool {
		f(o)
		return true
	})
}

// VisitAll is Visit, which goes into what is hidden, too.
func VisitAll(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if o == nil {
		return
	}
	f(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			VisitAll(child, f)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			VisitAll(child, f)
		}
	}
}

// walk is Visit, which goes into an object only if f says so.
func walk(o fyne.CanvasObject, f func(fyne.CanvasObject) (into bool)) {
	if o == nil || !o.Visible() || !f(o) {
		return
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			walk(child, f)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			walk(child, f)
		}
	}
}

// Said are all lines and paragraphs that are shown in an object, whole even where they are cut or broken, and what stands
// in its entries, as it stands there.
func Said(o fyne.CanvasObject) (lines []string) {
	walk(o, func(o fyne.CanvasObject) bool {
		switch o := o.(type) {
		case *w.Text:
			lines = append(lines, o.Text())
			return false
		case *w.Paragraph:
			lines = append(lines, o.Text())
			return false
		case *canvas.Text:
			lines = append(lines, o.Text)
		}
		return true
	})
	return lines
}

// Words are all lines in a window, one below the other.
func Words(win fyne.Window) string { return strings.Join(Said(win.Content()), "\n") }

// misfits says what asks for more room than the window has, and which lines are drawn over their neighbours.
func misfits(win fyne.Window) (problems []string) {
	size := win.Canvas().Size()
	if least := win.Content().MinSize(); least.Width > size.Width || least.Height > size.Height {
		problems = append(problems, fmt.Sprintf("it needs %v, and has %v", least, size))
	}
	walk(win.Content(), func(o fyne.CanvasObject) bool {
		switch o.(type) {
		case *w.Text, *w.Paragraph: // an entry scrolls what is longer
			Visit(o, func(o fyne.CanvasObject) {
				if line, ok := o.(*canvas.Text); ok && line.Size().Width > 0 && line.MinSize().Width > line.Size().Width+1 {
					problems = append(problems, fmt.Sprintf("%q is %v wide in %v", line.Text, line.MinSize().Width, line.Size().Width))
				}
			})
			return false
		}
		return true
	})
	return problems
}

// Press types keys into what has the keyboard, or into the window if nothing has. Tab goes on to what is next.
func Press(win fyne.Window, keys ...fyne.KeyName) {
	for _, key := range keys {
		event := &fyne.KeyEvent{Name: key}
		if key == fyne.KeyTab {
			win.Canvas().FocusNext()
		} else if f := win.Canvas().Focused(); f != nil {
			f.TypedKey(event)
		} else if f := win.Canvas().OnTypedKey(); f != nil {
			f(event)
		}
	}
}

// Seat is where a person sits: what they see in a window, and write into it.
type Seat struct {
	*testing.T
	Win fyne.Window
}

// Press types keys, as Press does.
func (s *Seat) Press(keys ...fyne.KeyName) { Press(s.Win, keys...) }

// Write writes a text where the keyboard is.
func (s *Seat) Write(text string) {
	s.Helper()
	f := s.Win.Canvas().Focused()
	if f == nil {
		s.Fatalf("nothing has the keyboard to write %q", text)
	}
	test.Type(f, text)
}

// Said says whether a line is shown.
func (s *Seat) Said(line string) bool { return slices.Contains(Said(s.Win.Content()), line) }

// WantSaid fails the test unless a line is shown.
func (s *Seat) WantSaid(line string) {
	s.Helper()
	WantSaid(s.T, s.Win, line)
}

// WantSaid fails a test unless a line is shown in a window.
func WantSaid(t testing.TB, win fyne.Window, line string) {
	t.Helper()
	if said := Said(win.Content()); !slices.Contains(said, line) {
		t.Errorf("%q isn't said, but %q", line, said)
	}
}

// Asked is what a screen asked of its window.
type Asked struct {
	Copied string
	Said   []string // notices
}

// Copy remembers what was to be copied.
func (a *Asked) Copy(text string) { a.Copied = text }

// Notify remembers a notice.
func (a *Asked) Notify(_ present.Tone, words string) { a.Said = append(a.Said, words) }
