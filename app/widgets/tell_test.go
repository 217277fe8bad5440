package widgets_test

import (
	"runtime"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

func TestBanner(t *testing.T) {
	newApp(t)
	tapped := false
	action := w.NewButton("", "Поддержать", func() { tapped = true })
	b := w.NewBanner(w.Info, "Рядом уже сообщали", "Фонарь у дома 6", action)
	c := on(t, b, 400, 80)
	calm := test.RenderToMarkup(c)
	b.Set(w.Alarm, "Авария: звоните 112", "")
	if got := texts(b); !slices.Equal(got, []string{"Авария: звоните 112", "Поддержать"}) {
		t.Errorf("says %q", got)
	}
	if test.RenderToMarkup(c) == calm {
		t.Error("an alarm looks like a hint")
	}
	c.FocusNext()
	press(c.Focused(), fyne.KeyReturn)
	if !tapped {
		t.Error("its action can't be reached by keys")
	}
	if one, more := b.HeightFor(600), b.HeightFor(260); more <= one {
		t.Errorf("is %v high when wide and %v when narrow", one, more)
	}
}

func TestBannerKindsDiffer(t *testing.T) {
	newApp(t)
	seen := map[string]w.Kind{}
	for _, k := range []w.Kind{w.Info, w.Good, w.Caution, w.Alarm} {
		b := w.NewBanner(k, "Слова", "", nil)
		c := on(t, b, 200, 50)
		drawn := test.RenderToMarkup(c)
		if other, ok := seen[drawn]; ok {
			t.Errorf("kinds %d and %d look the same", k, other)
		}
		seen[drawn] = k
	}
}

func TestTimelineMarkup(t *testing.T) {
	newApp(t)
	line := w.NewTimeline(w.Event{What: "Старое", When: "вчера"})
	line.SetEvents([]w.Event{{What: "Выехала бригада, лампа заказана и будет завтра", When: "сегодня"}, {What: "Назначено", When: "20 ноября"}})
	markup(t, "timeline", line, 220, 140)
}

func TestEmptyMarkup(t *testing.T) {
	newApp(t)
	e := w.NewEmpty("inbox", "", "", w.NewButton("", "Проверить", nil))
	e.Set("circle-check", "Очередь пуста", "Всё отправлено и подтверждено порталом.")
	markup(t, "empty", e, 320, 260)
}

func TestListRow(t *testing.T) {
	newApp(t)
	row := w.NewListRow(w.NewTile("lightbulb", 36, theme.Muted), "Не горит фонарь", "", w.NewIcon("chevron-right", 16, theme.Muted))
	on(t, row, 240, 58)
	if got := texts(row); !slices.Equal(got, []string{"Не горит фонарь"}) {
		t.Errorf("says %q", got)
	}
	row.Set("Очень длинное название обращения", "ул. Дмитрия Кантемира")
	if got := texts(row); len(got) != 2 || got[0] == row.Title.Text() {
		t.Errorf("says %q though there is no room for it", got)
	}
	if need := row.MinSize().Width; need > 140 {
		t.Errorf("long words widen it to %v", need)
	}
}

func TestPageTitleAndSection(t *testing.T) {
	newApp(t)
	title := w.NewPageTitle("Новое обращение", "", w.NewButton("printer", "Печать", nil))
	title.Set("Журнал", "128 обращений")
	section := w.NewSection("user", "Кто", "видит портал")
	section.SetTitle("Заявитель")
	section.SetAside("никто не видит")
	on(t, w.Col(8, title, section), 500, 120)
	if got := append(texts(title), texts(section)...); !slices.Equal(got, []string{"Журнал", "128 обращений", "Печать", "Заявитель", "никто не видит"}) {
		t.Errorf("say %q", got)
	}
	if need := section.MinSize().Width; need > 120 {
		t.Errorf("a section asks for %v", need)
	}
}

func TestDeadlineBadge(t *testing.T) {
	newApp(t)
	seen := map[string]w.Clock{}
	badge := w.NewDeadlineBadge(w.ClockRuns, "")
	c := on(t, w.Row(8, badge, w.Space()), 200, 30)
	for _, clock := range []w.Clock{w.ClockRuns, w.ClockSoon, w.ClockLate} {
		badge.Set(clock, "осталось 2 дня")
		c.Content().Refresh()
		if got := texts(badge); !slices.Equal(got, []string{"осталось 2 дня"}) {
			t.Errorf("says %q", got)
		}
		drawn := test.RenderToMarkup(c)
		if _, ok := seen[drawn]; ok {
			t.Errorf("clock %d looks like another", clock)
		}
		seen[drawn] = clock
	}
}

func TestOutboxStrip(t *testing.T) {
	newApp(t)
	tapped := 0
	strip := w.NewOutboxStrip(func() { tapped++ })
	strip.Set("cloud-off", theme.Warning, "Нет связи · ждут 5 записей, всё сохранено", "Последний обмен в 14:32")
	c := on(t, strip, 1000, 40)
	test.Tap(strip)
	press(strip, fyne.KeyReturn)
	if tapped != 2 || strip.MinSize().Height != 40 || strip.AccessibilityLabel() == "" {
		t.Errorf("tapped %d times, %v high, called %q", tapped, strip.MinSize().Height, strip.AccessibilityLabel())
	}
	c.Content().Resize(fyne.NewSize(260, 40))
	if got := texts(strip); got[0] == "Нет связи · ждут 5 записей, всё сохранено" {
		t.Errorf("isn't cut where there is no room: %q", got)
	}
}

// The kit as pixels: what markup can't see, such as the drawing of icons and corners.
func TestKitSheet(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("other processors round the last bit of an edge differently")
	}
	for name, v := range map[string]theme.Variant{"light": theme.Light, "dark": theme.Dark} {
		t.Run(name, func(t *testing.T) {
			newApp(t)
			c := in(t, theme.New(v, theme.Desk, 1), 520, 276, func() fyne.CanvasObject {
				field := w.NewField("Вид проблемы").Icon("search")
				field.SetText("фонарь")
				return w.Stack(w.NewBox(theme.Ground, theme.None, 0), w.Pad(12, 12, w.Card(16, w.Col(12, w.NewSection("pen", "Что", "Освещение"), field,
					w.Row(8, w.NewChip("Не горит", true, nil), w.NewChip("Мигает", false, nil), w.NewStatusChip(theme.StatusInWork, "В работе"), w.NewDeadlineBadge(w.ClockLate, "опоздали")),
					w.Row(12, w.NewCheck("Согласие", true, nil), w.NewButton("wifi", "Проверить", nil), w.NewMainButton("check", "Сохранить", nil))))))
			})
			test.AssertRendersToImage(t, "kit-"+name+".png", c)
		})
	}
}
