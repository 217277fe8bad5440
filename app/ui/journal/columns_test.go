package journal

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// A chip that is wider than its column would push the columns of its row out of line.
func TestStatusesFitTheirColumn(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, theme.Desk, 1))
	catalogue, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range civic.Langs() {
		for _, s := range civic.Statuses() {
			word := catalogue.Voice(l).Say("status." + string(s))
			if width := w.NewStatusChip(theme.Status(s), word).MinSize().Width; width > statusWidth {
				t.Errorf("%s: %q is %v wide, the column %v", l, word, width, float32(statusWidth))
			}
		}
	}
}
