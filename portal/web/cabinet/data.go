package cabinet

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// maxExport bounds what is told of one account at once.
const maxExport = 10_000

type dataData struct {
	Email, Name      string
	Reports, Follows int
	Signed           int
	CanErase         bool
	Unsure           bool // the box wasn't ticked
}

// data tells what the portal knows of a citizen, and lets them take it along or have it destroyed.
func (p *Cabinet) data(rw http.ResponseWriter, r *http.Request) {
	p.showData(rw, r, http.StatusOK, false)
}

func (p *Cabinet) showData(rw http.ResponseWriter, r *http.Request, status int, unsure bool) {
	me := kit.Who(r.Context()).Citizen
	d := dataData{Email: me.Email, Name: me.Name, CanErase: p.Erase != nil, Unsure: unsure}
	err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		cases, err := tx.CasesOf(me.ID, 0, maxExport)
		if err != nil {
			return err
		}
		followed, err := tx.FollowedBefore(me.ID, 0, maxExport)
		if err != nil {
			return err
		}
		signed, err := tx.OwnSignatures(me.ID)
		d.Reports, d.Follows, d.Signed = len(cases), len(followed), len(signed)
		return err
	})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, status, "data", kit.Page{Section: "/me", Data: d})
}

// The export, as programs read it.
type (
	exported struct {
		Exported  time.Time      `json:"exported_at"`
		Name      string         `json:"name"`
		Email     string         `json:"email"`
		Wish      db.Wish        `json:"notifications"`
		Reports   []exportReport `json:"reports"`
		Supported []string       `json:"supported"`
		Followed  []string       `json:"followed"`
		Signed    []mySign       `json:"signed"`
	}
	exportReport struct {
		ID       string           `json:"id"`
		Number   string           `json:"number"`
		Category string           `json:"category"`
		Text     string           `json:"text"`
		Place    civic.Place      `json:"place"`
		Status   civic.Status     `json:"status"`
		Sent     time.Time        `json:"sent_at"`
		Reporter *civic.Reporter  `json:"reporter"` // null: nobody, or destroyed
		History  []exportStep     `json:"history"`
		Messages []exportMessage  `json:"messages"`
		Added    []exportAddition `json:"supplements"`
	}
	exportStep struct {
		Status civic.Status `json:"status"`
		At     time.Time    `json:"at"`
		Note   string       `json:"note,omitempty"`
		Rating int          `json:"rating,omitempty"`
	}
	exportMessage struct {
		Side    civic.Side `json:"side"`
		Private bool       `json:"private"`
		Text    string     `json:"text"`
		At      time.Time  `json:"at"`
	}
	exportAddition struct {
		Text   string    `json:"text"`
		Photos int       `json:"photos"`
		At     time.Time `json:"at"`
	}
)

// export sends all of it as a file.
func (p *Cabinet) export(rw http.ResponseWriter, r *http.Request) {
	me := kit.Who(r.Context()).Citizen
	e := exported{Exported: p.Kit.DB.Now(), Name: me.Name, Email: me.Email, Reports: []exportReport{}}
	var err error
	if e.Wish, err = p.wish(r); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	err = p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		cases, err := tx.CasesOf(me.ID, 0, maxExport)
		if err != nil {
			return err
		}
		for _, c := range cases {
			one, err := p.exportReport(tx, c)
			if err != nil {
				return err
			}
			e.Reports = append(e.Reports, one)
		}
		supported, err := tx.OwnSupported(me.ID, maxExport)
		if err != nil {
			return err
		}
		for _, id := range supported {
			e.Supported = append(e.Supported, id.String())
		}
		followed, err := tx.FollowedBefore(me.ID, 0, maxExport)
		if err != nil {
			return err
		}
		for _, c := range followed {
			e.Followed = append(e.Followed, c.Report.String())
		}
		e.Signed, err = signed(tx, me.ID)
		return err
	})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	rw.Header().Set("Content-Type", "application/json")
	rw.Header().Set("Content-Disposition", `attachment; filename="priyom.json"`)
	rw.Header().Set("Cache-Control", "private, no-store")
	out := json.NewEncoder(rw)
	out.SetIndent("", " ")
	_ = out.Encode(e) // whoever went away doesn't miss it
}

func (p *Cabinet) exportReport(tx *db.Tx, c db.Case) (out exportReport, err error) {
	r, err := tx.Report(c.Report)
	if err != nil {
		return out, err
	}
	out = exportReport{
		ID: c.Report.String(), Number: c.Number, Category: string(r.Category), Text: r.Text, Place: r.Place, Status: c.Status, Sent: r.CapturedAt,
		History: []exportStep{}, Messages: []exportMessage{}, Added: []exportAddition{},
	}
	entry, err := tx.Entry(r.Device, r.Epoch, r.Seq)
	if err != nil {
		return out, err
	}
	if who, ok := p.Reporter(&entry.Entry); ok {
		out.Reporter = &who
	}
	steps, err := lines(tx, c.Report)
	if err != nil {
		return out, err
	}
	for _, s := range steps {
		out.History = append(out.History, exportStep{s.Key, s.At, s.Note, s.Rating})
	}
	supplements, err := tx.Supplements(c.Report)
	if err != nil {
		return out, err
	}
	var among []added
	for _, s := range supplements {
		among = append(among, added{Supplement: s})
		out.Added = append(out.Added, exportAddition{s.Text, len(s.Photos), s.At})
	}
	said, err := p.messages(tx, c.Report, among)
	if err != nil {
		return out, err
	}
	for _, m := range said {
		out.Messages = append(out.Messages, exportMessage{m.Side, m.Private, m.Text, m.At})
	}
	return out, nil
}

// erase ends an account, once its owner is sure.
func (p *Cabinet) erase(rw http.ResponseWriter, r *http.Request) {
	if p.Erase == nil {
		p.Kit.Missing(rw, r)
		return
	}
	f, err := p.read(rw, r)
	if err != nil || f.get("sure") == "" {
		p.showData(rw, r, http.StatusUnprocessableEntity, true)
		return
	}
	defer f.close()
	if err := p.Erase(r.Context(), kit.Who(r.Context()).Citizen.ID); err != nil && !errors.Is(err, db.ErrNotFound) {
		p.Kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, "/", http.StatusSeeOther)
}
