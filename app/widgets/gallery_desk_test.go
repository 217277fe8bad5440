package widgets_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

// The three desk screens of the design, put together from the real kit.

func deskFrame(current string, page fyne.CanvasObject) *w.DeskFrame {
	rail := w.NewNavRail("mail-check", "Приём", "с. Ставчены", []w.NavItem{
		{Key: "intake", Icon: "file-plus", Title: "Приём", Shortcut: "Ctrl+1"},
		{Key: "journal", Icon: "list", Title: "Журнал", Shortcut: "Ctrl+2"},
		{Key: "map", Icon: "map", Title: "Карта"},
		{Key: "sign", Icon: "signature", Title: "Подписи"},
		{Key: "hand", Icon: "mail-check", Title: "Выдать ответы"},
		{Key: "day", Icon: "clipboard-check", Title: "Итог дня"},
		{Key: "sync", Icon: "refresh", Title: "Связь и очередь"},
	}, nil)
	rail.SetCurrent(current)
	rail.SetCount("sign", 4)
	rail.SetCount("hand", 3)
	rail.SetCount("sync", 5)
	person := w.NewListRow(w.NewStatusTile("user", 36, theme.StatusSolved), "Мария Иванова", "Библиотека · смена с 9:00")
	lock := func() {}
	rail.SetFoot(w.Col(12, w.Divider(), w.Pad(0, 4, person), w.NewButton("lock", "Закрыть экран (F12)", lock)), w.NewIconButton("lock", "Закрыть экран (F12)", lock))
	strip := w.NewOutboxStrip(nil)
	strip.Set("cloud-off", theme.Muted, "Нет связи · ждут 5 записей и 8 фото, 3,4 МБ · всё сохранено, можно закрыть", "Последний обмен в 14:32")
	frame := w.NewDeskFrame(rail, strip)
	frame.SetPage(page)
	return frame
}

// photo is a file of the folder that GALLERY_PHOTOS names, or else a picture of a hill under the sky.
func photo(file string) []byte {
	if dir := os.Getenv("GALLERY_PHOTOS"); dir != "" {
		if data, err := os.ReadFile(filepath.Join(dir, file)); err == nil {
			return data
		}
	}
	picture := image.NewNRGBA(image.Rect(0, 0, 120, 90))
	for y := range 90 {
		for x := range 120 {
			c := color.NRGBA{R: 0x9C, G: 0xC4, B: 0xE4, A: 255}
			if y > 50+(x-60)*(x-60)/120 {
				c = color.NRGBA{R: 0x6E, G: 0x8B, B: 0x4E, A: 255}
			}
			picture.SetNRGBA(x, y, c)
		}
	}
	var data bytes.Buffer
	if err := png.Encode(&data, picture); err != nil {
		return nil
	}
	return data.Bytes()
}

func thumb(file string, width, height float32) *w.Thumb {
	t := w.NewThumb(width, height, func() {})
	_ = t.SetBytes(photo(file), "Не читается")
	return t
}

