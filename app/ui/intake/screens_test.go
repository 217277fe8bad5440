package intake_test

import (
	"fmt"
	"os"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
)

// wide and small are the screens that reception points have.
var (
	wide  = fyne.NewSize(1366, 768)
	small = fyne.NewSize(1024, 700)
)

// words are what one person tells, in a language.
type words struct{ kind, danger, name, text, village, address string }

func told(l civic.Lang) words {
	switch l {
	case civic.LangUK:
		return words{"ліхтар не горить", "пожежа", "Петренко Ганна Сергіївна", "Не горить ліхтар біля будинку 8, третій день. Діти зі школи йдуть у темряві, дорога слизька.", "с. Ставчани", "вул. Лісова, 8, біля зупинки"}
	case civic.LangEN:
		return words{"street light out", "fire", "Anna Petrova", "The light by house 8 has been out for three days. Children walk home from school in the dark, and the road is slippery.", "Stavcheny", "8 Lesnaya St, by the bus stop"}
	case civic.LangRU:
	}
	return words{"фонарь не горит", "пожар", "Петрова Анна Сергеевна", "Не горит фонарь у дома 8, третий день. Дети из школы идут в темноте, дорога скользкая. Раньше мигал, после ветра погас совсем.", "с. Ставчены", "ул. Лесная, 8, у остановки"}
}

// fill goes through the form as a person does.
func (d *desk) fill(l civic.Lang) {
	d.Helper()
	say := told(l)
	d.write(say.name)
	d.press(fyne.KeyTab)
	d.write("+7 912 000-41-15")
	d.press(fyne.KeyTab, fyne.KeyRight, fyne.KeyTab, fyne.KeySpace, fyne.KeyTab) // call back; consent
	d.write("118")
	d.press(fyne.KeyTab)
	d.write(say.kind)
	d.press(fyne.KeyReturn, fyne.KeyReturn) // the best; on to the words
	d.write(say.text)
	d.press(fyne.KeyTab)
	d.write(say.village)
	d.press(fyne.KeyTab)
	d.write(say.address)
}

// looks are what a screen is drawn in.
func looks() (all []present.Look) {
	for _, l := range civic.Langs() {
		all = append(all, present.Look{Lang: l, Scale: 1}, present.Look{Lang: l, Scale: 1, Dark: true})
	}
	return all
}

// TestScreens draws every state of the form into the folder that PRIYOM_SCREENS names, for human eyes.
func TestScreens(t *testing.T) {
	dir := os.Getenv("PRIYOM_SCREENS")
	if dir == "" {
		t.Skip("PRIYOM_SCREENS is not set")
	}
	for _, l := range looks() {
		name := fmt.Sprintf("intake-%s", l.Lang)
		if l.Dark {
			name += "-dark"
		}
		t.Run(name, func(t *testing.T) { scenes(open(t, l, wide), dir, name, l.Lang) })
		if l.Dark {
			continue
		}
		for _, big := range []float32{1, 1.5} {
			at := fmt.Sprintf("intake-%s-1024-%.0f", l.Lang, 100*big)
			t.Run(at, func(t *testing.T) {
				d := open(t, present.Look{Lang: l.Lang, Scale: big}, small)
				d.shoot(dir, at+"-empty")
				d.fill(l.Lang)
				d.shoot(dir, at+"-filled")
			})
		}
	}
}

func scenes(d *desk, dir, name string, l civic.Lang) {
	in, say := d.point.Intake, told(l)
	d.shoot(dir, name+"-1-empty")
	d.canvas.Focus(nil)
	d.screen.Focus(d.canvas)
	d.press(fyne.KeyF6)
	d.write(say.kind)
	d.shoot(dir, name+"-2-suggestions")
	d.press(fyne.KeyEscape, fyne.KeyF10)
	d.shoot(dir, name+"-3-wrong")
	d.press(fyne.KeyEscape)
	d.fill(l)
	d.host.picks = []present.PhotoFile{presenttest.SharedPhoto(d.T, "DSCN0012.jpg"), presenttest.SharedPhoto(d.T, "DSCN0021.jpg"), presenttest.SharedPhoto(d.T, "corrupted.jpg"), presenttest.SharedPhoto(d.T, "README.md")}
	d.press(fyne.KeyF6, fyne.KeyReturn)
	d.shoot(dir, name+"-4-taking")
	d.pictured(3)
	d.shoot(dir, name+"-5-filled")
	in.Clear()
	d.shoot(dir, name+"-6-sure")
	in.SetReply(civic.ReplyPost)
	in.Choose("electricity-wire-down")
	d.shoot(dir, name+"-7-danger")
	in.Clear()
	in.Clear()
	in.Choose("roads-pothole")
	d.press(fyne.KeyF6, fyne.KeyReturn)
	d.write(say.text)
	in.Save()
	d.shoot(dir, name+"-8-advice")
	in.Save()
	d.shoot(dir, name+"-9-saving")
	d.saved()
	d.shoot(dir, name+"-10-done")
}
