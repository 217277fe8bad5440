package widgets_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

// block is an object of a fixed least size.
func block(width, height float32) *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}

type spot struct{ x, y, w, h float32 }

func where(o fyne.CanvasObject) spot {
	return spot{o.Position().X, o.Position().Y, o.Size().Width, o.Size().Height}
}

func TestLayouts(t *testing.T) {
	newApp(t)
	a, b, c := block(30, 10), block(20, 40), block(50, 5)
	gone := block(99, 99)
	gone.Hide()
	for name, test := range map[string]struct {
		box  *fyne.Container
		need fyne.Size
		want []spot // of a, b, c where they stand in the box
		objs []fyne.CanvasObject
	}{
		"row":             {w.Row(8, a, b, c), fyne.NewSize(116, 40), []spot{{0, 0, 30, 60}, {38, 0, 20, 60}, {66, 0, 50, 60}}, objs(a, b, c)},
		"col":             {w.Col(4, a, b), fyne.NewSize(30, 54), []spot{{0, 0, 200, 10}, {0, 14, 200, 40}}, objs(a, b)},
		"row grows":       {w.Row(10, a, w.Grow(b), c), fyne.NewSize(120, 40), []spot{{0, 0, 30, 60}, {0, 0, 100, 60}, {150, 0, 50, 60}}, objs(a, b, c)},
		"space":           {w.Row(0, a, w.Space(), c), fyne.NewSize(80, 10), []spot{{0, 0, 30, 60}, {150, 0, 50, 60}}, objs(a, c)},
		"hidden":          {w.Row(8, a, gone, w.Grow(gone), c), fyne.NewSize(88, 10), []spot{{0, 0, 30, 60}, {38, 0, 50, 60}}, objs(a, c)},
		"pad":             {w.Pad(5, 7, a), fyne.NewSize(44, 20), []spot{{7, 5, 186, 50}}, objs(a)},
		"inset":           {w.Inset(1, 2, 3, 4, a), fyne.NewSize(36, 14), []spot{{4, 1, 194, 56}}, objs(a)},
		"middle":          {w.Middle(a), fyne.NewSize(30, 10), []spot{{0, 25, 200, 10}}, objs(a)},
		"at the far edge": {w.At(1, 1, a), fyne.NewSize(0, 0), []spot{{170, 50, 30, 10}}, objs(a)},
		"sized":           {w.Sized(80, 30, a), fyne.NewSize(80, 30), []spot{{0, 0, 200, 60}}, objs(a)},
		"stack":           {w.Stack(a, b), fyne.NewSize(30, 40), []spot{{0, 0, 200, 60}, {0, 0, 200, 60}}, objs(a, b)},
		"left":            {w.Left(a), fyne.NewSize(30, 10), []spot{{0, 0, 30, 60}}, objs(a)},
	} {
		t.Run(name, func(t *testing.T) {
			if got := test.box.MinSize(); got != test.need {
				t.Errorf("needs %v, want %v", got, test.need)
			}
			test.box.Resize(fyne.NewSize(200, 60))
			test.box.Refresh() // another case may have placed the blocks since
			for i, o := range test.objs {
				if got := where(o); got != test.want[i] {
					t.Errorf("object %d is at %v, want %v", i, got, test.want[i])
				}
			}
		})
	}
}

func objs(o ...fyne.CanvasObject) []fyne.CanvasObject { return o }

func TestScaledGrowsWithTheText(t *testing.T) {
	app := newApp(t)
	fixed, grows := w.Sized(100, 20), w.Scaled(100, 20)
	app.Settings().SetTheme(theme.New(theme.Light, theme.Desk, 1.5))
	if fixed.MinSize() != fyne.NewSize(100, 20) || grows.MinSize() != fyne.NewSize(150, 30) {
		t.Errorf("at 150 %% Sized needs %v and Scaled %v", fixed.MinSize(), grows.MinSize())
	}
}

func TestFlow(t *testing.T) {
	newApp(t)
	a, b, c := block(60, 10), block(60, 20), block(300, 10)
	box := w.Flow(8, 4, a, b, c)
	box.Resize(fyne.NewSize(130, 100))
	for i, want := range []spot{{0, 0, 60, 10}, {68, 0, 60, 20}, {0, 24, 130, 10}} {
		if got := where([]fyne.CanvasObject{a, b, c}[i]); got != want {
			t.Errorf("object %d is at %v, want %v", i, got, want)
		}
	}
	// A column gives it the height it needs at the column's width, not at any other.
	below := block(10, 10)
	col := w.Col(6, box, below)
	col.Resize(fyne.NewSize(100, 500))
	if got := below.Position().Y; got != 10+4+20+4+10+6 {
		t.Errorf("what is below begins at %v", got)
	}
}

func TestCardMarkup(t *testing.T) {
	newApp(t)
	markup(t, "card", w.Card(16, w.Col(12, w.NewSection("user", "Кто", "видит только портал"), w.NewCaption("Подпись"))), 320, 120)
}
