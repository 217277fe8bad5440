package gate_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/gate"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/store/vault"
)

// door is the gate in a window, in front of a real home folder.
type door struct {
	uitest.Seat
	loop    *presenttest.Loop
	env     *present.Env
	gate    *present.Gate
	point   *present.Point
	screen  *gate.Screen
	rebuilt int
}

// open shows the gate of an empty home folder without a keyring.
func open(t *testing.T, l present.Look, size fyne.Size) *door {
	t.Helper()
	uitest.Wear(t, l)
	h := uitest.NewHome(t)
	h.Env.Secrets, h.Env.Locale = vault.Secrets{}, l.Lang
	d := &door{Seat: uitest.Seat{T: t, Win: uitest.Window(t, nil, size)}, loop: h.Loop, env: h.Env}
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
	size := d.Win.Canvas().Size()
	d.Win.SetContent(d.screen.Content())
	d.Win.Resize(size)
	d.screen.Focus(d.Win.Canvas())
}

// settle waits until the gate is open or wants something.
func (d *door) settle() {
	d.Helper()
	d.loop.Until("the gate is done", func() bool { return d.point != nil || d.gate.State().Step != present.GateOpening })
}

// A passphrase is invented by keys alone: too short, then typed differently, then well; the next start asks for it.
func TestPassphraseByKeys(t *testing.T) {
	d := open(t, uitest.Russian, uitest.Usual)
	if d.gate.State().Step != present.GateInvent {
		t.Fatalf("the gate wants %s", d.gate.State().Step)
	}
	d.Write("коротко")
	d.Press(fyne.KeyReturn)
	d.Write("коротко")
	d.Press(fyne.KeyReturn)
	d.WantSaid("Пароль короче 8 знаков: добавьте ещё одно слово")
	d.Write(" и ясно")
	d.Press(fyne.KeyReturn)
	d.Write(" иначе")
	d.Press(fyne.KeyReturn)
	d.WantSaid("Пароли не совпадают. Наберите второй раз так же, как первый")
	for range 6 {
		d.Press(fyne.KeyBackspace)
	}
	d.Write(" и ясно")
	d.Press(fyne.KeyReturn)
	d.WantSaid("Открываю журнал…")
	d.settle()
	if d.point == nil {
		t.Fatalf("still closed: %+v", d.gate.State())
	}

	d.knock()
	if d.gate.State().Step != present.GateAsk {
		t.Fatalf("the gate wants %s", d.gate.State().Step)
	}
	d.Press(fyne.KeyReturn)
	d.WantSaid("Введите пароль")
	d.Write("не то")
	d.Press(fyne.KeyReturn)
	d.settle()
	d.WantSaid("Пароль не подходит. Проверьте раскладку и Caps Lock")
	if typed := d.Win.Canvas().Focused().(*w.Entry).Text; typed != "" {
		t.Error("a wrong passphrase is still there")
	}
	d.Write("коротко и ясно")
	d.Press(fyne.KeyReturn)
	d.settle()
	if d.point == nil {
		t.Fatalf("still closed: %+v", d.gate.State())
	}
}

// What is typed can be looked at, and is hidden until then.
func TestPassphraseIsHidden(t *testing.T) {
	d := open(t, uitest.Russian, uitest.Usual)
	d.Write("видно ли")
	if d.Said("видно ли") {
		t.Error("a passphrase is shown")
	}
	d.Press(fyne.KeyTab)
	if button, ok := d.Win.Canvas().Focused().(fyne.Accessible); !ok || button.AccessibilityLabel() != "Показать пароль" {
		t.Fatalf("after the passphrase the keyboard is on %T", d.Win.Canvas().Focused())
	}
	d.Press(fyne.KeySpace)
	d.WantSaid("видно ли")
	d.Press(fyne.KeySpace)
	if d.Said("видно ли") {
		t.Error("a passphrase is still shown")
	}
}

func TestLanguageIsChosenAtTheGate(t *testing.T) {
	d := open(t, uitest.Russian, uitest.Usual)
	d.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	built := d.rebuilt
	d.Press(fyne.KeyRight, fyne.KeyTab)
	if d.gate.Look().Lang != civic.LangUK || d.rebuilt != built+1 {
		t.Fatalf("speaks %s after %d screens", d.gate.Look().Lang, d.rebuilt-built)
	}
	d.WantSaid("Почати")
}

func TestTroubleCanBeTriedAgain(t *testing.T) {
	d := open(t, uitest.Russian, uitest.Usual)
	d.Write(presenttest.Passphrase)
	d.Press(fyne.KeyReturn)
	d.Write(presenttest.Passphrase)
	d.Press(fyne.KeyReturn)
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
	d.WantSaid("Файл ключа vault.json повреждён. Верните его из резервной копии")
	if err := os.WriteFile(spoil, good, 0o600); err != nil {
		t.Fatal(err)
	}
	d.Press(fyne.KeyReturn)
	d.settle()
	if d.point == nil {
		t.Fatalf("still closed: %+v", d.gate.State())
	}
}

// A second window says that there is one already, and opens once it is gone.
func TestAnotherWindowIsSaid(t *testing.T) {
	d := open(t, uitest.Russian, uitest.Usual)
	d.gate.Invent(presenttest.Passphrase, presenttest.Passphrase)
	d.settle()
	d.env.Secrets = vault.Secrets{Passphrase: presenttest.Passphrase}
	second := present.NewGate(d.env)
	opened := false
	second.OnOpen = func(p *present.Point) {
		opened = true
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	first := d.point
	d.point, d.gate = nil, second
	d.build()
	second.Begin()
	d.settle()
	d.WantSaid("Журнал уже открыт")
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		uitest.Wear(t, l)
		d.Win = uitest.Window(t, nil, size)
		second.SetLook(l)
		second.Begin()
		d.settle()
		d.build()
		uitest.Draw(t, d.Win, "gate-busy-"+uitest.Name(l)+"-"+uitest.SizeName(size))
	})
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	d.Press(fyne.KeyReturn)
	d.loop.Until("it opens", func() bool { return opened })
}

// Every step fits in every language, whatever is said in it.
func TestScreens(t *testing.T) {
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		d := open(t, l, size)
		draw := func(state string) { uitest.Draw(t, d.Win, "gate-"+state+"-"+uitest.Name(l)+"-"+uitest.SizeName(size)) }
		draw("invent")
		d.Write(presenttest.Passphrase)
		d.Press(fyne.KeyReturn)
		d.Write("не то")
		d.Press(fyne.KeyReturn)
		draw("differ")
		d.gate.Invent(presenttest.Passphrase, presenttest.Passphrase)
		draw("opening")
		d.settle()
		d.knock()
		draw("ask")
		d.Write("не то")
		d.Press(fyne.KeyReturn)
		d.settle()
		draw("wrong")
		if err := os.WriteFile(filepath.Join(d.env.Home, "vault.json"), []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
		d.env.Secrets = vault.Secrets{Passphrase: presenttest.Passphrase}
		d.knock()
		draw("trouble")
	})
}
