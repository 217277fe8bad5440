package petition

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"priyom/civic"
	"priyom/portal/web/kit"
)

// maxPetitionForm is the largest form that is read, in bytes.
const maxPetitionForm = 256 << 10

// petitionForm is what was typed into the form for a new petition, as it was typed.
type petitionForm struct {
	Title, Text, Settlements, From, To string
	Count, Share, Base, MinAge         string
	Birth                              string
	Proofs                             map[civic.Proof]bool
}

// AllProofs are the kinds of signature to choose from.
func (f petitionForm) AllProofs() []civic.Proof { return civic.Proofs() }

type petitionFormData struct {
	petitionForm
	Wrong civic.Problems
	Ready *petitionCard // what would be published; nil while something is wrong or nothing was typed
}

// Problem is the first thing that is wrong with a field; nil if nothing is.
func (d petitionFormData) Problem(field string) *civic.Problem {
	if wrong := d.Wrong.Of(field); len(wrong) > 0 {
		return &wrong[0]
	}
	return nil
}

// form shows an empty form: a window of three months from today and a hundred signatures, by hand or drawn.
func (p *Pages) form(rw http.ResponseWriter, r *http.Request) {
	today := civic.DateOf(p.kit.DB.Now().In(p.kit.Location))
	p.show(rw, r, http.StatusOK, petitionFormData{petitionForm: petitionForm{
		From: today.String(), To: today.AddMonths(3).AddDays(-1).String(), Count: "100", Birth: string(civic.BirthYear),
		Proofs: map[civic.Proof]bool{civic.ProofDrawn: true, civic.ProofWet: true},
	}})
}

// publish shows what would be published; and once that was seen, publishes it. The text can't be changed afterwards.
func (p *Pages) publish(rw http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(rw, r.Body, maxPetitionForm)
	if err := r.ParseForm(); err != nil {
		p.kit.Message(rw, r, http.StatusBadRequest, "form")
		return
	}
	data := petitionFormData{petitionForm: readPetitionForm(r)}
	it, wrong := data.petition()
	data.Wrong = append(wrong, it.Validate()...)
	switch {
	case len(data.Wrong) > 0:
		p.show(rw, r, http.StatusUnprocessableEntity, data)
		return
	case r.PostForm.Get("act") != "publish":
		it.Title, it.Text = civic.CanonicalText(it.Title), civic.CanonicalText(it.Text)
		ready := petitionCard{Needed: it.Threshold.Needed()}
		ready.Petition.Petition = it
		if r.PostForm.Get("act") != "edit" {
			data.Ready = &ready
		}
		p.show(rw, r, http.StatusOK, data)
		return
	}
	published, err := p.register.Publish(r.Context(), it)
	var problems civic.Problems
	switch {
	case errors.As(err, &problems):
		data.Wrong = problems
		p.show(rw, r, http.StatusUnprocessableEntity, data)
	case err != nil:
		p.kit.Fail(rw, r, err)
	default:
		http.Redirect(rw, r, staffPath+"/"+published.Number, http.StatusSeeOther)
	}
}

func (p *Pages) show(rw http.ResponseWriter, r *http.Request, status int, data petitionFormData) {
	p.pages.Show(rw, r, status, "petition_new", kit.Page{Section: staffPath, Data: data})
}

func readPetitionForm(r *http.Request) petitionForm {
	f := petitionForm{
		Title: r.PostForm.Get("title"), Text: r.PostForm.Get("text"), Settlements: r.PostForm.Get("settlements"),
		From: r.PostForm.Get("from"), To: r.PostForm.Get("to"), Count: r.PostForm.Get("count"), Share: r.PostForm.Get("share"),
		Base: r.PostForm.Get("base"), MinAge: r.PostForm.Get("min_age"), Birth: r.PostForm.Get("birth"), Proofs: map[civic.Proof]bool{},
	}
	for _, p := range r.PostForm["proof"] {
		f.Proofs[civic.Proof(p)] = true
	}
	return f
}

// petition reads the form; what can't be read is wrong with its field.
func (f petitionForm) petition() (p civic.Petition, wrong civic.Problems) {
	p = civic.Petition{Title: f.Title, Text: f.Text, Birth: civic.BirthRule(f.Birth)}
	for line := range strings.Lines(f.Settlements) {
		if line = strings.TrimSpace(line); line != "" {
			p.Settlements = append(p.Settlements, line)
		}
	}
	p.From, _ = civic.ParseDate(f.From) // no date, which Validate says
	p.To, _ = civic.ParseDate(f.To)
	number := func(field, s string) int {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil && strings.TrimSpace(s) != "" {
			wrong = append(wrong, civic.Problem{Field: field, Key: "validate.number"})
		}
		return n
	}
	p.Threshold.Count, p.Threshold.Base, p.MinAge = number("threshold", f.Count), number("threshold", f.Base), number("min_age", f.MinAge)
	if share := strings.Replace(strings.TrimSpace(f.Share), ",", ".", 1); share != "" {
		percent, err := strconv.ParseFloat(share, 64)
		if err != nil || percent < 0 || percent > 100 {
			wrong = append(wrong, civic.Problem{Field: "threshold", Key: "validate.threshold.share"})
		}
		p.Threshold.PerMille = int(percent*10 + 0.5)
	}
	for _, proof := range civic.Proofs() {
		if f.Proofs[proof] {
			p.Proofs = append(p.Proofs, proof)
		}
	}
	return p, wrong
}
