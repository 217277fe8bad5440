package phone_test

import (
	"math"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

// A petition is signed with a thumb: what is missing is said, what was typed survives a kill, and the signature can be taken back.
func TestSignOnThePhone(t *testing.T) {
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, func(c *uitest.Clerk) {
		uitest.Petitions(c.As(civic.RoleCitizen).Belongs("roza@example.org"))
	})
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	p.Shell.Go(present.PagePetitions)
	x.loop.Until("petitions are read", func() bool { return len(p.Petitions.State().Rows) > 0 })
	x.Tap(p.Petitions.State().Rows[0].Title)
	x.settle()
	x.Tap("Подписать")
	x.WantSaid("Без согласия подпись засчитать нельзя")
	x.WantSaid("Распишитесь на поле целиком")
	x.drawAll("sign-wrong")
	for i, text := range []string{"Петрова Анна Сергеевна", "1961"} {
		x.TapAt(x.field(i))
		x.Write(text)
	}
	uitest.Visit(x.Win.Content(), func(o fyne.CanvasObject) {
		if row, ok := o.(*w.ChipRow); ok {
			w.Reveal(row)
		}
	})
	x.Tap("с. Ставчены")
	x.TapAt(x.field(2))
	x.Write("ул. Дмитрия Кантемира, 8")
	x.Tap("Согласен на обработку моих данных")
	x.scrawl()
	x.Tap("Текст согласия")
	x.WantSaid("Согласие на обработку персональных данных при подписании петиции")
	x.drawAll("sign-terms")
	x.Press(mobile.KeyBack)
	x.settle()
	x.drawAll("sign-filled")
	x.phone.Hidden() // the system puts it away, and ends it
	x.phone.Close()
	x.start(uitest.Long)
	p = x.open()
	x.loop.Until("the form is back", func() bool { o := p.Petitions.Own(); return o.Draft.Name != "" && !o.Draft.Drawing.IsZero() })
	if at := p.Shell.Top().Page; at != present.PageSign {
		t.Errorf("back on %s", at)
	}
	x.settle()
	x.Tap("Подписать")
	x.loop.Until("it is kept", func() bool {
		o := p.Petitions.Own()
		if len(o.Wrong) > 0 {
			t.Fatalf("%v", o.Wrong)
		}
		return o.Way == present.OwnSigned
	})
	x.settle()
	x.WantSaid("Подпись сохранена на телефоне и уйдёт на портал, как только появится связь.")
	x.drawAll("sign-signed")
	x.Tap("Отозвать подпись")
	x.WantSaid("Отозвать подпись?")
	x.Press(mobile.KeyBack)
	x.Tap("Отозвать подпись")
	x.Tap("Да, отозвать")
	x.loop.Until("it is taken back", func() bool { return p.Petitions.Own().Way == present.OwnOpen })
	x.settle()
}

// scrawl signs on the pad of the page.
func (x *pocket) scrawl() {
	x.Helper()
	var pad *w.SignPad
	uitest.Visit(x.Win.Content(), func(o fyne.CanvasObject) {
		if found, ok := o.(*w.SignPad); ok {
			pad = found
		}
	})
	if pad == nil {
		x.Fatal("there is no pad")
	}
	at := func(f float64) fyne.PointEvent {
		return fyne.PointEvent{Position: fyne.NewPos(40+float32(f)*220, 80+float32(math.Sin(f*19)*(1-f)*55))}
	}
	pad.MouseDown(&desktop.MouseEvent{PointEvent: at(0), Button: desktop.MouseButtonPrimary})
	for i := range 90 {
		pad.Dragged(&fyne.DragEvent{PointEvent: at(float64(i+1) / 90)})
	}
	pad.DragEnd()
	x.loop.Drain()
}

// A phone that may not sign says why before anything is typed.
func TestSignElsewhereFits(t *testing.T) {
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, func(c *uitest.Clerk) { uitest.Petitions(c.As(civic.RoleCitizen)) })
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	p.Shell.Go(present.PagePetitions)
	x.loop.Until("petitions are read", func() bool { return len(p.Petitions.State().Rows) > 1 })
	for i, want := range []string{"Телефон подключён без учётной записи", "С телефона эту петицию не подписывают"} {
		x.Tap(p.Petitions.State().Rows[i].Title)
		x.settle()
		x.WantSaid(want)
		if i == 0 {
			x.drawAll("sign-nameless")
		}
		x.Press(mobile.KeyBack)
	}
}
