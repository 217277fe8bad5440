package paper

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"priyom/civic"
)

func TestWrap(t *testing.T) {
	m := newMetrics()
	for text, want := range map[string][]string{
		"":                   {""},
		"раз":                {"раз"},
		"раз два три четыре": {"раз два три", "четыре"},
		"раз\nдва":           {"раз", "два"},
		"раз\n\nдва":         {"раз", "", "два"},
		"юго-западный-северный":     {"юго-", "западный-", "северный"},
		"превысокомногорассмотри":   {"превысокомно", "горассмотри"},
		"100\u00a0рублей 50 коп":    {"100\u00a0рублей 50", "коп"},
		"\u0000а\u200bб\ufe0fв\r\n": {"абв", ""},
		"танец 💃 и \u0e01":          {"танец \u25a1 и \u25a1"},
	} {
		if got := m.wrap(Sans, 10, text, 24); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestWrapKeeps holds for any text: no letter but a space at a line's end is lost, and no line is wider than said.
func TestWrapKeeps(t *testing.T) {
	m := newMetrics()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[а-яґії \-/\n]{0,80}`).Draw(t, "text")
		width := Mm(rapid.Float64Range(8, 60).Draw(t, "width"))
		lines := m.wrap(Sans, 10, text, width)
		squeeze := strings.NewReplacer(" ", "", "\n", "")
		if got := squeeze.Replace(strings.Join(lines, "")); got != squeeze.Replace(text) {
			t.Fatalf("%q became %q", text, lines)
		}
		for _, line := range lines {
			if w := m.measure(Sans, 10, line); w > width+0.001 {
				t.Fatalf("%q is %v wide of %v", line, w, width)
			}
		}
	})
}

func texts(p Page) []string {
	var all []string
	for _, item := range p.Items {
		if i, ok := item.(Text); ok {
			all = append(all, i.Text)
		}
	}
	return all
}

func longList(t *testing.T, p Paper, n int) *Document {
	t.Helper()
	var rows [][]string
	for i := range n {
		rows = append(rows, []string{fmt.Sprintf("ЛЛ-04-%04d", i+1), "Освещение · не горит фонарь", "ул. Дмитрия Кантемира, 8, у поворота к школе", "В работе", "до 2 декабря"})
	}
	return NewTable(Sheet{Paper: p, Title: "Журнал обращений", Voice: voice(t, civic.LangRU), At: noon, Foot: "Библиотека"}, []string{"Ноябрь 2026"},
		[]TableColumn{{Title: "№"}, {Title: "Обращение"}, {Title: "Место"}, {Title: "Состояние"}, {Title: "Срок", Align: Right}}, rows, "Нет записей")
}

func TestTableRepeatsItsHead(t *testing.T) {
	d := longList(t, A4, 120)
	show(t, "list", d)
	pages := d.Pages()
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	var numbers []string
	for n, p := range pages {
		said := texts(p)
		if !slices.Contains(said, "Обращение") {
			t.Errorf("page %d has no head", n+1)
		}
		if want := fmt.Sprintf("стр. %d из %d", n+1, len(pages)); !slices.Contains(said, want) || !slices.Contains(said, "Библиотека") {
			t.Errorf("page %d has not %q at its foot: %q", n+1, want, said)
		}
		for _, s := range said {
			if strings.HasPrefix(s, "ЛЛ-04-") {
				numbers = append(numbers, s)
			}
		}
	}
	for i, got := range numbers {
		if want := fmt.Sprintf("ЛЛ-04-%04d", i+1); got != want {
			t.Fatalf("row %d is %s", i+1, got)
		}
	}
	if len(numbers) != 120 {
		t.Errorf("%d rows of 120", len(numbers))
	}
}

func TestEmptyListSaysSo(t *testing.T) {
	if said := texts(longList(t, A4, 0).Pages()[0]); !slices.Contains(said, "Нет записей") {
		t.Errorf("%q", said)
	}
}

// TestTallCellsGoOn: a cell taller than a page is cut into strips, and all of its words are printed.
func TestTallCellsGoOn(t *testing.T) {
	d := New(Sheet{Paper: A5})
	d.Table([]TableColumn{{Title: "№", Width: 12}, {Title: "Текст"}}, [][]string{{"1", strings.Repeat("слово ", 3000)}, {"2", "последнее"}})
	words := 0
	for _, p := range d.Pages() {
		for _, item := range p.Items {
			if i, ok := item.(Text); ok {
				words += strings.Count(i.Text, "слово")
				if i.Y > p.Height-10 {
					t.Errorf("%q stands at %v of %v", i.Text, i.Y, p.Height)
				}
			}
		}
	}
	if words != 3000 {
		t.Errorf("%d words of 3000", words)
	}
}

func TestHeadingsStayWithTheirText(t *testing.T) {
	d := New(Sheet{Paper: A4})
	for d.height() < d.room-9 {
		d.Paragraph("строка")
	}
	d.Subheading("Заголовок")
	d.Paragraph("Первая строка")
	pages := d.Pages()
	if len(pages) != 2 || slices.Contains(texts(pages[0]), "Заголовок") || !slices.Contains(texts(pages[1]), "Заголовок") {
		t.Errorf("pages: %q", texts(pages[0]))
	}
}

func TestKeepMovesWhole(t *testing.T) {
	d := New(Sheet{Paper: A4})
	for d.height() < d.room-20 {
		d.Paragraph("строка")
	}
	d.Keep(func(f *Flow) {
		f.Paragraph("Вместе")
		f.Signature("подпись", "дата")
		f.Paragraph("до конца")
	})
	if pages := d.Pages(); len(pages) != 2 || !slices.Contains(texts(pages[1]), "Вместе") {
		t.Errorf("%d pages", len(pages))
	}
}

func TestBreakAndRoll(t *testing.T) {
	d := New(Sheet{Paper: A5})
	d.Paragraph("одна")
	d.Break()
	d.Paragraph("другая")
	if n := len(d.Pages()); n != 2 {
		t.Errorf("%d pages", n)
	}
	d = New(Sheet{Paper: Roll80})
	for range 200 {
		d.Paragraph("строка")
	}
	d.Break()
	pages := d.Pages()
	if len(pages) != 1 || pages[0].Width != 80 || pages[0].Height < 200*3 {
		t.Errorf("a roll of %d pages, %v long", len(pages), pages[0].Height)
	}
}

func TestColumnWidths(t *testing.T) {
	f := &New(Sheet{Paper: A4}).Flow
	for _, c := range []struct {
		columns []TableColumn
		row     []string
	}{
		{[]TableColumn{{Title: "№"}, {Title: "Что"}}, []string{"1", "коротко"}},
		{[]TableColumn{{Title: "№", Width: 20}, {Title: "Что"}, {Title: "Где"}}, []string{"1", strings.Repeat("очень длинно ", 30), "там"}},
		{[]TableColumn{{Title: "А"}, {Title: "Б"}, {Title: "В"}}, []string{strings.Repeat("длинно ", 30), strings.Repeat("длинно ", 90), strings.Repeat("длинно ", 60)}},
		{[]TableColumn{{Title: "А", Width: 100}, {Title: "Б", Width: 75}}, []string{"а", "б"}},
	} {
		tab := &table{flow: f, columns: c.columns, cell: f.Body(), head: f.Body()}
		tab.measure([][]string{c.row})
		total := Mm(0)
		for i, w := range tab.widths {
			total += w
			if w < 5 {
				t.Errorf("%v: column %d is %v wide", c.columns, i, w)
			}
		}
		if total > f.width+0.01 || total < f.width-0.01 {
			t.Errorf("%v: together %v of %v", c.columns, total, f.width)
		}
	}
}

func TestPictureRefuses(t *testing.T) {
	d := New(Sheet{Paper: A4})
	if _, err := d.Picture(1, 96); err == nil {
		t.Error("a page that isn't there was drawn")
	}
	if _, err := d.Picture(0, 20000); err == nil {
		t.Error("a picture of billions of pixels was drawn")
	}
}
