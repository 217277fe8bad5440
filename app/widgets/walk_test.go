package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"priyom/app/theme"
)

// visit walks over everything that is drawn, widgets' insides included.
func visit(o fyne.CanvasObject, f func(o fyne.CanvasObject)) {
	if !o.Visible() {
		return
	}
	f(o)
	switch o := o.(type) {
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			visit(child, f)
		}
	case *fyne.Container:
		for _, child := range o.Objects {
			visit(child, f)
		}
	}
}

// texts returns all the lines that are drawn.
func texts(o fyne.CanvasObject) (lines []string) {
	visit(o, func(o fyne.CanvasObject) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			lines = append(lines, t.Text)
		}
	})
	return lines
}

// on shows an object in a window of the light desk look.
func on(t *testing.T, o fyne.CanvasObject, width, height float32) fyne.Canvas {
	t.Helper()
	return in(t, theme.New(theme.Light, theme.Desk, 1), width, height, func() fyne.CanvasObject { return o })
}

// in shows what is made under a look.
func in(t *testing.T, look *theme.Theme, width, height float32, create func() fyne.CanvasObject) fyne.Canvas {
	t.Helper()
	if fyne.CurrentApp().Settings().Theme() != look {
		fyne.CurrentApp().Settings().SetTheme(look)
	}
	w := test.NewTempWindow(t, create())
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w.Canvas()
}

// newApp gives a test an app of its own in the light desk look.
func newApp(t *testing.T) fyne.App {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light, theme.Desk, 1))
	return app
}

func press(f fyne.Focusable, keys ...fyne.KeyName) {
	for _, key := range keys {
		f.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// hover moves the pointer onto an object's middle.
func hover(c fyne.Canvas, o fyne.CanvasObject) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	test.MoveMouse(c, at.AddXY(o.Size().Width/2, o.Size().Height/2))
}

// tapMiddle taps what is at an object's middle, as a pointer does.
func tapMiddle(c fyne.Canvas, o fyne.CanvasObject) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	test.TapCanvas(c, at.AddXY(o.Size().Width/2, o.Size().Height/2))
}