func intakeSheet() fyne.CanvasObject {
	head := w.NewPageTitle("Новое обращение", "№ СТ-04-0413 · черновик сохранён в 14:51", w.NewSegments([]string{"Лично", "По телефону", "На бумаге"}, 0, nil))
	name, phone := w.NewField("Фамилия, имя, отчество"), w.NewField("Телефон").Icon("phone")
	name.SetText("Петрова Анна Сергеевна")
	phone.SetText("+7 912 000-41-15")
	who := w.Card(16, w.Col(12, w.NewSection("user", "Кто", "видит только портал"), w.Row(12, w.Share(1.5, name), w.Share(1, phone)),
		w.Flow(24, 0, w.NewCheck("Согласие подписано, лист № 118", true, nil), w.NewCheck("Ответ принести на бумаге", true, nil), w.NewCheck("Позвонить", false, nil))))
	kind := w.NewSuggestField("Вид проблемы")
	kind.SetText("фонарь не гор")
	said := w.NewTextArea("Со слов заявителя", 2)
	said.SetText("Не горит фонарь у дома 8, третий день. Дети из школы идут в темноте, дорога скользкая. Раньше мигал, после ветра погас совсем.")
	broken := w.NewThumb(84, 64, nil)
	broken.SetUnreadable("Не читается")
	photos := w.NewPhotoStrip(84, 64, "Добавить", func() {})
	photos.SetThumbs([]*w.Thumb{thumb("DSCN0012.jpg", 84, 64).Removable("Убрать фото", func() {}), broken})
	urgency := w.Col(4, w.NewLabel("Срочность"), w.NewSegments([]string{"Обычная", "Важная", "Авария · 112"}, 0, nil).Danger(2), w.NewCaption("Первый ответ — за 8 рабочих часов").Ellipsis())
	what := w.Card(16, w.Col(12, w.NewSection("pen", "Что", "Освещение · Не горит фонарь"), kind,
		w.NewChipRow([]string{"Не горит фонарь", "Мигает фонарь", "Оборван провод", "Ещё 4…"}, 0, nil), said,
		w.Row(24, w.Grow(urgency), w.Labelled("Фото", w.Sized(84*3+16, 0, photos)))))
	where := w.NewField("Адрес или ориентир").Icon("search")
	where.SetText("ул. Дмитрия Кантемира, 8")
	spot := w.Card(16, w.Col(12, w.NewSection("map-pin", "Где", "карта без сети"), where,
		w.Grow(w.Sized(0, 120, canvas.NewRectangle(color.NRGBA{R: 0xE8, G: 0xE4, B: 0xDC, A: 255})))))
	near := w.NewBanner(w.Info, "Рядом уже сообщали", "Фонарь у дома 6 · 40 м", w.NewButton("", "Поддержать", nil)).Lead(thumb("DSCN0021.jpg", 48, 48))
	answers := w.Card(12, w.NewListRow(w.NewTile("building", 40, theme.Accent), "Ответственный: МУП «Горсвет»", "Починить до 26 ноября, четверг · 3 рабочих дня"))
	form := w.Row(16, w.Share(1.6, w.Col(16, who, w.Grow(what))), w.Share(1, w.Col(16, w.Grow(spot), near, answers)))
	foot := w.FootBar(w.NewButton("", "Очистить (Esc)", nil), w.NewButton("", "В черновики (F4)", nil), w.Space(), w.NewCaption("Напечатает квитанцию с QR").Ellipsis(),
		w.NewMainButton("printer", "Сохранить и напечатать (F10)", nil))
	return deskFrame("intake", w.Col(0, w.Grow(w.NewScroll(w.Pad(16, 24, w.Col(16, head, w.Grow(form))))), foot))
}

type journalEntry struct {
	number, glyph, title, where string
	status                      theme.Status
	word                        string
	clock                       w.Clock
	left                        string
}

func journalEntries() []journalEntry {
	return []journalEntry{
		{"0412", "lightbulb", "Не горит фонарь", "ул. Дмитрия Кантемира, 6", theme.StatusInWork, "В работе", w.ClockRuns, "осталось 2 дня"},
		{"0411", "construction", "Яма у остановки", "Индустриальная ул., у дома 4", theme.StatusOverdue, "Просрочено", w.ClockLate, "на 2 дня позже"},
		{"0410", "trash-2", "Не вывезли мусор", "Молодёжная ул., 31", theme.StatusQueued, "Ждёт отправки", w.ClockWaits, "не начат"},
		{"0409", "droplets", "Нет воды с утра", "ул. Виилор, 12", theme.StatusDelivered, "Доставлено", w.ClockSoon, "осталось 3 ч"},
		{"0408", "snowflake", "Гололёд на мостике", "у ручья, пер. Кантемира", theme.StatusSolved, "Решено", w.ClockMet, "в срок"},
		{"0407", "trees", "Упало дерево", "ул. Иона Крянгэ, 40", theme.StatusReturned, "Возвращено", w.ClockRuns, "осталось 5 ч"},
		{"0406", "bus", "Автобус не пришёл", "остановка «Школа»", theme.StatusInWork, "В работе", w.ClockRuns, "осталось 6 дней"},
		{"0405", "bench", "Сломаны качели", "двор, ул. Мугурел, 3", theme.StatusSolved, "Решено", w.ClockMet, "в срок"},
	}
}

type journalRow struct {
	number   *w.Text
	tile     *w.Tile
	text     *w.ListRow
	status   *w.StatusChip
	deadline *w.DeadlineBadge
}

