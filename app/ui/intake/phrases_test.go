package intake_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// F3 and a digit write a sentence; the cursor is where something is to be filled in, and Enter goes on to the next gap.
func TestPhraseByKeys(t *testing.T) {
	d := open(t, uitest.Usual)
	in := d.point.Intake
	in.Choose("lighting-lamp-out")
	d.Press(fyne.KeyF6, fyne.KeyF3)
	d.WantSaid("1   Не горит фонарь у дома ___, уже ___ дней")
	d.Write("1")
	text := d.entry("Со слов заявителя")
	if d.canvas.Focused() != text {
		t.Fatal("the keyboard isn't in the text")
	}
	d.Write("8")
	d.Press(fyne.KeyReturn)
	d.Write("3")
	if want := "Не горит фонарь у дома 8, уже 3 дней"; text.Text != want || in.State().Report.Text != want {
		t.Errorf("%q stands there, %q is kept", text.Text, in.State().Report.Text)
	}
	d.Press(fyne.KeyF3)
	d.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	d.Write("вчера")
	if want := "Не горит фонарь у дома 8, уже 3 дней. Фонарь мигал и погас вчера"; text.Text != want {
		t.Errorf("%q stands there", text.Text)
	}
	d.Press(fyne.KeyF3, fyne.KeyEscape)
	if in.State().Sure || d.Said("1   Не горит фонарь у дома ___, уже ___ дней") {
		t.Error("Esc did more than close the list, or less")
	}
	d.Press(fyne.KeyReturn)
	d.Write("5")
	if !strings.HasSuffix(text.Text, "вчера\n5") {
		t.Errorf("a line without gaps doesn't end: %q", text.Text)
	}
}

// What was left to fill in is said before the report is saved.
func TestGapIsNotSaved(t *testing.T) {
	d := open(t, uitest.Usual)
	in := d.point.Intake
	in.Choose("lighting-lamp-out")
	in.AddPhrase(0)
	in.SetAddress("ул. Лесная, 8")
	in.Save()
	if in.State().Done.Number != "" || in.State().Saving {
		t.Fatal("saved with a gap")
	}
	d.WantSaid("Заполните пропуск ___ или сотрите его")
}

// Without a kind there are no phrases: the keyboard goes to where it is chosen.
func TestPhrasesNeedAKind(t *testing.T) {
	d := open(t, uitest.Usual)
	d.Press(fyne.KeyF3)
	if d.canvas.Focused() != d.entry("Вид проблемы") {
		t.Error("the keyboard is elsewhere")
	}
}

// In danger the screen says what to tell the dispatcher, with what is known of the place by now.
func TestScriptOfAnEmergency(t *testing.T) {
	d := open(t, uitest.Usual)
	in := d.point.Intake
	in.Choose("gas-smell-indoors")
	says := func(line string) bool {
		found := false
		uitest.Visit(d.screen.Content(), func(o fyne.CanvasObject) {
			if p, ok := o.(*w.Paragraph); ok && strings.Contains(p.Text(), line) {
				found = true
			}
		})
		return found
	}
	for _, line := range []string{"1. Где: узнайте адрес", "2. Что: Пахнет газом в доме", "3. Есть ли пострадавшие", "4. Не кладите трубку", "не трогать выключатели"} {
		if !says(line) {
			t.Errorf("%q isn't said", line)
		}
	}
	in.SetSettlement("Ставчены")
	in.SetAddress("ул. Лесная, 8")
	if !says("1. Где: Ставчены, ул. Лесная, 8") {
		t.Error("the place isn't said")
	}
	in.Choose("roads-pothole")
	if says("не трогать выключатели") {
		t.Error("the advice stays")
	}
}

func TestPhraseScreens(t *testing.T) {
	d := open(t, uitest.Usual)
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		if l.Dark {
			return
		}
		d.show(l, size)
		d.point.Intake.Choose("heating-cold-flat")
		d.Press(fyne.KeyF3)
		uitest.Draw(t, d.Win, "intake-phrases-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		d.Press(fyne.KeyEscape)
		d.point.Intake.Choose("gas-smell-indoors")
		uitest.Draw(t, d.Win, "intake-script-"+uitest.Name(l)+"-"+uitest.SizeName(size))
	})
}
