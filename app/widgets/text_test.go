package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

// markup compares what an object draws with the master of that name.
func markup(t *testing.T, name string, o fyne.CanvasObject, width, height float32) {
	t.Helper()
	c := on(t, o, width, height)
	test.AssertRendersToMarkup(t, name+".xml", c)
}

func TestTextIsCut(t *testing.T) {
	newApp(t)
	long := "Индустриальная улица, у дома 4"
	for name, c := range map[string]struct {
		text  *w.Text
		width float32
		whole bool
	}{
		"room enough":     {w.NewText(long).Ellipsis(), 600, true},
		"too little":      {w.NewText(long).Ellipsis(), 90, false},
		"may not be cut":  {w.NewText(long), 90, true},
		"room for a dot":  {w.NewText(long).Ellipsis(), 14, false},
		"exactly so much": {w.NewText("Кто").Ellipsis(), fyne.MeasureText("Кто", 15, fyne.TextStyle{}).Width, true},
	} {
		t.Run(name, func(t *testing.T) {
			c.text.Resize(fyne.NewSize(c.width, 30))
			drawn := texts(c.text)[0]
			if c.whole != (drawn == c.text.Text()) || c.whole == strings.HasSuffix(drawn, "…") {
				t.Errorf("drew %q", drawn)
			}
			if width := fyne.MeasureText(drawn, 15, fyne.TextStyle{}).Width; !c.whole && width > c.width {
				t.Errorf("%q is %v wide in %v", drawn, width, c.width)
			}
		})
	}
}

func TestTextInARow(t *testing.T) {
	newApp(t)
	title, tail := w.NewText("Очень длинное название обращения").Ellipsis(), block(40, 10)
	row := w.Row(8, title, tail)
	if need := row.MinSize().Width; need > 80 {
		t.Errorf("a line that may be cut widens its row to %v", need)
	}
	row.Resize(fyne.NewSize(1000, 30))
	if drawn := texts(title)[0]; drawn != title.Text() {
		t.Errorf("cut to %q though there is room", drawn)
	}
	row.Resize(fyne.NewSize(150, 30))
	if got := tail.Position().X; got != 110 {
		t.Errorf("the tail is at %v, want 110", got)
	}
}

// Wrapping loses no word, never draws beyond the room, and the height it announces is the one it draws.
func TestParagraphWraps(t *testing.T) {
	newApp(t)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[а-яё]{1,30}`), 1, 30).Draw(t, "words")
		width := float32(rapid.IntRange(20, 400).Draw(t, "width"))
		p := w.NewParagraph(strings.Join(words, " "))
		p.Resize(fyne.NewSize(width, 10))
		lines := texts(p)
		for _, line := range lines {
			if got := fyne.MeasureText(line, 15, fyne.TextStyle{}).Width; got > width && len([]rune(line)) > 1 {
				t.Fatalf("%q is %v wide in %v", line, got, width)
			}
		}
		if got, want := strings.Join(lines, ""), strings.Join(words, ""); strings.ReplaceAll(got, " ", "") != want {
			t.Fatalf("drew %q of %q", got, want)
		}
		if p.HeightFor(width) != p.MinSize().Height {
			t.Fatalf("announced %v, needs %v", p.HeightFor(width), p.MinSize().Height)
		}
	})
}

func TestParagraphLines(t *testing.T) {
	newApp(t)
	for name, c := range map[string]struct {
		p    *w.Paragraph
		want []string
	}{
		"a line's end":  {w.NewParagraph("раз\nдва"), []string{"раз", "два"}},
		"no-break":      {w.NewParagraph("улица №\u00a088"), []string{"улица", "№\u00a088"}},
		"most lines":    {w.NewParagraph("один два три четыре пять").MaxLines(2), []string{"один два", "три чет…"}},
		"fits in lines": {w.NewParagraph("один два").MaxLines(2), []string{"один два"}},
		"cut at an end": {w.NewParagraph("раз\nдва\nтри").MaxLines(2), []string{"раз", "два три…"}},
	} {
		t.Run(name, func(t *testing.T) {
			c.p.Resize(fyne.NewSize(70, 100))
			if got := texts(c.p); strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A paragraph never asks for width, so that no word can widen a page; a column gives it the height it needs.
func TestParagraphInAColumn(t *testing.T) {
	newApp(t)
	p, below := w.NewParagraph("Сверхдлинноесловокотороенепомещаетсяниводнустроку и ещё слово"), block(10, 10)
	col := w.Col(10, p, below)
	if need := col.MinSize().Width; need > 40 {
		t.Errorf("a long word widens the page to %v", need)
	}
	col.Resize(fyne.NewSize(120, 300))
	if want := p.HeightFor(120) + 10; below.Position().Y != want || want < 60 {
		t.Errorf("what is below begins at %v, want %v", below.Position().Y, want)
	}
	p.SetText("Слово")
	col.Refresh()
	if want := p.HeightFor(120) + 10; below.Position().Y != want || want > 50 {
		t.Errorf("with less text it begins at %v, want %v", below.Position().Y, want)
	}
}

func TestTextFollowsItsRole(t *testing.T) {
	newApp(t)
	text := w.NewText("Просрочено")
	text.SetRole(theme.Danger)
	text.SetBold(true)
	markup(t, "text-danger", text, 200, 30)
}