func journalSheet() fyne.CanvasObject {
	entries := journalEntries()
	head := w.NewPageTitle("Журнал", "Ноябрь 2026 · 128 обращений", w.Sized(300, 0, w.NewSearch("Номер, фамилия, адрес", "Стереть", nil)), w.NewButton("printer", "Печать", nil))
	filters := w.Row(8, w.Grow(w.NewChipRow([]string{"Все · 128", "Ждут отправки · 5", "В работе · 31", "Просрочено · 4", "Ответ не выдан · 3"}, 0, nil)), w.NewButton("calendar", "1–23 ноября", nil))
	line := func(a, b, c, d fyne.CanvasObject) *fyne.Container {
		return w.Row(12, w.Scaled(48, 0, a), w.Grow(b), w.Scaled(148, 0, c), w.Scaled(132, 0, d))
	}
	rows := map[fyne.CanvasObject]*journalRow{}
	list := w.NewRowList(func() int { return len(entries) * 16 }, func() fyne.CanvasObject {
		tile := w.NewTile("list", 36, theme.Muted)
		r := &journalRow{w.NewText("").In(theme.Muted).Step(theme.Small), tile, w.NewListRow(tile, "", " "), w.NewStatusChip("", ""), w.NewDeadlineBadge(w.ClockRuns, "")}
		row := line(r.number, r.text, r.status, r.deadline)
		rows[row] = r
		return row
	}, func(i int, o fyne.CanvasObject) {
		e, r := entries[i%len(entries)], rows[o]
		r.number.SetText(e.number)
		r.tile.Set(e.glyph, theme.Muted)
		r.text.Set(e.title, e.where)
		r.status.Set(e.status, e.word)
		r.deadline.Set(e.clock, e.left)
	})
	list.Select(0)
	table := w.Card(0, w.Col(0, w.Pad(0, 16, w.Scaled(0, 40, line(w.NewLabel("№"), w.NewLabel("Обращение"), w.NewLabel("Состояние"), w.NewLabel("Срок")))), w.Divider(), w.Grow(list),
		w.Divider(), w.Pad(10, 16, w.Row(8, w.NewCaption("1–8 из 128 · Enter — открыть, F5 — обновить").Ellipsis(), w.Space(), w.NewButton("", "Дальше", nil)))))
	history := w.NewTimeline(w.Event{What: "Выехала бригада, лампа заказана", When: "сегодня, 11:20 · МУП «Горсвет»"}, w.Event{What: "Назначено: МУП «Горсвет»", When: "20 ноября, 16:05 · портал"},
		w.Event{What: "Доставлено и принято", When: "20 ноября, 15:40 · квитанция портала № 9-2204"}, w.Event{What: "Записано со слов, лист № 117", When: "20 ноября, 10:14 · Мария Иванова"})
	details := w.Card(16, w.Col(12, thumb("DSCN0012.jpg", 336, 156), w.Col(4, w.NewParagraph("Не горит фонарь").Bold().Step(3), w.NewCaption("СТ-04-0412 · ул. Дмитрия Кантемира, 6").Ellipsis()),
		w.Row(12, w.NewStatusChip(theme.StatusInWork, "В работе"), w.NewDeadlineBadge(w.ClockRuns, "до 25 ноября"), w.Space()), w.Divider(), w.Grow(w.NewScroll(history)),
		w.Row(8, w.Grow(w.NewButton("printer", "Квитанция", nil)), w.Grow(w.NewMainButton("pen", "Дополнить", nil)))))
	frame := deskFrame("journal", w.Pad(16, 24, w.Col(16, head, filters, w.Grow(w.Row(16, w.Grow(table), w.Sized(368, 0, details))))))
	w.NewNotice(frame.Layer, func(time.Duration, func()) {}).Say(w.Good, "Сохранено: № СТ-04-0413")
	return frame
}

