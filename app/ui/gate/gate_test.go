package gate_test

import (
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/theme"
	"priyom/app/ui/gate"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/store/vault"
)

// door is the gate in a window, in front of a real home folder.
type door struct {
	*testing.T
	loop    *presenttest.Loop
	env     *present.Env
	gate    *present.Gate
	point   *present.Point
	screen  *gate.Screen
	win     fyne.Window
	rebuilt int
}

// open shows the gate of an empty home folder without a keyring.
func open(t *testing.T, l present.Look, size fyne.Size) *door {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Theme(l, theme.Desk))
	d := &door{T: t, loop: presenttest.NewLoop(t)}
	d.env = presenttest.Env(t, d.loop)
	d.env.Secrets, d.env.Locale = vault.Secrets{}, l.Lang
	d.win = test.NewTempWindow(t, nil)
	d.win.SetPadded(false)
	d.win.Resize(size)
	d.knock()
	t.Cleanup(d.shut)
	return d
}

// knock shows a new gate, as at a start of the program.
func (d *door) knock() {
	d.shut()
	d.gate = present.NewGate(d.env)
	d.gate.OnOpen = func(p *present.Point) { d.point = p }
	d.build()
	d.gate.Begin()
	d.settle()
}

func (d *door) shut() {
	if d.point != nil {
		if err := d.point.Close(); err != nil {
			d.Error(err)
		}
		d.point = nil
	}
}

func (d *door) build() {
	d.rebuilt++
	d.screen = gate.New(d.gate, d.build)
	size := d.win.Canvas().Size()
	d.win.SetContent(d.screen.Content())
	d.win.Resize(size)
	d.screen.Focus(d.win.Canvas())
}

// settle waits until the gate is open or wants something.
func (d *door) settle() {
	d.Helper()
	d.loop.Until("the gate is done", func() bool { return d.point != nil || d.gate.State().Step != present.GateOpening })
}

