package phone_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/civic"
)

// What staff said is news until somebody looked at the report; a report that the site took is read and rated like one's own.
func TestNews(t *testing.T) {
	h := uitest.NewHome(t)
	var asked, site civic.ReportID
	h.Fill(49*time.Hour, func(c *uitest.Clerk) {
		c.As(civic.RoleCitizen).Enroll()
		asked = c.Take(uitest.Report{Kind: "roads-pothole", Address: "Индустриальная ул., у дома 4", Text: "Яма у остановки"})
		c.Deliver()
		c.Wait(time.Hour)
		site = c.Hear("СТ-00-0007", "lighting-lamp-out", "Не горит фонарь у школы") // what the first page tells is no news
		c.HearMore([]civic.ToldPhoto{toldPhoto(site, 1, civic.SideBefore), toldPhoto(site, 2, civic.SideAfter)}, []civic.ToldWords{
			{ID: [16]byte{1}, Report: site, What: "message", Text: "Ключ у сторожа", Private: true, At: h.Loop.Now()},
			{ID: [16]byte{2}, Report: site, What: "supplement", Text: "Уже две лампы", At: h.Loop.Now()},
		})
		c.Ask(asked, "Яма до остановки или после?", true)
	})
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	p.Shell.Go(present.PageJournal)
	x.loop.Until("the list is read", func() bool { return p.Journal.State().Rows > 0 })
	x.settle()
	if n := p.Notices.State(); n.Count == 0 || len(n.Elsewhere) != 1 || n.Elsewhere[0].Report != site {
		t.Fatalf("news %+v", n)
	}
	x.WantSaid("Новое в 1 обращении")
	x.drawAll("mine-news")
	p.Shell.Push(present.PageNews, "")
	x.settle()
	x.WantSaid("С сайта и других устройств")
	x.drawAll("news")

	p.Shell.Push(present.PageReport, asked.String())
	x.loop.Until("it isn't news any more", func() bool { return p.Notices.News(asked) == 0 })
	p.Shell.Back()

	p.Shell.Push(present.PageReport, site.String())
	x.loop.Until("stars are offered", func() bool {
		d := p.Journal.State().Details
		return d != nil && d.ID == site && p.Acts.State().Rate
	})
	x.settle()
	for _, said := range []string{"Не горит фонарь у школы", "Ключ у сторожа", "Вы дополнили", "Уже две лампы", "После"} {
		x.WantSaid(said)
	}
	x.drawAll("report-elsewhere")
	x.Tap("Показать это фото 2")
	x.album("why it isn't here", func(s present.AlbumState) bool { return s.Count == 2 && s.Wait.Title != "" })
	x.WantSaid("Снимок ещё не загружен")
	x.Press(mobile.KeyBack)
	x.loop.Until("the report is back", func() bool { d := p.Journal.State().Details; return d != nil && d.ID == site && p.Acts.State().Rate })
	x.settle()
	x.Tap("5 звёзд")
	x.Tap("Поставить оценку")
	x.loop.Until("it was given", func() bool { return len(p.Acts.State().Done) == 3 }) // beside what was said elsewhere
	p.Shell.Back()
	p.Notices.SeeAll()
	x.loop.Until("all is read", func() bool { return p.Notices.State().Count == 0 })
	x.settle()
	if x.Said("Отметить всё прочитанным") {
		t.Error("offers to read what is read")
	}
}

// toldPhoto is a picture that lies at the portal.
func toldPhoto(report civic.ReportID, n byte, side civic.PhotoSide) civic.ToldPhoto {
	p := civic.ToldPhoto{Report: report, Side: side}
	p.ID, p.State = civic.PhotoID{15: n}, civic.PhotoPrepared
	p.Copy, p.Preview = civic.BlobRef{SHA256: [32]byte{n, 1}, Size: 9}, civic.BlobRef{SHA256: [32]byte{n, 2}, Size: 9}
	return p
}
