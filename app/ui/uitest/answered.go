package uitest

import (
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store"
)

// Answer has the portal answer a report.
func (c *Clerk) Answer(id civic.ReportID, number, text string) civic.AnswerID {
	c.t.Helper()
	c.answers++
	a := civic.Answer{
		ID: civic.AnswerID{15: byte(c.answers)}, Report: id, Revision: 1, Number: number, Text: text, Final: true, At: c.now,
		Signatory: "Ветров А. Б., глава администрации района",
	}
	if err := c.s.TakeFeed(c.t.Context(), store.Feed{Answers: []civic.Answer{a}, Cursor: fmt.Sprint("answer ", c.answers)}); err != nil {
		c.t.Fatal(err)
	}
	return a.ID
}

// Hear has the portal tell of a report of the account that was taken elsewhere, and is solved since.
func (c *Clerk) Hear(number, kind, text string) civic.ReportID {
	c.t.Helper()
	c.answers++
	id := civic.ReportID{14: 7, 15: byte(c.answers)}
	e := store.Elsewhere{
		Report: civic.Report{
			ID: id, Number: number, Category: civic.CategorySlug(kind), Text: text, Channel: civic.ChannelSelf, Urgency: civic.UrgencyOrdinary,
			Place: civic.Place{Settlement: "с. Ставчены", Address: "ул. Виилор, 12"}, CapturedAt: c.now,
		},
		Received: c.now, Steps: []store.Event{{Status: civic.StatusModeration, At: c.now}, {Status: civic.StatusSolved, At: c.now.Add(time.Minute)}},
	}
	if err := c.s.TakeFeed(c.t.Context(), store.Feed{Elsewhere: []store.Elsewhere{e}, Cursor: fmt.Sprint("elsewhere ", c.answers)}); err != nil {
		c.t.Fatal(err)
	}
	return id
}

// HearMore has the portal tell of pictures of a report, and of what its author said elsewhere.
func (c *Clerk) HearMore(photos []civic.ToldPhoto, words []civic.ToldWords) {
	c.t.Helper()
	c.answers++
	if err := c.s.TakeFeed(c.t.Context(), store.Feed{Photos: photos, Words: words, Cursor: fmt.Sprint("told ", c.answers)}); err != nil {
		c.t.Fatal(err)
	}
}

// Hand notes how an attempt to hand an answer over ended.
func (c *Clerk) Hand(id civic.AnswerID, o civic.HandOutcome, note string) {
	c.t.Helper()
	if _, err := c.s.Hand(c.t.Context(), civic.Handing{Answer: id, Outcome: o, Note: note}); err != nil {
		c.t.Fatal(err)
	}
}

// Answered fills a folder with nine days: answers for people without the internet, some late, some handed over.
func Answered(c *Clerk) {
	c.Enroll()
	by := func(name, phone, address string, way civic.ReplyBy) civic.Reporter {
		return civic.Reporter{Name: name, Phone: phone, Address: address, Reply: way, Consent: civic.Consent{Given: true, Sheet: "117", Version: "1"}}
	}
	lamp := c.Take(Report{Kind: "lighting-lamp-out", Address: "ул. Дмитрия Кантемира, 6", Text: "Не горит фонарь у дома 6", Who: by("Петрова Анна Сергеевна", "+7 912 000-41-15", "с. Ставчены, ул. Дмитрия Кантемира, 8", civic.ReplyPost)})
	pit := c.Take(Report{Kind: "roads-pothole", Address: "Индустриальная ул., у дома 4", Text: "Яма у остановки", Who: by("Козак Иван Дмитриевич", "+7 912 000-77-02", "", civic.ReplyPhone)})
	c.Wait(24 * time.Hour)
	doctor := c.Take(Report{Kind: "health-fap-closed", Address: "ул. Виилор, 12", Text: "Медпункт закрыт с понедельника", Who: by("Чебан Мария", "", "", civic.ReplyPickup)})
	tree := c.Take(Report{Kind: "greenery-tree-dangerous", Address: "ул. Иона Крянгэ, 40", Text: "Упало дерево", Who: by("Русу Ион", "+7 912 000-10-10", "", civic.ReplyPhone)})
	c.Deliver()
	c.Wait(time.Hour)
	done := c.Answer(tree, "12-40", "Дерево убрано 18 ноября.")
	c.Answer(lamp, "12-45/2026", "Уважаемая Анна Сергеевна! Фонарь у дома 6 заменён 20 ноября. Обслуживает линию МУП «Горсвет», по вопросам освещения обращайтесь в диспетчерскую по телефону 112-41.\n\nО ремонте пешеходной дорожки сообщим отдельно до 1 марта.")
	c.Hand(done, civic.HandTold, "")
	c.Wait(3 * 24 * time.Hour)
	called := c.Answer(pit, "12-51", "Яма у остановки внесена в план ремонта на май.")
	c.Hand(called, civic.HandNoAnswer, "")
	c.Wait(2 * time.Hour)
	c.Hand(called, civic.HandNoAnswer, "Трубку взяла соседка, просила звонить после шести")
	c.Wait(4 * 24 * time.Hour)
	c.Answer(doctor, "12-60", "Фельдшер принимает по вторникам и четвергам с 9 до 13.")
}
