package phone_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/civic"
)

// village is a phone with reports in every state.
func village(t *testing.T) *pocket {
	t.Helper()
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, func(c *uitest.Clerk) { uitest.Village(c.As(civic.RoleCitizen)) })
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	p.Shell.Go(present.PageJournal)
	x.loop.Until("the list is read", func() bool { return p.Journal.State().Rows > 3 })
	return x
}

// show opens the first report in a state.
func (x *pocket) show(status civic.Status) civic.ReportID {
	x.Helper()
	p := x.phone.Point()
	for i := range p.Journal.State().Rows {
		if p.Journal.Row(i).Status == status {
			id, _ := p.Journal.ID(i)
			p.Shell.Push(present.PageReport, id.String())
			x.loop.Until("the report is read", func() bool {
				d := p.Journal.State().Details
				return d != nil && d.ID == id
			})
			x.settle()
			return id
		}
	}
	x.Fatalf("no report is %s", status)
	return civic.ReportID{}
}

// settle lets what was asked of the disk come back.
func (x *pocket) settle() {
	for range 20 {
		time.Sleep(2 * time.Millisecond)
		x.loop.Drain()
	}
}

// Stars on what is solved confirm it and rate it; nothing else is offered until the portal has answered.
func TestRate(t *testing.T) {
	x := village(t)
	p := x.phone.Point()
	x.show(civic.StatusSolved)
	x.loop.Until("stars are offered", func() bool { return p.Acts.State().Rate })
	x.Tap("4 звезды")
	x.Tap("Поставить оценку")
	x.loop.Until("it was given", func() bool { return len(p.Acts.State().Done) == 2 })
	x.WantSaid("Ваша оценка: 4 из 5")
	if s := p.Acts.State(); s.Rate || len(s.Offered) > 0 || !s.Waits {
		t.Errorf("after it is offered %+v", s)
	}
}

// What somebody writes about a report is on the page again after a kill, and is sent once.
func TestSendBackSurvivesAKill(t *testing.T) {
	x := village(t)
	p := x.phone.Point()
	id := x.show(civic.StatusSolved)
	x.loop.Until("it may be sent back", func() bool { return len(p.Acts.State().Offered) > 0 })
	x.Tap("Вернуть на доработку")
	x.Tap("Отправить")
	x.WantSaid("Напишите хотя бы несколько слов")
	x.TapAt(x.field(0))
	x.Write("Мусор лежит")
	x.loop.Advance(time.Second)
	x.phone.Close()
	x.start(uitest.Pocket)
	p = x.open()
	if top := p.Shell.Top(); top.Page != present.PageReport || top.Arg != id.String() {
		t.Fatalf("back is %+v", top)
	}
	x.loop.Until("the report is back", func() bool { return p.Acts.State().Words == "Мусор лежит" })
	x.settle()
	x.Tap("Отправить")
	x.loop.Until("it was sent back", func() bool { return len(p.Acts.State().Done) == 1 })
	x.WantSaid("Вы вернули на доработку")
	x.WantSaid("Мусор лежит")
	x.Press(mobile.KeyBack)
	if at := p.Shell.Top().Page; at != present.PageJournal {
		t.Errorf("back led to %s", at)
	}
}

func TestMineFits(t *testing.T) {
	x := village(t)
	p := x.phone.Point()
	x.drawAll("mine")
	x.show(civic.StatusSolved)
	p.Acts.Stars(4)
	x.drawAll("report-solved")
	p.Shell.Back()
	x.show(civic.StatusInWork)
	p.Acts.Begin("supplement")
	x.drawAll("report-work")
	p.Shell.Back()
	p.Shell.Go(present.PageMore)
	x.drawAll("more")
	p.Shell.Push(present.PageLook, "")
	x.drawAll("look")
	p.Shell.Back()
	p.Shell.Push(present.PageOutbox, "")
	x.settle()
	x.drawAll("outbox")
	p.Shell.Back()
	p.Shell.Push(present.PageSettings, "")
	x.settle()
	x.drawAll("settings")
}

func TestNothingYetFits(t *testing.T) {
	x := newPocket(t, uitest.NewHome(t), uitest.Long)
	p := x.open()
	p.Shell.Go(present.PageJournal)
	x.loop.Until("the list is read", func() bool { return !p.Journal.State().Loading })
	x.drawAll("mine-empty")
	p.Shell.Go(present.PagePetitions)
	x.settle()
	x.drawAll("petitions-empty")
	p.Shell.Go(present.PageMap)
	x.drawAll("map-none")
	p.Shell.Push(present.PageJoin, "")
	x.drawAll("join")
}

func TestPetitionsFit(t *testing.T) {
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, func(c *uitest.Clerk) {
		uitest.Petitions(c.As(civic.RoleCitizen).Belongs("roza@example.org"))
	})
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	p.Shell.Go(present.PagePetitions)
	x.loop.Until("petitions are read", func() bool { return len(p.Petitions.State().Rows) > 0 })
	x.drawAll("petitions")
	row := p.Petitions.State().Rows[0]
	x.Tap(row.Title)
	x.settle()
	x.WantSaid(p.Petitions.State().Sign.Text)
	x.drawAll("petition")
}