func syncSheet() fyne.CanvasObject {
	head := w.NewPageTitle("Связь и очередь", "Этот компьютер · СТ-04 · ключ действует", w.NewButton("wifi", "Проверить связь", nil), w.NewMainButton("cloud-upload", "Отправить сейчас", nil))
	bar := w.NewProgress(8)
	bar.SetValue(0.62)
	done := w.Row(16, w.NewTile("shield-check", 56, theme.Success), w.Grow(w.Middle(w.Col(2, w.NewBold("Всё до 14:32 — на портале").Step(theme.Large).Ellipsis(), w.NewCaption("Квитанция портала № 9-2207 проверена: 412 записей, 655 фото").Ellipsis()))))
	link := w.Col(8, w.Row(8, w.NewIcon("wifi", 18, theme.Warning), w.NewBold("Слабая связь"), w.Space(), w.NewCaption("18 кБ/с · телефон Марии").Ellipsis()), bar,
		w.Row(0, w.NewText("5 из 8 фото · 1,2 из 3,4 МБ").Step(theme.Caption), w.Space(), w.NewCaption("ещё около 2 минут").Ellipsis()))
	top := w.Card(16, w.Row(24, w.Grow(done), w.DividerUpright(), w.Sized(344, 0, w.Middle(link))))
	queue := w.Col(0, w.Pad(10, 16, w.Row(8, w.NewBold("Ещё здесь").Step(theme.Heading), w.NewCaption("5 записей · сначала тексты, потом фото").Ellipsis())))
	for _, q := range []struct {
		icon                   string
		role                   theme.Role
		what, cause, next, act string
	}{
		{"cloud-upload", theme.Accent, "Обращение № 0413", "Отправлено, ждёт подписанной квитанции портала", "идёт", "Подробнее"},
		{"signature", theme.Muted, "Лист подписей, 12 строк", "Портал не ответил за 30 с · было 3 попытки", "в 15:10", "Сейчас"},
		{"image", theme.Danger, "Фото к № 0398", "Файл изменился на диске: сумма не сошлась", "не уйдёт", "Переснять"},
		{"building", theme.Warning, "Обращение № 0402", "Портал просит уточнить: дома 112 нет", "ждёт вас", "Исправить"},
	} {
		queue.Add(w.Divider())
		queue.Add(w.Scaled(0, 82, w.Pad(0, 16, w.NewListRow(w.NewTile(q.icon, 40, q.role), q.what, q.cause, w.NewText(q.next).Step(theme.Caption), w.Scaled(136, 0, w.NewButton("", q.act, nil))))))
	}
	queue.Add(w.Divider())
	queue.Add(w.Pad(2, 16, w.Row(8, w.NewIcon("circle-check", 18, theme.Success), w.NewCaption("Отправлено и подтверждено сегодня: 9").Ellipsis(), w.Space(), w.NewLinkButton("", "Показать", nil))))
	stick := w.Card(16, w.Col(12, w.NewSection("usb", "Отправить флешкой", ""),
		w.NewParagraph("Пакет зашифрован для портала: по дороге его никто не прочтёт. Обратно привезут подтверждение.").In(theme.Muted).Step(theme.Small),
		w.Row(8, w.NewIcon("circle-check", 18, theme.Success), w.NewText("KINGSTON 16 ГБ вставлена").Step(theme.Small).Ellipsis()), w.NewBanner(w.Caution, "Флешка почти полна", "Осталось 12 МБ", nil),
		w.Flow(8, 8, w.NewButton("", "Записать пакет", nil), w.NewButton("", "Прочитать ответ", nil))))
	empty := w.Card(16, w.NewEmpty("inbox", "Очередь пуста", "Всё отправлено и подтверждено порталом.", w.NewButton("refresh", "Проверить ещё раз", nil)))
	return deskFrame("sync", w.Pad(16, 24, w.Col(16, head, top, w.Grow(w.Row(16, w.Grow(w.Card(0, queue)), w.Sized(370, 0, w.Col(16, stick, w.Grow(empty))))))))
}

// suggestSheet shows what floats, what has the keyboard, and banners of every kind.
func suggestSheet() fyne.CanvasObject {
	kind := w.NewSuggestField("Вид проблемы")
	left := w.Card(16, w.Col(12, w.NewSection("pen", "Что", "Освещение"), kind, w.NewSelect("Выберите посёлок", []w.Choice{{Title: "Ставчены"}, {Title: "Данчены"}}, 0, nil),
		w.NewSelect("Выберите посёлок", []w.Choice{{Title: "Ставчены"}}, -1, nil), w.NewSegments([]string{"Обычная", "Важная", "Авария · 112"}, 2, nil).Danger(2)))
	right := w.Col(12, w.NewBanner(w.Info, "Рядом уже сообщали", "Фонарь у дома 6 · 40 м", w.NewButton("", "Поддержать", nil)), w.NewBanner(w.Good, "Всё отправлено", "", nil),
		w.NewBanner(w.Caution, "Мало места на диске: осталось 300 МБ. Новые фото могут не поместиться.", "Освободите место или отправьте накопленное флешкой", nil),
		w.NewBanner(w.Alarm, "Авария: звоните 112", "Приём обращения не заменяет вызова спасателей", w.NewMainButton("phone", "112", nil)),
		w.Row(8, w.NewStatusChip(theme.StatusDraft, "Черновик"), w.NewStatusChip(theme.StatusRejected, "Отклонено"), w.NewStatusChip(theme.StatusModeration, "Проверяется"), w.NewStatusChip(theme.StatusConfirmed, "Подтверждено")))
	frame := deskFrame("map", w.Pad(16, 24, w.Row(16, w.Grow(left), w.Grow(right))))
	return &focusing{Container: w.Stack(frame), then: func(c fyne.Canvas) {
		c.Focus(kind.Entry)
		kind.SetChoices([]w.Choice{{"lightbulb", "Не горит фонарь", "Освещение"}, {"lightbulb", "Мигает фонарь", "Освещение"}, {"zap", "Оборван провод", "Электричество"}, {"trash-2", "Не вывезли мусор", "Мусор и отходы"}})
	}}
}

// focusing is content that wants something done once it is on a canvas.
type focusing struct {
	*fyne.Container
	then func(fyne.Canvas)
}
