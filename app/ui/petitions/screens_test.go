package petitions_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"priyom/app/present"
	"priyom/app/ui/petitions"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

// host hears what the page asks of the window.
type host struct{ connected int }

func (h *host) Connect() { h.connected++ }

func village(t testing.TB) (*uitest.Home, *present.Point) {
	t.Helper()
	h := uitest.NewHome(t)
	h.Fill(time.Hour, func(c *uitest.Clerk) { uitest.Petitions(c) })
	p := h.Open()
	p.Go(present.PagePetitions)
	h.Loop.Until("the petitions are read", func() bool { return len(p.Petitions.State().Rows) == 3 })
	return h, p
}

func drawAll(t *testing.T, p *present.Point, state string) {
	uitest.DrawAll(t, p, "petitions-"+state, func() fyne.CanvasObject { return petitions.New(p.Petitions, p.Voice(), &host{}).Content() })
}

func scrawl() []civic.Stroke {
	points := [][2]int{{90, 190}, {130, 70}, {150, 60}, {140, 200}, {120, 230}, {170, 150}, {200, 140}, {190, 190}, {230, 150}, {260, 190}, {300, 130}, {290, 220}, {340, 150}, {390, 190}, {450, 140}, {520, 180}, {640, 150}}
	var s civic.Stroke
	for i, p := range points {
		s = append(s, civic.InkPoint{X: p[0], Y: p[1], At: time.Duration(i*30) * time.Millisecond})
	}
	return []civic.Stroke{s, {{X: 80, Y: 245, At: time.Second}, {X: 400, Y: 235, At: 1100 * time.Millisecond}, {X: 700, Y: 215, At: 1200 * time.Millisecond}}}
}

func TestScreens(t *testing.T) {
	h, p := village(t)
	s := p.Petitions
	s.Choose(0)
	drawAll(t, p, "empty")
	s.Set(present.SignName, "Константинопольская-Рождественская Александра Вячеславовна")
	s.Set(present.SignBirth, "1961")
	s.Set(present.SignAddress, "ул. Героев Космонавтов, д. 112, корп. 3, кв. 45")
	s.Set(present.SignSettlement, "с. Липовый Лог")
	s.SetChecked(civic.CheckedPassport)
	s.SetConsent(true)
	s.SetDrawing(scrawl(), 1000, 330)
	drawAll(t, p, "drawn")
	s.Clear()
	s.SetProof(civic.ProofWet)
	s.Save()
	drawAll(t, p, "wrong")
	s.Choose(2)
	drawAll(t, p, "early")
	h.Loop.Drain()
}

func TestScreensWithoutPetitions(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Go(present.PagePetitions)
	h.Loop.Until("nothing is read", func() bool { return !p.Petitions.State().Loading })
	drawAll(t, p, "loose")
}

// A signature is taken by keyboard alone, but for the stroke of the pen.
func TestSignedByKeyboard(t *testing.T) {
	h, p := village(t)
	uitest.Dress(t, p, uitest.Russian)
	asked := &host{}
	screen := petitions.New(p.Petitions, p.Voice(), asked)
	win := uitest.Show(t, p, screen.Content(), uitest.Usual)
	win.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { screen.Key(key.Name) })
	h.Loop.Drain()
	p.Petitions.Choose(1) // the whole district may sign it
	screen.Focus(win.Canvas())
	seat := uitest.Seat{T: t, Win: win}
	seat.Write("Гончар Мария Ивановна")
	seat.Press(fyne.KeyReturn)
	seat.Write("1958")
	seat.Press(fyne.KeyReturn)
	seat.Write("с. Виноградное")
	seat.Press(fyne.KeyReturn)
	seat.Write("ул. Садовая, 3")
	seat.Press(fyne.KeyTab, fyne.KeyDown) // opens the list of how it is known who signs
	p.Petitions.SetChecked(civic.CheckedKnown)
	win.Canvas().Overlays().Remove(win.Canvas().Overlays().Top())
	seat.Press(fyne.KeyTab, fyne.KeySpace)
	var pad *w.SignPad
	uitest.Visit(win.Content(), func(o fyne.CanvasObject) {
		if found, ok := o.(*w.SignPad); ok {
			pad = found
		}
	})
	if pad == nil {
		t.Fatal("there is no pad")
	}
	pad.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(40, 40)}, Button: desktop.MouseButtonPrimary})
	for i := range 60 {
		pad.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(40+float32(i)*5, 60+float32(i%5)*9)}})
	}
	pad.DragEnd()
	screen.Key(fyne.KeyF10)
	h.Loop.Until("it is saved", func() bool {
		state := p.Petitions.State().Sign
		if len(state.Wrong) > 0 {
			t.Fatalf("%v, %+v", state.Wrong, state.Draft)
		}
		return state.Done != ""
	})
	if !pad.IsEmpty() {
		t.Error("the next person finds the signature of the one before")
	}
	seat.WantSaid("Подпись под петицией №\u00a02026-02 сохранена. Можно принимать следующего.")
}
