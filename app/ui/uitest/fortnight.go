package uitest

import (
	"time"

	"priyom/civic"
)

// Fortnight fills a folder with two weeks of reports, more on some days than on others, of many kinds and places.
func Fortnight(c *Clerk) {
	c.Enroll()
	kinds := []civic.CategorySlug{
		"lighting-lamp-out", "roads-pothole", "roads-pothole", "waste-not-collected", "winter-ice-footway", "greenery-tree-dry", "health-fap-closed",
		"transport-bus-missed", "housing-entrance-dark", "water-cellar", "lighting-lamp-out", "public-spaces-bench-broken", "gas-smell-street",
	}
	places := []string{"Ставчены", "Ставчены", "Липовый Лог", "Грушево", ""}
	for day := range 13 {
		for i := range 1 + day*5%7 {
			c.settlement = places[(day+i)%len(places)]
			c.Take(Report{Kind: kinds[(day*3+i)%len(kinds)], Address: "ул. Лесная, 12", Text: "Обращение"})
			c.Wait(20 * time.Minute)
		}
		if day%3 == 0 {
			c.Deliver()
		}
		c.Wait(24*time.Hour - time.Duration(1+day*5%7)*20*time.Minute)
	}
	c.settlement = ""
}
