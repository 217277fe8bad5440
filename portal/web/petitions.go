package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/petitions"
)

// Petitions is what the pages need of the register.
type Petitions interface {
	All(ctx context.Context) ([]db.Petition, error)
	Find(ctx context.Context, name string) (db.Petition, error)
	Publish(ctx context.Context, p civic.Petition) (civic.Petition, error)
	Close(ctx context.Context, id civic.PetitionID) error
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

func (w *Web) petitionCard(p db.Petition) petitionCard {
	hash := p.Hash()
	c := petitionCard{Petition: p, Needed: p.Threshold.Needed(), Phase: p.Phase(civic.DateOf(w.DB.Now().In(w.Location))), Hash: hash.String()}
	c.Reached = p.Tally.Valid >= c.Needed
	c.Percent = min(100, p.Tally.Valid*100/max(1, c.Needed))
	return c
}

type petitionsData struct {
	Cards []petitionCard
	Staff bool
}

// petitions lists all, for everybody: what is asked of a district is public, who signed is not.
func (w *Web) petitions(rw http.ResponseWriter, r *http.Request) {
	staff, err := w.isStaff(r)
	if err != nil {
		w.fail(rw, r, err)
		return
	}
	all, err := w.Petitions.All(r.Context())
	if err != nil {
		w.fail(rw, r, err)
		return
	}
	data := petitionsData{Staff: staff}
	for _, p := range all {
		data.Cards = append(data.Cards, w.petitionCard(p))
	}
	w.render(rw, r, http.StatusOK, "petitions", data)
}

type petitionData struct {
	petitionCard
	Staff bool
}

func (w *Web) petition(rw http.ResponseWriter, r *http.Request) {
	p, ok := w.findPetition(rw, r)
	if !ok {
		return
	}
	staff, err := w.isStaff(r)
	if err != nil {
		w.fail(rw, r, err)
		return
	}
	w.render(rw, r, http.StatusOK, "petition", petitionData{w.petitionCard(p), staff})
}

// findPetition finds the petition that a path names, or answers that there is none.
func (w *Web) findPetition(rw http.ResponseWriter, r *http.Request) (db.Petition, bool) {
	p, err := w.Petitions.Find(r.Context(), r.PathValue("id"))
	switch {
	case errors.Is(err, petitions.ErrNone):
		w.message(rw, r, http.StatusNotFound, "missing")
	case err != nil:
		w.fail(rw, r, err)
	}
	return p, err == nil
}

const signaturesLength = 100 // on a page

type signaturesData struct {
	petitionCard
	Rows   []db.Signature
	States []stateCount
	Older  string // address of the next page; "" on the last
}

type stateCount struct {
	State civic.SignatureState
	N     int
}

// signatures lists how each signature counts and why. Who signed is not on the page: it isn't needed to see that the count is right.
func (w *Web) signatures(rw http.ResponseWriter, r *http.Request) {
	p, ok := w.findPetition(rw, r)
	if !ok {
		return
	}
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	data := signaturesData{petitionCard: w.petitionCard(p)}
	err = w.DB.Read(r.Context(), func(tx *db.Tx) error {
		if data.Rows, err = tx.SignaturesBefore(p.ID, before, signaturesLength+1); err != nil {
			return err
		}
		counts, err := tx.CountStates(p.ID)
		for _, s := range civic.SignatureStates() {
			if counts[s] > 0 {
				data.States = append(data.States, stateCount{s, counts[s]})
			}
		}
		return err
	})
	if err != nil {
		w.fail(rw, r, err)
		return
	}
	if len(data.Rows) > signaturesLength {
		data.Rows = data.Rows[:signaturesLength]
		data.Older = "/petitions/" + p.Number + "/signatures?before=" + strconv.FormatInt(data.Rows[signaturesLength-1].Arrival, 10)
	}
	w.render(rw, r, http.StatusOK, "signatures", data)
}

// closePetition ends a petition once the box beside the button was ticked.
func (w *Web) closePetition(rw http.ResponseWriter, r *http.Request) {
	p, ok := w.findPetition(rw, r)
	if !ok {
		return
	}
	if r.PostFormValue("sure") != "" {
		if err := w.Petitions.Close(r.Context(), p.ID); err != nil {
			w.fail(rw, r, err)
			return
		}
	}
	http.Redirect(rw, r, "/petitions/"+p.Number, http.StatusSeeOther)
}
