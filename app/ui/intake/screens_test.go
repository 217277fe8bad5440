package intake_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/civic"
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
	d.Write(say.name)
	d.Press(fyne.KeyTab)
	d.Write("+7 912 000-41-15")
	d.Press(fyne.KeyTab, fyne.KeyRight, fyne.KeyTab, fyne.KeySpace, fyne.KeyTab) // call back; consent
	d.Write("118")
	d.Press(fyne.KeyTab)
	d.Write(say.kind)
	d.Press(fyne.KeyReturn, fyne.KeyReturn) // the best; on to the words
	d.Write(say.text)
	d.Press(fyne.KeyTab)
	d.Write(say.village)
	d.Press(fyne.KeyTab)
	d.Write(say.address)
}

// The form fits every window in every language, whatever is said in it; with large text it scrolls without widening.
func TestScreens(t *testing.T) {
	d := open(t, uitest.Usual)
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		d.show(l, size)
		d.scenes(l.Lang, func(scene string) {
			uitest.Draw(t, d.Win, "intake-"+scene+"-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		})
	})
}

// scenes goes through the states of the form, and leaves it as it was.
func (d *desk) scenes(l civic.Lang, draw func(scene string)) {
	d.Helper()
	in, say := d.point.Intake, told(l)
	draw("1-empty")
	d.Press(fyne.KeyF6)
	d.Write(say.kind)
	draw("2-suggestions")
	d.Press(fyne.KeyEscape, fyne.KeyF10)
	draw("3-wrong")
	in.Clear()
	in.Clear()
	d.screen.Focus(d.canvas)
	d.fill(l)
	d.host.picks = []present.PhotoFile{uitest.Photo(d.T, "DSCN0012.jpg"), uitest.Photo(d.T, "DSCN0021.jpg"), uitest.Damaged(d.T), uitest.Letter()}
	d.Press(fyne.KeyF6, fyne.KeyReturn)
	draw("4-taking")
	d.pictured(3)
	draw("5-filled")
	in.Clear()
	draw("6-sure")
	in.SetReply(civic.ReplyPost)
	in.Choose("electricity-wire-down")
	draw("7-danger")
	in.Clear()
	in.Clear()
	in.Choose("roads-pothole")
	d.Press(fyne.KeyF6, fyne.KeyReturn)
	d.Write(say.text)
	in.Save()
	draw("8-advice")
	in.Save()
	draw("9-saving")
	d.saved()
	draw("10-done")
	in.Clear()
	in.Clear()
}
