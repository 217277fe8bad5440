package widgets_test

import (
	"bytes"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

// stateSheet shows every look a control can have: calm, under the pointer, pressed, with the keyboard, disabled.
func stateSheet() fyne.CanvasObject {
	type control interface {
		fyne.CanvasObject
		Disable()
		MouseIn(*desktop.MouseEvent)
		MouseDown(*desktop.MouseEvent)
		FocusGained()
	}
	rows := w.Col(12, w.NewPageTitle("Состояния", "обычное · под мышью · нажато · с клавиатурой · недоступно"))
	for _, create := range []func() control{
		func() control { return w.NewMainButton("printer", "Сохранить", func() {}) },
		func() control { return w.NewButton("wifi", "Проверить", func() {}) },
		func() control { return w.NewButton("trash", "Удалить", func() {}).Danger() },
		func() control { return w.NewLinkButton("", "Показать", func() {}) },
		func() control { return w.NewIconButton("camera", "Снять", func() {}) },
		func() control { return w.NewChip("Не горит фонарь", true, nil) },
		func() control { return w.NewChip("Мигает", false, nil) },
		func() control { return w.NewCheck("Согласие", true, nil) },
		func() control { return w.NewCheck("Позвонить", false, nil) },
		func() control { return w.NewSelect("Посёлок", []w.Choice{{Title: "Ставчены"}}, 0, nil) },
	} {
		line := w.Row(16)
		for state := range 5 {
			c := create()
			switch state {
			case 1:
				c.MouseIn(nil)
			case 2:
				c.MouseDown(nil)
			case 3:
				c.FocusGained()
			case 4:
				c.Disable()
			}
			line.Add(w.Scaled(190, 0, w.Left(w.Sized(120, 0, c))))
		}
		rows.Add(line)
	}
	chips, segments := w.NewChipRow([]string{"Все · 128", "В работе · 31", "Просрочено · 4"}, 0, nil), w.NewSegments([]string{"Лично", "По телефону", "На бумаге"}, 1, nil)
	chips.FocusGained()
	segments.FocusGained()
	off := w.NewSegments([]string{"Лично", "По телефону"}, 1, nil)
	off.Disable()
	rows.Add(w.Row(16, w.Sized(440, 0, chips), segments, off, w.Space()))
	rows.Add(w.Space())
	return w.Stack(w.NewBox(theme.Ground, theme.None, 0), w.Pad(16, 24, w.Card(16, rows)))
}

// phoneSheet is a citizen's screen in the touch density.
func phoneSheet() fyne.CanvasObject {
	frame := w.NewPhoneFrame(w.NewIconButton("x", "Закрыть", nil).In(theme.Ink), "Что случилось?", w.Pill("cloud-off", "Нет связи"))
	place := w.Card(8, w.NewListRow(thumb("DSCN0021.jpg", 72, 64), "ул. Дмитрия Кантемира, 8", "GPS, точность 8 м", w.NewIcon("chevron-right", 22, theme.Muted)))
	said := w.NewTextArea("Своими словами", 2)
	said.SetText("Третий день не горит фонарь у дома 8, дети идут из школы в темноте.")
	page := w.Col(12, thumb("DSCN0012.jpg", 368, 220), place, w.Labelled("Похоже на это", w.NewChipRow([]string{"Не горит фонарь", "Оборван провод", "Темно на улице", "Другое…"}, 0, nil)), said,
		w.NewBanner(w.Info, "Уже сообщили", "40 м · в работе", w.NewButton("", "Поддержать", nil)).Lead(w.NewTile("users", 40, theme.Accent)),
		w.NewCheck("Согласна на обработку моих данных и на то, чтобы ответ пришёл в библиотеку", true, nil))
	frame.SetPage(w.NewScroll(w.Pad(0, 16, page)))
	frame.SetOutbox("cloud-upload", "Сохранится здесь, уйдёт при первой связи")
	frame.SetAction(w.NewMainButton("check", "Сохранить обращение", nil))
	return frame
}

// photoSheet has what pictures are looked at with.
func photoSheet() fyne.CanvasObject {
	before, _, _ := image.Decode(bytes.NewReader(photo("DSCN0021.jpg")))
	after, _, _ := image.Decode(bytes.NewReader(photo("DSCN0012.jpg")))
	split := w.NewBeforeAfter(before, after, "До · 18 ноя", "После · сегодня", "До и после")
	focused := w.NewBeforeAfter(before, after, "До · 18 ноя", "После · сегодня", "До и после")
	focused.SetShare(0.2)
	focused.FocusGained()
	return w.Stack(w.NewBox(theme.Ground, theme.None, 0), w.Pad(16, 24, w.Row(16,
		w.Sized(368, 0, w.Col(12, split, focused, w.NewBeforeAfter(nil, after, "До", "После", "До и после"), w.Space())),
		w.Grow(w.NewPhotoView(after, "Снимок")), w.Grow(w.NewMarkPad(before, "Рисовать")))))
}
