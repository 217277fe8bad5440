package cabinet

import (
	"net/http"
	"strconv"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

const pageLength = 20

// myCard is a report in a citizen's list.
type myCard struct {
	Href     string
	Number   string
	Title    string
	Words    string
	Address  string
	Status   kit.Status
	At       time.Time
	StatusAt time.Time
	Waits    bool // for its author: to say whether it is done
}

// mySign is a petition that a citizen signed.
type mySign struct {
	Title, Number string
	State         civic.SignatureState
	At            time.Time
}

type mineData struct {
	Name     string
	Cards    []myCard
	Older    string
	Followed []myCard
	Signed   []mySign
	Heard    []db.Petition // that they follow
	First    bool
}

// mine lists a citizen's reports, what they follow and what they signed.
func (p *Cabinet) mine(rw http.ResponseWriter, r *http.Request) {
	me := kit.Who(r.Context()).Citizen
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	data := mineData{Name: me.Name, First: before == 0}
	lang := p.Kit.Language(r)
	err = p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		cases, err := tx.CasesOf(me.ID, before, pageLength+1)
		if err != nil {
			return err
		}
		if len(cases) > pageLength {
			cases = cases[:pageLength]
			data.Older = "/me?before=" + strconv.FormatInt(cases[pageLength-1].Arrival, 10)
		}
		for _, c := range cases {
			data.Cards = append(data.Cards, p.myCard(c, "/me/reports/", lang))
		}
		if !data.First {
			return nil
		}
		followed, err := tx.FollowedBefore(me.ID, 0, pageLength)
		if err != nil {
			return err
		}
		for _, c := range followed {
			data.Followed = append(data.Followed, p.myCard(c, "/reports/", lang))
		}
		if data.Signed, err = signed(tx, me.ID); err != nil {
			return err
		}
		data.Heard, err = tx.FollowedPetitions(me.ID)
		return err
	})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, http.StatusOK, "mine", kit.Page{Section: "/me", Data: data})
}

func (p *Cabinet) myCard(c db.Case, base string, lang civic.Lang) myCard {
	card := myCard{
		Href: base + c.Report.String(), Number: c.Number, Title: string(c.Category), Words: civic.FirstLine(c.Text), Address: c.Place.Address,
		Status: kit.StatusOf(c.Status), At: c.Received, StatusAt: c.StatusAt, Waits: c.Status == civic.StatusSolved && base != "/reports/",
	}
	if category, ok := p.Kit.Classifier.Category(c.Category); ok {
		card.Title = category.Title.In(lang)
	}
	return card
}

func signed(tx *db.Tx, account db.Account) (list []mySign, err error) {
	mine, err := tx.OwnSignatures(account)
	if err != nil {
		return nil, err
	}
	for _, m := range mine {
		petition, err := tx.Petition(m.Petition)
		if err != nil {
			return nil, err
		}
		s, err := tx.Signature(m.Signature)
		if err != nil {
			return nil, err
		}
		list = append(list, mySign{petition.Title, petition.Number, s.State, m.At})
	}
	return list, nil
}
