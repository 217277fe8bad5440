package device

import (
	"cmp"
	"net/http"
	"slices"

	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// pointsRead is how many reception points are looked at: those that weren't heard of for longest. A district has some dozens.
const pointsRead = 2000

type pointsData struct {
	Cards []card
	Count map[Worry]int
	Total int
	May   bool // look at the devices themselves
	Only  string
	Kinds []Worry
}

// points shows the reception points, those first that somebody should look after.
func (d *Devices) points(rw http.ResponseWriter, r *http.Request) {
	data := pointsData{Count: map[Worry]int{}, May: kit.Who(r.Context()).Staff.May(accounts.RightAdminister), Only: r.FormValue("only"), Kinds: []Worry{Alarmed, Stuck, Silent, Quiet, Calm}}
	err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		devices, err := tx.QuietPoints(pointsRead)
		if err != nil {
			return err
		}
		data.Cards, err = d.cards(tx, devices)
		return err
	})
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	data.Total = len(data.Cards)
	for _, c := range data.Cards {
		data.Count[c.Worry]++
	}
	slices.SortStableFunc(data.Cards, func(a, b card) int { return cmp.Compare(b.Worry, a.Worry) }) // within a degree the quietest stay first
	if data.Only != "" {
		data.Cards = slices.DeleteFunc(data.Cards, func(c card) bool { return c.Worry.Word() != data.Only })
	}
	data.Cards = data.Cards[:min(len(data.Cards), pointsShown)]
	d.pages.Show(rw, r, http.StatusOK, "points", kit.Page{Section: pointsPath, Data: data})
}

// pointsShown keeps the page small; what is behind them is calm, or found by its degree.
const pointsShown = 100
