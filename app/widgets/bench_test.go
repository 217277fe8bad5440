package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

// BenchmarkFrame is what Fyne does before it draws a changed window: it asks every object for its least size.
func BenchmarkFrame(b *testing.B) {
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light, theme.Desk, 1))
	content := intakeSheet()
	win := test.NewWindow(content)
	defer win.Close()
	win.Resize(fyne.NewSize(1366, 768))
	objects := []fyne.CanvasObject{}
	visit(content, func(o fyne.CanvasObject) { objects = append(objects, o) })
	for b.Loop() {
		for _, o := range objects {
			o.MinSize()
		}
	}
}

// BenchmarkRelayout is what a keystroke that changes a height costs at worst.
func BenchmarkRelayout(b *testing.B) {
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light, theme.Desk, 1))
	win := test.NewWindow(intakeSheet())
	defer win.Close()
	for n := 0; b.Loop(); n++ {
		win.Resize(fyne.NewSize(1366+float32(n%2), 768))
	}
}

// BenchmarkSettle is what it costs that a part of a page is shown or hidden.
func BenchmarkSettle(b *testing.B) {
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light, theme.Desk, 1))
	extra := w.NewHint("Скажите заявителю позвонить 112 прямо сейчас или позвоните сами.")
	win := test.NewWindow(w.NewLayer(w.NewScroll(w.Col(16, w.Card(16, w.Col(8, w.NewText("Кто"), extra)), intakeSheet()))))
	defer win.Close()
	win.Resize(fyne.NewSize(1366, 768))
	for n := 0; b.Loop(); n++ {
		extra.Hidden = n%2 == 0
		w.Settle(extra)
	}
}

// BenchmarkDress puts a window into another look.
func BenchmarkDress(b *testing.B) {
	win := test.NewWindow(intakeSheet())
	defer win.Close()
	win.Resize(fyne.NewSize(1366, 768))
	looks := []*theme.Theme{theme.New(theme.Light, theme.Desk, 1), theme.New(theme.Dark, theme.Desk, 1)}
	for n := 0; b.Loop(); n++ {
		fyne.CurrentApp().Settings().SetTheme(looks[n%2])
	}
}

// BenchmarkRowListScroll turns a long list's page: ten rows are filled anew.
func BenchmarkRowListScroll(b *testing.B) {
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light, theme.Desk, 1))
	list, _ := listOf(100_000)
	win := test.NewWindow(list)
	defer win.Close()
	win.Resize(fyne.NewSize(600, 580))
	for n := 0; b.Loop(); n++ {
		test.Scroll(win.Canvas(), fyne.NewPos(100, 100), 0, float32(580-n%2*1160))
	}
}
