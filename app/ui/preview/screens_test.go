package preview_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/preview"
	"priyom/app/ui/uitest"
	"priyom/paper"
)

// machine is a print system with two printers, which takes everything.
type machine struct {
	printed [][]byte
	err     error
}

func (m *machine) Printers(context.Context) ([]string, string, error) {
	return []string{"HP LaserJet P1102 у окна в читальном зале", "Чековый"}, "Чековый", nil
}

func (m *machine) Print(_ context.Context, pdf []byte, _, _, _ string) error {
	m.printed = append(m.printed, pdf)
	return m.err
}
func (m *machine) Show(string) error { return nil }

func start(t *testing.T) (*uitest.Home, *present.Point, *machine, string) {
	t.Helper()
	h := uitest.NewHome(t)
	m, documents := &machine{}, t.TempDir()
	h.Env.Press, h.Env.Documents = m, func() (string, error) { return documents, nil }
	h.Fill(49*time.Hour, uitest.Village)
	p := h.Open()
	h.Loop.Until("the journal is read", func() bool { return p.Journal.State().Rows > 0 })
	p.Go(present.PageJournal)
	p.Journal.Select(0)
	h.Loop.Until("details are there", func() bool { return p.Journal.State().Details != nil })
	return h, p, m, documents
}

// drawnAt waits until the page is drawn for the window it is in.
func drawAll(t *testing.T, h *uitest.Home, p *present.Point, state string) {
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		uitest.Dress(t, p, l)
		s := preview.New(p.Preview, p.Voice())
		win := uitest.Show(t, p, s.Content(), size)
		h.Loop.Until("the page is drawn", func() bool { return p.Preview.State().Picture != nil })
		uitest.Pause(h.Loop)
		uitest.Draw(t, win, "preview-"+state+"-"+uitest.Name(l)+"-"+uitest.SizeName(size))
	})
}

func TestScreens(t *testing.T) {
	h, p, m, _ := start(t)
	p.Journal.Paper(present.PaperReceipt)
	h.Loop.Until("the receipt is made", func() bool { return p.Preview.State().Pages == 1 && len(p.Preview.State().Printers) == 3 })
	drawAll(t, h, p, "receipt")
	p.Preview.SetPaper(2)
	h.Loop.Until("the roll is made", func() bool { return p.Preview.State().Pages == 1 })
	m.err = os.ErrPermission
	p.Preview.Print()
	h.Loop.Until("it failed", func() bool { return p.Preview.State().Told != "" })
	drawAll(t, h, p, "failed")
	p.Preview.Close()
	p.Preview.Blank()
	h.Loop.Until("the form is made", func() bool { return p.Preview.State().Pages == 2 })
	p.Preview.SetZoom(present.ZoomWidth)
	p.Preview.Save()
	h.Loop.Until("it is saved", func() bool { return p.Preview.State().Saved })
	drawAll(t, h, p, "saved")
}

// TestByKeyboard prints and saves a paper of many pages without a mouse.
func TestByKeyboard(t *testing.T) {
	h, p, m, documents := start(t)
	uitest.Dress(t, p, uitest.Russian)
	var rows [][]string
	for i := range 100 {
		rows = append(rows, []string{fmt.Sprint(i + 1), "Яма"})
	}
	v := p.Voice()
	p.Preview.Open(present.Paperwork{Title: "Журнал", File: "Журнал: ноябрь/26", Papers: []paper.Paper{paper.A5}, Make: func(context.Context, paper.Paper) (*paper.Document, error) {
		return paper.NewTable(paper.Sheet{Paper: paper.A5, Title: "Журнал", Voice: v}, nil, []paper.TableColumn{{Title: "№"}, {Title: "О чём"}}, rows, ""), nil
	}})
	s := preview.New(p.Preview, p.Voice())
	win := uitest.Show(t, p, s.Content(), uitest.Usual)
	s.Focus(win.Canvas())
	h.Loop.Until("it is drawn", func() bool { return p.Preview.State().Picture != nil })
	pages := p.Preview.State().Pages
	if pages < 3 {
		t.Fatalf("%d pages", pages)
	}
	for _, c := range []struct {
		key  fyne.KeyName
		page int
	}{{fyne.KeyRight, 1}, {fyne.KeyPageDown, 2}, {fyne.KeyLeft, 1}, {fyne.KeyEnd, pages - 1}, {fyne.KeyRight, pages - 1}, {fyne.KeyHome, 0}, {fyne.KeyPageUp, 0}} {
		s.Key(c.key)
		h.Loop.Drain()
		if got := p.Preview.State().Page; got != c.page {
			t.Errorf("%s shows page %d, want %d", c.key, got+1, c.page+1)
		}
	}
	for _, key := range []fyne.KeyName{fyne.KeyPlus, fyne.KeyPlus, fyne.KeyPlus, fyne.KeyPlus, fyne.KeyPlus} {
		s.Key(key)
	}
	if z := p.Preview.State().Zoom; z != present.Zoom200 {
		t.Errorf("zoom %v", z)
	}
	h.Loop.Until("it is drawn larger", func() bool { return p.Preview.State().Picture.Bounds().Dx() > 1000 })
	if s.Key(fyne.KeyPageDown); p.Preview.State().Page != 0 {
		t.Error("turned the page before its end was seen")
	}
	s.Print()
	h.Loop.Until("it is printed", func() bool { return len(m.printed) == 1 && !p.Preview.State().Busy })
	s.Save()
	h.Loop.Until("it is saved", func() bool { return p.Preview.State().Saved })
	files, err := filepath.Glob(filepath.Join(documents, "Priyom", "*.pdf"))
	if err != nil || len(files) != 1 || filepath.Base(files[0]) != "Журнал- ноябрь-26.pdf" {
		t.Errorf("saved %q, %v", files, err)
	}
	if s.Key(fyne.KeyEscape); p.State().Page != present.PageJournal {
		t.Errorf("Esc leads to %s", p.State().Page)
	}
	if !strings.HasPrefix(string(m.printed[0]), "%PDF-") {
		t.Error("something else was printed")
	}
}
