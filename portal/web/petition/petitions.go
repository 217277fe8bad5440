package petition

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/petitions"
	"priyom/portal/web/kit"
)

// Register is what the pages need of the register.
type Register interface {
	All(ctx context.Context) ([]db.Petition, error)
	Find(ctx context.Context, name string) (db.Petition, error)
	Publish(ctx context.Context, p civic.Petition) (civic.Petition, error)
	Close(ctx context.Context, id civic.PetitionID, by petitions.Actor) error
	Answer(ctx context.Context, a db.PetitionAnswer, role civic.Role, location *time.Location) error
}

// petitionCard is a petition on a page.
type petitionCard struct {
	db.Petition
	Needed  int
	Percent int // of what is needed, at most 100
	Reached bool
	Phase   civic.Phase
	Hash    string
}

func (p *Pages) card(it db.Petition) petitionCard {
	hash := it.Hash()
	c := petitionCard{Petition: it, Needed: it.Threshold.Needed(), Phase: it.Phase(civic.DateOf(p.kit.DB.Now().In(p.kit.Location))), Hash: hash.String()}
	c.Reached = it.Tally.Valid >= c.Needed
	c.Percent = min(100, it.Tally.Valid*100/max(1, c.Needed))
	return c
}

// viewer is for whom a page is.
type viewer struct {
	Staff bool   // it is one of staff's pages
	Path  string // of the list
	May   bool   // publish and close
}

func desk(r *http.Request) viewer {
	if staff := kit.Who(r.Context()).Staff; strings.HasPrefix(r.URL.Path, staffPath) {
		return viewer{true, staffPath, staff.May(accounts.RightPublish)}
	}
	return viewer{Path: path}
}

type petitionsData struct {
	viewer
	Cards []petitionCard
}

// list shows all, for everybody: what is asked of a district is public, who signed is not.
func (p *Pages) list(rw http.ResponseWriter, r *http.Request) {
	all, err := p.register.All(r.Context())
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	data := petitionsData{viewer: desk(r)}
	for _, it := range all {
		data.Cards = append(data.Cards, p.card(it))
	}
	p.pages.Show(rw, r, http.StatusOK, "petitions", kit.Page{Section: data.Path, Data: data})
}

type petitionData struct {
	petitionCard
	viewer
	Answer     *db.PetitionAnswer // nil: none yet
	Answerable bool               // by staff, now
	Draft      db.PetitionAnswer  // as it was typed
	Wrong      map[string]string  // field → translation key
	Citizen    bool               // who asks signed in as one
	Follows    bool
}

func (p *Pages) one(rw http.ResponseWriter, r *http.Request) {
	it, ok := p.find(rw, r)
	if !ok {
		return
	}
	p.showOne(rw, r, http.StatusOK, it, petitionData{})
}

// showOne shows a petition; data has what somebody typed on its page.
func (p *Pages) showOne(rw http.ResponseWriter, r *http.Request, status int, it db.Petition, data petitionData) {
	data.petitionCard, data.viewer = p.card(it), desk(r)
	data.Answerable = data.May && petitions.Answerable(it, civic.DateOf(p.kit.DB.Now().In(p.kit.Location)))
	err := p.kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		if me := kit.Who(r.Context()).Citizen; me != nil {
			data.Citizen = true
			follows, err := tx.FollowsPetition(it.ID, me.ID)
			if err != nil {
				return err
			}
			data.Follows = follows
		}
		a, err := tx.PetitionAnswer(it.ID)
		if err == nil {
			data.Answer = &a
		}
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, status, "petition", kit.Page{Section: data.Path, Data: data})
}

// find finds the petition that a path names, or answers that there is none.
func (p *Pages) find(rw http.ResponseWriter, r *http.Request) (db.Petition, bool) {
	it, err := p.register.Find(r.Context(), r.PathValue("id"))
	switch {
	case errors.Is(err, petitions.ErrNone):
		p.kit.Missing(rw, r)
	case err != nil:
		p.kit.Fail(rw, r, err)
	}
	return it, err == nil
}

// actor is who asks; at the portal's own machine an administrator without a name.
func actor(r *http.Request) petitions.Actor {
	if who := kit.Who(r.Context()).Staff; who != nil {
		return petitions.Actor{Account: who.ID, Role: who.Role}
	}
	return petitions.Actor{Role: civic.RoleAdministrator}
}

const signaturesLength = 100 // on a page

type signaturesData struct {
	petitionCard
	viewer
	Rows   []db.Signature
	States []stateCount
	Older  string // address of the next page; "" on the last
}

type stateCount struct {
	State civic.SignatureState
	N     int
}

// signatures lists how each signature counts and why. Who signed is not on the page: it isn't needed to see that the count is right.
func (p *Pages) signatures(rw http.ResponseWriter, r *http.Request) {
	it, ok := p.find(rw, r)
	if !ok {
		return
	}
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	data := signaturesData{petitionCard: p.card(it), viewer: desk(r)}
	err = p.kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		if data.Rows, err = tx.SignaturesBefore(it.ID, before, signaturesLength+1); err != nil {
			return err
		}
		counts, err := tx.CountStates(it.ID)
		for _, s := range civic.SignatureStates() {
			if counts[s] > 0 {
				data.States = append(data.States, stateCount{s, counts[s]})
			}
		}
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	if len(data.Rows) > signaturesLength {
		data.Rows = data.Rows[:signaturesLength]
		data.Older = staffPath + "/" + it.Number + "/signatures?before=" + strconv.FormatInt(data.Rows[signaturesLength-1].Arrival, 10)
	}
	p.pages.Show(rw, r, http.StatusOK, "signatures", kit.Page{Section: staffPath, Data: data})
}

// close ends a petition once the box beside the button was ticked.
func (p *Pages) close(rw http.ResponseWriter, r *http.Request) {
	it, ok := p.find(rw, r)
	if !ok {
		return
	}
	if r.PostFormValue("sure") != "" {
		if err := p.register.Close(r.Context(), it.ID, actor(r)); err != nil {
			p.kit.Fail(rw, r, err)
			return
		}
	}
	http.Redirect(rw, r, staffPath+"/"+it.Number, http.StatusSeeOther)
}
