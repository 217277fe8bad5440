package settings_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
)

// At a desk originals stay as long as there is room, until somebody wants them to go.
func TestRoomIsFreedByKeyboard(t *testing.T) {
	h := uitest.NewHome(t)
	h.Env.Disk = func(string) (int64, error) { return 5_000_000_000, nil }
	h.Fill(49*time.Hour, func(c *uitest.Clerk) {
		c.Enroll()
		c.Take(uitest.Report{Kind: "lighting-lamp-out", Text: "Не горит фонарь", Address: "ул. Лесная, 1", Photos: []string{"DSCN0012.jpg"}})
		c.Prepare()
		c.Deliver()
	})
	h.Loop.Advance(100 * 24 * time.Hour)
	p := h.Open()
	p.Go(present.PageSettings)
	h.Loop.Until("it is measured", func() bool { return p.Space.State().Known })
	tall := fyne.NewSize(uitest.Usual.Width, 2400)
	_, win, _ := at(t, p, uitest.Russian, tall)
	uitest.WantSaid(t, win, "Исходные снимки, уже на портале")
	uitest.WantSaid(t, win, "Пока хватает места")
	uitest.Draw(t, win, "settings-space-ru")
	pressButton(t, win, "Освободить место")
	h.Loop.Until("it is freed", func() bool { return p.Space.State().Done != "" })
	if words := uitest.Words(win); strings.Contains(words, "Исходные снимки, уже на портале") || !strings.Contains(words, "Освобождено") {
		t.Errorf("it says %q", words)
	}
	p.Space.SetKeep(3)
	if s := p.Space.State(); s.Chosen != 3 {
		t.Errorf("chosen is %d", s.Chosen)
	}
}