func (d *door) write(text string) { test.Type(d.win.Canvas().Focused(), text) }
func (d *door) press(keys ...fyne.KeyName) {
	for _, key := range keys {
		if key == fyne.KeyTab {
			d.win.Canvas().FocusNext()
			continue
		}
		d.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// says returns every line that is drawn.
func (d *door) says() (lines []string) {
	visit(d.win.Canvas().Content(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *canvas.Text:
			lines = append(lines, o.Text)
		case *w.Paragraph:
			lines = append(lines, o.Text())
		}
	})
	return lines
}

func (d *door) wantSaid(what string) {
	d.Helper()
	if lines := d.says(); !slices.Contains(lines, what) {
		d.Errorf("%q isn't said, but %q", what, lines)
	}
}

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

var (
	wide  = fyne.NewSize(1366, 768)
	small = fyne.NewSize(1024, 700)
)

// A passphrase is invented by keys alone: too short, then typed differently, then well; the next start asks for it.
func TestPassphraseByKeys(t *testing.T) {
	d := open(t, present.Look{Lang: civic.LangRU, Scale: 1}, wide)
	if d.gate.State().Step != present.GateInvent {
		t.Fatalf("the gate wants %s", d.gate.State().Step)
	}
	d.write("коротко")
	d.press(fyne.KeyReturn)
	d.write("коротко")
	d.press(fyne.KeyReturn)
	d.wantSaid("Пароль короче 8 знаков: добавьте ещё одно слово")
	d.write(" и ясно")
	d.press(fyne.KeyReturn)
	d.write(" иначе")
	d.press(fyne.KeyReturn)
	d.wantSaid("Пароли не совпадают. Наберите второй раз так же, как первый")
	for range 6 {
		d.press(fyne.KeyBackspace)
	}
	d.write(" и ясно")
	d.press(fyne.KeyReturn)
	d.wantSaid("Открываю журнал…")
	d.settle()
	if d.point == nil {
		t.Fatalf("still closed: %+v", d.gate.State())
	}

	d.knock()
	if d.gate.State().Step != present.GateAsk {
		t.Fatalf("the gate wants %s", d.gate.State().Step)
	}
	d.press(fyne.KeyReturn)
	d.wantSaid("Введите пароль")
	d.write("не то")
	d.press(fyne.KeyReturn)
	d.settle()
	d.wantSaid("Пароль не подходит. Проверьте раскладку и Caps Lock")
	if typed := d.win.Canvas().Focused().(*w.Entry).Text; typed != "" {
		t.Error("a wrong passphrase is still there")
	}
	d.write("коротко и ясно")
	d.press(fyne.KeyReturn)
	d.settle()
	if d.point == nil {
		t.Fatalf("still closed: %+v", d.gate.State())
	}
}

// What is typed can be looked at, and is hidden until then.
func TestPassphraseIsHidden(t *testing.T) {
	d := open(t, present.Look{Lang: civic.LangRU, Scale: 1}, wide)
	d.write("видно ли")
	if slices.Contains(d.says(), "видно ли") {
		t.Error("a passphrase is shown")
	}
	d.press(fyne.KeyTab)
	if button, ok := d.win.Canvas().Focused().(fyne.Accessible); !ok || button.AccessibilityLabel() != "Показать пароль" {
		t.Fatalf("after the passphrase the keyboard is on %T", d.win.Canvas().Focused())
	}
	d.press(fyne.KeySpace)
	d.wantSaid("видно ли")
	d.press(fyne.KeySpace)
	if slices.Contains(d.says(), "видно ли") {
		t.Error("a passphrase is still shown")
	}
}

func TestLanguageIsChosenAtTheGate(t *testing.T) {
	d := open(t, present.Look{Lang: civic.LangRU, Scale: 1}, wide)
	d.press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	built := d.rebuilt
	d.press(fyne.KeyRight, fyne.KeyTab)
	if d.gate.Look().Lang != civic.LangUK || d.rebuilt != built+1 {
		t.Fatalf("speaks %s after %d screens", d.gate.Look().Lang, d.rebuilt-built)
	}
	d.wantSaid("Почати")
}

func TestTroubleCanBeTriedAgain(t *testing.T) {
	d := open(t, present.Look{Lang: civic.LangRU, Scale: 1}, wide)
	d.write(presenttest.Passphrase)
	d.press(fyne.KeyReturn)
	d.write(presenttest.Passphrase)
	d.press(fyne.KeyReturn)
	d.settle()
	spoil := filepath.Join(d.env.Home, "vault.json")
	good, err := os.ReadFile(spoil)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(spoil, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.env.Secrets = vault.Secrets{Passphrase: presenttest.Passphrase}
	d.knock()
	if d.gate.State().Step != present.GateTrouble {
		t.Fatalf("the gate wants %+v", d.gate.State())
	}
	d.wantSaid("Файл ключа vault.json повреждён. Верните его из резервной копии")
	if err := os.WriteFile(spoil, good, 0o600); err != nil {
		t.Fatal(err)
	}
	d.press(fyne.KeyReturn)
	d.settle()
	if d.point == nil {
		t.Fatalf("still closed: %+v", d.gate.State())
	}
}

// The gate fits the least window in every language, and with large text it scrolls without widening.
func TestFits(t *testing.T) {
	for _, l := range civic.Langs() {
		for _, scale := range []float32{1, 1.5} {
			t.Run(fmt.Sprintf("%s %.0f", l, 100*scale), func(t *testing.T) {
				d := open(t, present.Look{Lang: l, Scale: scale}, small)
				if need := d.screen.Content().MinSize(); need.Width > small.Width || need.Height > small.Height {
					t.Errorf("needs %v", need)
				}
				if got := d.win.Canvas().Size(); got != small {
					t.Errorf("the window is %v", got)
				}
			})
		}
	}
}

// TestScreens draws every step into the folder that PRIYOM_SCREENS names, for human eyes.
func TestScreens(t *testing.T) {
	dir := os.Getenv("PRIYOM_SCREENS")
	if dir == "" {
		t.Skip("PRIYOM_SCREENS is not set")
	}
	for _, l := range civic.Langs() {
		for _, dark := range []bool{false, true} {
			name := fmt.Sprintf("gate-%s", l)
			if dark {
				name += "-dark"
			}
			t.Run(name, func(t *testing.T) { scenes(open(t, present.Look{Lang: l, Dark: dark, Scale: 1}, wide), dir, name) })
		}
		name := fmt.Sprintf("gate-%s-1024-150", l)
		t.Run(name, func(t *testing.T) {
			open(t, present.Look{Lang: l, Scale: 1.5}, small).shoot(dir, name)
		})
	}
}

func scenes(d *door, dir, name string) {
	d.shoot(dir, name+"-1-invent")
	d.write(presenttest.Passphrase)
	d.press(fyne.KeyReturn)
	d.write("не то")
	d.press(fyne.KeyReturn)
	d.shoot(dir, name+"-2-differ")
	d.gate.Invent(presenttest.Passphrase, presenttest.Passphrase)
	d.shoot(dir, name+"-3-opening")
	d.settle()
	d.knock()
	d.shoot(dir, name+"-4-ask")
	d.write("не то")
	d.press(fyne.KeyReturn)
	d.settle()
	d.shoot(dir, name+"-5-wrong")
	if err := os.WriteFile(filepath.Join(d.env.Home, "vault.json"), []byte("{"), 0o600); err != nil {
		d.Fatal(err)
	}
	d.env.Secrets = vault.Secrets{Passphrase: presenttest.Passphrase}
	d.knock()
	d.shoot(dir, name+"-6-trouble")
}

func (d *door) shoot(dir, name string) {
	d.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		d.Fatal(err)
	}
	file, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		d.Fatal(err)
	}
	if err := errors.Join(png.Encode(file, d.win.Canvas().Capture()), file.Close()); err != nil {
		d.Fatal(err)
	}
}
