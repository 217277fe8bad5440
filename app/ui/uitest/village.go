package uitest

import (
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/storetest"
)

// who is a person that nobody is.
func who(name, phone string, by civic.ReplyBy) civic.Reporter {
	return civic.Reporter{Name: name, Phone: phone, Reply: by, Consent: civic.Consent{Given: true, Sheet: "117", Version: "1"}}
}

// Village fills a folder with what a village tells in some days: reports in every state, drafts, things that didn't go.
func Village(c *Clerk) {
	c.Enroll()
	petrova := who("Петрова Анна Сергеевна", "+7 912 000-41-15", civic.ReplyPickup)
	lamp := c.Take(Report{
		Kind: "lighting-lamp-out", Address: "ул. Дмитрия Кантемира, 6", Who: petrova, Spot: civic.Position{Lat: 46.95811, Lon: 28.82647},
		Text:   "Не горит фонарь у дома 6, третий день. Дети из школы идут в темноте, дорога скользкая. Раньше мигал, после ветра погас совсем.",
		Photos: []string{"DSCN0012.jpg", "DSCN0010.jpg", "DSCN0021.jpg"},
	})
	c.Wait(3 * time.Hour)
	pit := c.Take(Report{Kind: "roads-pothole", Address: "Индустриальная ул., у дома 4", Text: "Яма у остановки", Who: who("Козак Иван", "", civic.ReplyPhone), Photos: []string{"landscape_3.jpg"}})
	c.Wait(20 * time.Hour)
	rubbish := c.Take(Report{Kind: "waste-not-collected", Address: "Молодёжная ул., 31", Text: "Не вывозят вторую неделю", Photos: []string{"image00971.jpg"}})
	ice := c.Take(Report{Kind: "winter-ice-footway", Address: "у ручья, пер. Кантемира", Text: "Гололёд на мостике"})
	c.Wait(20 * time.Hour)
	tree := c.Take(Report{Kind: "greenery-tree-dangerous", Address: "ул. Иона Крянгэ, 40", Text: "Упало дерево"})
	bus := c.Take(Report{Kind: "transport-bus-missed", Address: "остановка «Школа»", Text: "Автобус не пришёл в 7:40"})
	bench := c.Take(Report{Kind: "public-spaces-bench-broken", Address: "двор, ул. Мугурел, 3"})
	doctor := c.Take(Report{Kind: "health-fap-closed", Address: "ул. Виилор, 12", Text: "Закрыто с понедельника, на двери ничего не написано"})
	c.Wait(time.Minute)
	c.Deliver()
	c.Tell(lamp, "МУП «Горсвет»: выехала бригада, лампа заказана", civic.StatusModeration, civic.StatusAssigned, civic.StatusInWork)
	c.Tell(pit, "", civic.StatusModeration, civic.StatusAssigned, civic.StatusReturned)
	c.Tell(rubbish, "", civic.StatusModeration, civic.StatusAssigned, civic.StatusInWork, civic.StatusSolved)
	c.Tell(ice, "", civic.StatusModeration, civic.StatusAssigned, civic.StatusInWork, civic.StatusSolved, civic.StatusConfirmed)
	c.Tell(tree, "", civic.StatusModeration)
	c.Tell(bus, "Такой остановки нет", civic.StatusModeration, civic.StatusRejected)
	c.Tell(bench, "", civic.StatusModeration, civic.StatusAssigned)
	_ = doctor
	c.Wait(3 * time.Hour)
	c.Take(Report{Kind: "order-safety-thin-ice", Address: "пруд за школой", Text: "Дети на тонком льду", Photos: []string{"landscape_6.jpg"}})
	c.Take(Report{Kind: "traffic-safety-crossing-dark", Address: "ул. Дмитрия Кантемира, 1", Who: petrova, Photos: []string{"portrait_8.jpg", "DSCN0012.jpg"}})
	c.SignTexts()
	c.FailFiles("link.broken")
	c.Wait(time.Minute)
	c.Take(Report{Kind: "gas-smell-street", Address: "ул. Вишнёвая, 14", Text: "Пахнет газом у колодца"})
	c.Draft(Report{Kind: "housing-entrance-dark", Address: "ул. Мугурел, 5", Text: "Темно во втором подъезде"})
	c.Draft(Report{Text: "Женщина просит перезвонить"})
}

// Many takes so many reports without a portal, all over the practice district.
func Many(n int) func(c *Clerk) {
	kinds := []civic.CategorySlug{"lighting-lamp-out", "roads-pothole", "waste-not-collected", "winter-ice-footway", "greenery-tree-dry"}
	return func(c *Clerk) {
		for i := range n {
			c.Wait(time.Minute)
			spot := civic.Position{Lat: 52.23 + civic.Degrees(i*37%1000)*0.00014, Lon: 42.71 + civic.Degrees(i*61%1009)*0.0003}
			c.Take(Report{Kind: kinds[i%len(kinds)], Spot: spot, Address: fmt.Sprintf("ул. Лесная, %d", i), Text: fmt.Sprintf("Обращение жителя дома %d", i)})
		}
	}
}

// Years takes so many reports as some years of busy points would, in large transactions.
func Years(n int) func(c *Clerk) {
	return func(c *Clerk) { storetest.Years(c.t, c.s, n, c.now) }
}
