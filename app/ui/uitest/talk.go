package uitest

import (
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store"
)

// Ask has the portal's staff say something about a report.
func (c *Clerk) Ask(id civic.ReportID, text string, private bool) civic.MessageID {
	c.t.Helper()
	c.answers++
	m := civic.Message{
		ID: civic.MessageID{14: 1, 15: byte(c.answers)}, Report: id, Side: civic.SideOffice, Author: "Ветров А. Б., управление благоустройства", Text: text,
		Private: private, At: c.now,
	}
	if err := c.s.TakeFeed(c.t.Context(), store.Feed{Messages: []civic.Message{m}, Cursor: fmt.Sprint("message ", c.answers)}); err != nil {
		c.t.Fatal(err)
	}
	return m.ID
}

// Say says something about a report to the portal's staff, after reading what they said.
func (c *Clerk) Say(id civic.ReportID, text string, private bool, read civic.MessageID) {
	c.t.Helper()
	if err := c.s.SeeMessages(c.t.Context(), id, read); err != nil {
		c.t.Fatal(err)
	}
	if _, err := c.s.Say(c.t.Context(), civic.Message{Report: id, Text: text, Private: private}); err != nil {
		c.t.Fatal(err)
	}
}

// Talked fills a folder with two reports that are talked about: the older one's last question nobody has read, and what was said
// last of it is still here.
func Talked(c *Clerk) {
	c.Enroll()
	at := civic.Reporter{Name: "Петрова Анна Сергеевна", Phone: "+7 912 000-41-15", Reply: civic.ReplyPickup, Consent: civic.Consent{Given: true, Sheet: "117", Version: "1"}}
	lamp := c.Take(Report{Kind: "lighting-lamp-out", Address: "ул. Дмитрия Кантемира, 6", Text: "Не горит фонарь у дома 6, третий день.", Who: at})
	pit := c.Take(Report{Kind: "roads-pothole", Address: "Индустриальная ул., у дома 4", Text: "Яма у остановки", Who: at})
	c.Deliver()
	c.Wait(timeOfWork)
	c.Ask(pit, "Яму засыпали?", true)
	asked := c.Ask(lamp, "Фонарь на столбе у дома 6 или у перехода? Бригада нашла два погасших.", false)
	c.Wait(timeOfWork)
	c.Say(lamp, "У дома 6, напротив калитки. Второй столб не наш.", false, asked)
	c.SignTexts()
	c.Wait(timeOfWork)
	asked = c.Ask(lamp, "Понятно. По какому телефону позвонить, когда бригада выедет?", true)
	c.Wait(timeOfWork)
	c.Say(lamp, "Анна Сергеевна дома после шести, +7 912 000-41-15", true, asked)
	c.Ask(lamp, "Спасибо! Завтра с утра будет машина.", true)
}

const timeOfWork = 40 * time.Minute
