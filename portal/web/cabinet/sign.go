package cabinet

import (
	"errors"
	"net/http"
	"strconv"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/own"
	"priyom/portal/web/kit"
)

type signData struct {
	db.Petition
	Path       string
	Admits     bool // this way of signing
	Open       bool
	Stands     *db.Signature // what this account signed; nil: nothing that stands
	Stamp      string
	Name       string
	Address    string
	Settlement string
	Birth      string
	Wrong      civic.Problems
	Trouble    string
	Done       string
	Places     []string
}

// Problem is the first thing that is wrong with a field; nil if nothing is.
func (s signData) Problem(field string) *civic.Problem {
	if of := s.Wrong.Of(field); len(of) > 0 {
		return &of[0]
	}
	return nil
}

// petition finds one by its number or its id.
func (p *Cabinet) petition(tx *db.Tx, name string) (db.Petition, error) {
	if id, err := civic.ParsePetitionID(name); err == nil {
		return tx.Petition(id)
	}
	return tx.PetitionByNumber(name)
}

func (p *Cabinet) today() civic.Date { return civic.DateOf(p.Kit.DB.Now().In(p.Kit.Location)) }

// signForm shows the petition's text whole, and where to sign.
func (p *Cabinet) signForm(rw http.ResponseWriter, r *http.Request) {
	p.showSign(rw, r, http.StatusOK, signData{Name: kit.Who(r.Context()).Citizen.Name})
}

func (p *Cabinet) showSign(rw http.ResponseWriter, r *http.Request, status int, s signData) {
	err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		found, err := p.petition(tx, r.PathValue("id"))
		if err != nil {
			return err
		}
		s.Petition = found
		mine, err := p.Journal.Signed(tx, kit.Who(r.Context()).Citizen.ID, found.ID)
		if err == nil {
			s.Stands = &mine
		}
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	today := p.today()
	s.Path, s.Stamp = "/petitions/"+s.Number, p.newStamp()
	s.Admits, s.Open = s.Petition.Admits(civic.ProofPortal), s.ClosedAt.IsZero() && !today.Before(s.From) && !s.To.Before(today)
	if s.Places = s.Settlements; len(s.Places) == 0 {
		if guide, err := p.Map.Places(r.Context()); err == nil {
			s.Places = guide.Settlements(p.Kit.Language(r))
		}
	}
	if q := r.URL.Query(); s.Trouble == "" && s.Wrong == nil {
		for _, done := range []string{"signed", "unsigned"} {
			if q.Has(done) {
				s.Done = done
			}
		}
	}
	p.pages.Show(rw, r, status, "sign", kit.Page{Section: "/petitions", Data: s})
}

// sign puts a citizen's name under a petition.
func (p *Cabinet) sign(rw http.ResponseWriter, r *http.Request) {
	f, found, ok := p.signing(rw, r)
	if !ok {
		return
	}
	defer f.close()
	s := signData{Name: f.get("name"), Address: f.get("address"), Settlement: f.get("settlement"), Birth: f.get("birth")}
	birth, err := birthOf(s.Birth)
	if err != nil {
		s.Wrong = civic.Problems{{Field: "birth", Key: "validate.birth.date"}}
		p.showSign(rw, r, http.StatusUnprocessableEntity, s)
		return
	}
	consent := civic.Consent{Given: f.get("consent") != "", Version: ConsentVersion}
	account := kit.Who(r.Context()).Citizen.ID
	err = p.Journal.Sign(r.Context(), key("sign "+found.ID.String()+account.String(), f.get("stamp")), found.ID,
		civic.Signatory{Name: civic.Tidy(s.Name), Address: civic.Tidy(s.Address), Birth: birth}, civic.Tidy(s.Settlement), consent, p.today(), account)
	switch {
	case err == nil:
		http.Redirect(rw, r, "/petitions/"+found.Number+"/sign?signed", http.StatusSeeOther)
	case errors.As(err, &s.Wrong):
		p.showSign(rw, r, http.StatusUnprocessableEntity, s)
	case errors.Is(err, own.ErrSigned):
		s.Trouble = "signed"
		p.showSign(rw, r, http.StatusConflict, s)
	default:
		p.Kit.Fail(rw, r, err)
	}
}

// unsign takes it back.
func (p *Cabinet) unsign(rw http.ResponseWriter, r *http.Request) {
	f, found, ok := p.signing(rw, r)
	if !ok {
		return
	}
	defer f.close()
	account := kit.Who(r.Context()).Citizen.ID
	err := p.Journal.Unsign(r.Context(), key("unsign "+found.ID.String()+account.String(), f.get("stamp")), found.ID, account)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		p.Kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, "/petitions/"+found.Number+"/sign?unsigned", http.StatusSeeOther)
}

func (p *Cabinet) signing(rw http.ResponseWriter, r *http.Request) (f *filled, found db.Petition, ok bool) {
	f, err := p.read(rw, r)
	if err != nil {
		p.showSign(rw, r, http.StatusBadRequest, signData{Trouble: "again"})
		return nil, found, false
	}
	if _, known := p.age(f.get("stamp")); !known {
		f.close()
		p.showSign(rw, r, http.StatusUnprocessableEntity, signData{Name: f.get("name"), Address: f.get("address"), Settlement: f.get("settlement"), Birth: f.get("birth"), Trouble: "again"})
		return nil, found, false
	}
	err = p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		found, err = p.petition(tx, r.PathValue("id"))
		return err
	})
	if err != nil {
		f.close()
		p.Kit.Fail(rw, r, err)
		return nil, found, false
	}
	return f, found, true
}

// birthOf reads a year, or a date as a browser sends it; "" is none.
func birthOf(s string) (civic.Date, error) {
	if year, err := strconv.Atoi(s); err == nil {
		return civic.Date{Year: year}, nil
	}
	return civic.ParseDate(s)
}
