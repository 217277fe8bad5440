package petition

import (
	"errors"
	"net/http"
	"strconv"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/doubts"
	"priyom/portal/web/kit"
)

const doubtsLength = 50 // on a page

type doubtsData struct {
	petitionCard
	State  db.DoubtState
	States []doubtCount
	Rows   []db.Doubt
	Older  string
}

type doubtCount struct {
	State db.DoubtState
	N     int
}

// doubts lists pairs of signatures that may be one person's. Who signed is not on it.
func (p *Pages) doubts(rw http.ResponseWriter, r *http.Request) {
	it, ok := p.find(rw, r)
	if !ok {
		return
	}
	data := doubtsData{petitionCard: p.card(it), State: db.DoubtState(r.URL.Query().Get("state"))}
	if data.State == "" {
		data.State = db.DoubtOpen
	}
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	err = p.kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		counts, err := tx.CountDoubts(it.ID)
		for _, s := range []db.DoubtState{db.DoubtOpen, db.DoubtArbiter, db.DoubtSame, db.DoubtDifferent} {
			data.States = append(data.States, doubtCount{s, counts[s]})
		}
		if err != nil {
			return err
		}
		data.Rows, err = tx.Doubts(it.ID, data.State, before, doubtsLength+1)
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	if len(data.Rows) > doubtsLength {
		data.Rows = data.Rows[:doubtsLength]
		data.Older = staffPath + "/" + it.Number + "/doubts?state=" + string(data.State) + "&before=" + strconv.FormatInt(data.Rows[doubtsLength-1].N, 10)
	}
	p.pages.Show(rw, r, http.StatusOK, "doubts", kit.Page{Section: staffPath, Data: data})
}

type doubtData struct {
	petitionCard
	Doubt    db.Doubt
	Both     [2]doubts.Person
	Said     []db.Opinion // what may be seen of it: all of rounds before, and of this one once it is decided or goes to an arbiter
	Waits    int          // how many spoke in this round, unseen
	Mine     bool         // who asks spoke in this round
	MayJudge bool
	Trouble  string
	Note     string
	Names    map[db.Account]string
}

// doubt shows two signatures side by side, as they were written. What others found is hidden until it can't sway anybody.
func (p *Pages) doubt(rw http.ResponseWriter, r *http.Request) {
	p.showDoubt(rw, r, http.StatusOK, "", "")
}

func (p *Pages) showDoubt(rw http.ResponseWriter, r *http.Request, status int, trouble, note string) {
	it, n, ok := p.findDoubt(rw, r)
	if !ok {
		return
	}
	me := actor(r)
	data := doubtData{petitionCard: p.card(it), Trouble: trouble, Note: note, Names: map[db.Account]string{}}
	err := p.kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if data.Doubt, err = tx.Doubt(n); err != nil {
			return err
		}
		if data.Both, err = p.office.Both(tx, data.Doubt); err != nil {
			return err
		}
		all, err := tx.Opinions(n)
		if err != nil {
			return err
		}
		for _, o := range all {
			mine := o.Round == data.Doubt.Round && o.Actor == me.Account
			data.Mine = data.Mine || mine
			if o.Round == data.Doubt.Round && data.Doubt.State == db.DoubtOpen && !mine {
				data.Waits++
				continue
			}
			data.Said = append(data.Said, o)
			if staff, err := tx.Staff(o.Actor); err == nil {
				data.Names[o.Actor] = staff.Name
			} else if !errors.Is(err, db.ErrNotFound) {
				return err
			}
		}
		return nil
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	data.MayJudge = !data.Mine && (data.Doubt.State == db.DoubtOpen || data.Doubt.State == db.DoubtArbiter && me.Role == civic.RoleArbiter)
	p.pages.Show(rw, r, status, "doubt", kit.Page{Section: staffPath, Data: data})
}

// findDoubt finds what a path names, or answers that there is none: a doubt under that very petition.
func (p *Pages) findDoubt(rw http.ResponseWriter, r *http.Request) (it db.Petition, n int64, ok bool) {
	if it, ok = p.find(rw, r); !ok {
		return it, 0, false
	}
	n, err := strconv.ParseInt(r.PathValue("n"), 10, 64)
	if err == nil {
		err = p.kit.DB.Read(r.Context(), func(tx *db.Tx) error {
			d, err := tx.Doubt(n)
			if err == nil && d.Petition != it.ID {
				err = db.ErrNotFound
			}
			return err
		})
	} else {
		err = db.ErrNotFound
	}
	if err != nil {
		p.kit.Fail(rw, r, err)
		return it, 0, false
	}
	return it, n, true
}

// sayDoubt keeps what somebody found.
func (p *Pages) sayDoubt(rw http.ResponseWriter, r *http.Request) {
	same := r.PostFormValue("same")
	p.actDoubt(rw, r, func(n int64, note string) error {
		if same != "yes" && same != "no" {
			return errChoose
		}
		_, err := p.office.Say(r.Context(), n, actor(r), same == "yes", note)
		return err
	})
}

// anewDoubt has it looked at once more.
func (p *Pages) anewDoubt(rw http.ResponseWriter, r *http.Request) {
	p.actDoubt(rw, r, func(n int64, note string) error {
		_, err := p.office.Anew(r.Context(), n, actor(r), note)
		return err
	})
}

var errChoose = errors.New("petition: say whether it is one person")

// troubles are what can be mended, by the words that say it.
var troubles = map[error]string{
	doubts.ErrNobody: "nobody", doubts.ErrTwice: "twice", doubts.ErrArbiter: "arbiter", doubts.ErrDecided: "decided", doubts.ErrNote: "note", errChoose: "choose",
}

func (p *Pages) actDoubt(rw http.ResponseWriter, r *http.Request, act func(n int64, note string) error) {
	r.Body = http.MaxBytesReader(rw, r.Body, maxPetitionForm)
	it, n, ok := p.findDoubt(rw, r)
	if !ok {
		return
	}
	note := r.PostFormValue("note")
	err := act(n, note)
	for sentinel, word := range troubles {
		if errors.Is(err, sentinel) {
			p.showDoubt(rw, r, http.StatusUnprocessableEntity, word, note)
			return
		}
	}
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, staffPath+"/"+it.Number+"/doubts/"+strconv.FormatInt(n, 10), http.StatusSeeOther)
}
