package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	w "priyom/app/widgets"
)

// pressable is what every button is.
type pressable interface {
	fyne.Focusable
	fyne.Tappable
	fyne.Disableable
	fyne.CanvasObject
	fyne.Accessible
}

func TestButtonsArePressed(t *testing.T) {
	newApp(t)
	for name, create := range map[string]func(func()) pressable{
		"main":  func(f func()) pressable { return w.NewMainButton("check", "Сохранить", f) },
		"plain": func(f func()) pressable { return w.NewButton("", "Сохранить", f) },
		"link":  func(f func()) pressable { return w.NewLinkButton("", "Сохранить", f) },
		"icon":  func(f func()) pressable { return w.NewIconButton("check", "Сохранить", f) },
	} {
		t.Run(name, func(t *testing.T) {
			pressed := 0
			b := create(func() { pressed++ })
			c := on(t, w.Row(0, b, w.Space()), 400, 60)
			test.Tap(b)
			if pressed != 1 || c.Focused() != b {
				t.Errorf("a tap pressed %d times and left the keyboard with %v", pressed, c.Focused())
			}
			press(b, fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyLeft)
			b.TypedRune('x')
			if pressed != 4 {
				t.Errorf("pressed %d times by Space and both Enters, want 3", pressed-1)
			}
			b.Disable()
			test.Tap(b)
			press(b, fyne.KeySpace)
			if pressed != 4 {
				t.Error("a disabled button was pressed")
			}
			if b.AccessibilityLabel() != "Сохранить" {
				t.Errorf("is called %q", b.AccessibilityLabel())
			}
		})
	}
}

// What has the keyboard passes on the keys it has no use for: F10 saves wherever one is.
func TestKeysGoOnToTheCanvas(t *testing.T) {
	newApp(t)
	var heard []fyne.KeyName
	for name, focus := range map[string]fyne.Focusable{
		"button": w.NewButton("", "Печать", nil), "chips": w.NewChipRow([]string{"Все"}, 0, nil), "check": w.NewCheck("Да", false, nil),
		"segments": w.NewSegments([]string{"Лично", "По телефону"}, 0, nil), "entry": w.NewEntry(), "text": w.NewTextEntry(2),
		"select": w.NewSelect("", nil, -1, nil), "thumb": w.NewThumb(80, 60, nil),
	} {
		t.Run(name, func(t *testing.T) {
			heard = nil
			c := on(t, focus.(fyne.CanvasObject), 300, 100)
			c.SetOnTypedKey(func(key *fyne.KeyEvent) { heard = append(heard, key.Name) })
			c.Focus(focus)
			press(focus, fyne.KeyF10, fyne.KeyEscape, fyne.KeyF4)
			if len(heard) != 3 || heard[0] != fyne.KeyF10 || heard[1] != fyne.KeyEscape {
				t.Errorf("the screen heard %v", heard)
			}
		})
	}
}

func TestMainButtonBusy(t *testing.T) {
	newApp(t)
	pressed := 0
	b := w.NewMainButton("printer", "Сохранить", func() { pressed++ })
	on(t, b, 400, 60)
	b.SetBusy("Сохраняется…")
	test.Tap(b)
	press(b, fyne.KeyReturn)
	if got := texts(b)[0]; pressed != 0 || got != "Сохраняется…" {
		t.Errorf("busy it says %q and was pressed %d times", got, pressed)
	}
	b.SetBusy("")
	test.Tap(b)
	if got := texts(b)[0]; pressed != 1 || got != "Сохранить" {
		t.Errorf("then it says %q and was pressed %d times", got, pressed)
	}
}

// A long label wraps instead of widening the page, and the button grows.
func TestButtonWraps(t *testing.T) {
	newApp(t)
	b := w.NewMainButton("printer", "Сохранить обращение и напечатать квитанцию", nil)
	if need := b.MinSize().Width; need > 170 {
		t.Errorf("asks for %v", need)
	}
	long := w.NewButton("printer", "Сверхдлинноесловокотороенеломается", nil)
	if long.Resize(fyne.NewSize(long.MinSize().Width, 40)); len(texts(long)) != 1 {
		t.Errorf("a word is broken: %q", texts(long))
	}
	one, two := b.HeightFor(600), b.HeightFor(260)
	if one != 48 || two <= one {
		t.Errorf("is %v high when wide and %v when narrow", one, two)
	}
	row := w.Row(0, b, w.Space())
	row.Resize(fyne.NewSize(900, 60))
	if got := len(texts(b)); got != 1 {
		t.Errorf("takes %d lines though there is room", got)
	}
}

func TestButtonLooks(t *testing.T) {
	newApp(t)
	for name, change := range map[string]func(b *w.Button, c fyne.Canvas){
		"calm": func(*w.Button, fyne.Canvas) {}, "focused": func(b *w.Button, c fyne.Canvas) { c.Focus(b) },
		"hovered": func(b *w.Button, c fyne.Canvas) { hover(c, b) }, "disabled": func(b *w.Button, _ fyne.Canvas) { b.Disable() },
		"pressed": func(b *w.Button, _ fyne.Canvas) { b.MouseDown(&desktop.MouseEvent{}) },
	} {
		t.Run(name, func(t *testing.T) {
			b := w.NewButton("wifi", "Проверить", nil)
			c := on(t, w.Pad(8, 8, b), 180, 56)
			change(b, c)
			test.AssertRendersToMarkup(t, "button-"+name+".xml", c)
		})
	}
}

func TestIconButtonTip(t *testing.T) {
	newApp(t)
	b := w.NewIconButton("camera", "Снять фото", nil)
	layer := w.NewLayer(w.Center(b))
	c := on(t, layer, 300, 200)
	hover(c, b)
	if got := texts(layer); len(got) != 1 || got[0] != "Снять фото" {
		t.Errorf("under the pointer it says %q", got)
	}
	test.MoveMouse(c, fyne.NewPos(2, 2))
	if got := texts(layer); len(got) != 0 {
		t.Errorf("away from it, it still says %q", got)
	}
}
