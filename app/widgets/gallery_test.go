package widgets_test

import (
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

// TestGallery draws the whole kit in every look into the folder that GALLERY names, for human eyes.
func TestGallery(t *testing.T) {
	dir := os.Getenv("GALLERY")
	if dir == "" {
		t.Skip("GALLERY is not set")
	}
	for name, v := range map[string]theme.Variant{"light": theme.Light, "dark": theme.Dark} {
		for _, scale := range []float32{1, 1.5} {
			for sheet, draw := range sheets() {
				density, size := theme.Desk, fyne.NewSize(1366, 768)
				if sheet == "phone" {
					density, size = theme.Touch, fyne.NewSize(400, 820)
				}
				test.NewTempApp(t).Settings().SetTheme(theme.New(v, density, scale))
				shoot(t, filepath.Join(dir, fmt.Sprintf("%s-%s-%.0f.png", sheet, name, scale*100)), draw(), size)
			}
		}
	}
}

func shoot(t *testing.T, path string, content fyne.CanvasObject, size fyne.Size) {
	t.Helper()
	then := func(fyne.Canvas) {}
	if f, ok := content.(*focusing); ok {
		content, then = f.Container, f.then
	}
	win := test.NewTempWindow(t, content)
	win.SetPadded(false)
	win.Resize(size)
	then(win.Canvas())
	if need := content.MinSize(); need.Width > size.Width || need.Height > size.Height {
		t.Logf("%s doesn't fit: needs %v", filepath.Base(path), need)
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(png.Encode(file, win.Canvas().Capture()), file.Close()); err != nil {
		t.Fatal(err)
	}
}

func sheets() map[string]func() fyne.CanvasObject {
	return map[string]func() fyne.CanvasObject{
		"buttons": buttonSheet, "intake": intakeSheet, "journal": journalSheet, "sync": syncSheet, "suggest": suggestSheet,
		"states": stateSheet, "phone": phoneSheet, "photos": photoSheet,
	}
}

func buttonSheet() fyne.CanvasObject {
	off := w.NewMainButton("printer", "Недоступно", nil)
	off.Disable()
	busy := w.NewMainButton("printer", "Сохранить", nil)
	busy.SetBusy("Сохраняется…")
	offButton := w.NewButton("", "Недоступно", nil)
	offButton.Disable()
	buttons := w.Card(16, w.Col(12, w.NewSection("settings", "Кнопки", "справа то, что надо знать"),
		w.Row(12, w.NewMainButton("printer", "Сохранить и напечатать (F10)", nil), off, busy, w.Space()),
		w.Row(12, w.NewButton("wifi", "Проверить связь", nil), w.NewButton("", "Очистить (Esc)", nil), w.NewButton("trash", "Удалить", nil).Danger(), offButton,
			w.NewLinkButton("", "Показать", nil), w.NewIconButton("camera", "Снять", nil), w.Space())))
	wrong := w.NewField("Телефон").Icon("phone")
	wrong.SetText("+7 912 000")
	wrong.SetError("В номере не хватает цифр: их должно быть одиннадцать, считая с семёркой")
	disabled := w.NewField("Номер")
	disabled.SetText("СТ-04-0413")
	disabled.Disable()
	area := w.NewTextArea("Со слов заявителя", 2)
	area.SetText("Не горит фонарь у дома 8, третий день. Дети из школы идут в темноте, дорога скользкая. Раньше мигал, после ветра погас совсем.")
	fields := w.Card(16, w.Col(12, w.NewSection("user", "Кто", "видит только портал"),
		w.Row(12, w.Share(1.5, w.NewField("Фамилия, имя, отчество").Required().Hint("Как в паспорте")), w.Share(1, wrong), w.Share(1, disabled)),
		w.NewField("Вид проблемы").Placeholder("Начните печатать: яма, фонарь, мусор").Icon("search"), area,
		w.NewParagraph("Пакет зашифрован для портала: по дороге его никто не прочтёт. Обратно привезут подтверждение. "+
			"Сверхдлинноесловокотороенепомещаетсяниводнустрокуинедолжнорасширятьстраницудажееслионоещёдлиннеечемможнопредставитьсебевсамомстрашномсне.").In(theme.Muted)))
	tiles := w.Card(16, w.Row(12, w.NewTile("user", 36, theme.Accent), w.NewTile("shield-check", 56, theme.Success), w.NewTile("image", 40, theme.Danger),
		w.NewTile("lightbulb", 36, theme.Muted), w.NewStatusTile("building", 40, theme.StatusInWork), w.NewIcon("map", 16, theme.Ink), w.NewIcon("map", 24, theme.Ink), w.NewIcon("map", 48, theme.Link),
		w.Grow(w.NewText("Одна длинная строка, которая будет обрезана многоточием, если ей не хватит места на этом листе, а ей точно не хватит").Ellipsis())))
	return w.Stack(w.NewBox(theme.Ground, theme.None, 0), w.Pad(16, 24, w.Col(16, w.NewBold("Новое обращение").Step(theme.Title), buttons, fields, tiles, w.Space())))
}
