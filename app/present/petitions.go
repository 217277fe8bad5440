package present

import (
	"context"
	"slices"
	"strconv"

	"priyom/civic"
	"priyom/store"
)

// The fields of a signature that may be wrong; civic's, and one for what went wrong with all of it.
const (
	SignName       = "name"
	SignAddress    = "address"
	SignSettlement = "settlement"
	SignBirth      = "birth"
	SignDate       = "signed_on"
	SignChecked    = "checked"
	SignSheet      = "sheet"
	SignRow        = "row"
	SignConsent    = "consent"
	SignDrawing    = "drawing"
	SignForm       = "form"
)

// PetitionRow is a petition in the list.
type PetitionRow struct {
	Number   string
	Title    string
	Progress float32 // of what is needed, 0 to 1
	Valid    string  // "61"
	Of       string  // "of 100 signatures"
	AsOf     string  // of when that is; "" for not known yet
	Stands   string  // "61 of 100 valid, as of today 14:20"
	Here     string  // what was taken at this computer; "" for nothing
	Left     string  // how many days are left, or that it is over
	Tone     Tone    // of Left
	Reached  bool
}

// PetitionsState is the list of petitions, and the form for signing one of them.
type PetitionsState struct {
	Loading bool
	Loose   bool // there is no portal to tell of any
	Rows    []PetitionRow
	Chosen  int // -1 for none
	Sign    SignState
}

// SignState is the form for one signature under the chosen petition.
type SignState struct {
	Title, Text, Fingerprint string
	Rule                     string // who may sign, until when
	Stands                   string
	Closed                   string // why it can't be signed; "" if it can
	Proofs                   []civic.Proof
	Draft                    SignDraft
	AsksBirth                civic.BirthRule
	Sheets                   []string // that were printed here, the last one first
	Wrong                    map[string]string
	Same                     string // a warning that the same person seems to have signed; a second Save goes through
	Done                     string // what was saved last
	Busy                     bool
}

// SignDraft is what was typed so far.
type SignDraft struct {
	Name, Address, Settlement, Birth, Date, Sheet, Row, Paper string
	Proof                                                     civic.Proof
	Checked                                                   civic.Checked
	Consent                                                   bool
	Drawing                                                   civic.Drawing
}

// Petitions is the list of petitions and the form for signing one.
type Petitions struct {
	OnChange func()
	OnWrong  func(field string) // where the keyboard should go

	p       *Point
	all     []store.Petition
	loaded  bool
	chosen  civic.PetitionID
	sheets  []store.Sheet
	draft   SignDraft
	checked bool
	badRow  bool // the row was keyed in before
	bad     string
	same    string
	sure    bool // the warning was read
	done    string
	busy    bool
	mine    *store.Signed // what a citizen signed here last under the chosen petition; nil: nothing
	back    bool          // they were asked whether they take it back
	kept    *ownFile      // what was unfinished when the program ended

	returning back // of who takes a signature back
}

func newPetitions(p *Point) *Petitions { return &Petitions{p: p} }

// Reload reads the petitions again.
func (s *Petitions) Reload() {
	s.p.read.do(func(ctx context.Context) func() {
		all, err := s.p.store.Petitions(ctx)
		return func() {
			if err != nil {
				s.p.failed("petitions not read", err)
				return
			}
			s.all, s.loaded = all, true
			if s.index() < 0 && len(all) > 0 {
				s.choose(0)
			}
			s.loadMine()
			s.changed()
		}
	})
}

func (s *Petitions) index() int {
	return slices.IndexFunc(s.all, func(p store.Petition) bool { return p.ID == s.chosen })
}

// current is the chosen petition.
func (s *Petitions) current() (store.Petition, bool) {
	if i := s.index(); i >= 0 {
		return s.all[i], true
	}
	return store.Petition{}, false
}

// Choose shows another petition. What was typed for the one before is gone.
func (s *Petitions) Choose(i int) {
	if i < 0 || i >= len(s.all) || s.all[i].ID == s.chosen || s.busy {
		return
	}
	s.choose(i)
	s.changed()
}

func (s *Petitions) choose(i int) {
	p := s.all[i]
	s.chosen, s.sheets, s.done, s.mine, s.back, s.returning = p.ID, nil, "", nil, false, back{round: s.returning.round + 1}
	s.draft = SignDraft{}
	s.clear()
	for _, proof := range p.Proofs {
		if proof.AtPoint() {
			s.draft.Proof = proof
			break
		}
	}
	s.draft.Date = s.dateOf(s.today())
	if len(p.Settlements) == 1 {
		s.draft.Settlement = p.Settlements[0]
	}
	s.ownDraft(p)
	s.loadSheets()
	s.loadMine()
}

func (s *Petitions) loadSheets() {
	id := s.chosen
	s.p.read.do(func(ctx context.Context) func() {
		sheets, err := s.p.store.Sheets(ctx, id)
		return func() {
			if err == nil && id == s.chosen {
				s.sheets = sheets
				s.changed()
			}
		}
	})
}

func (s *Petitions) today() civic.Date { return civic.DateOf(s.p.env.Clock().Local()) }

// dateOf is a day as people here type it.
func (s *Petitions) dateOf(d civic.Date) string {
	two := func(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
	return two(d.Day) + "." + two(int(d.Month)) + "." + strconv.Itoa(d.Year)
}

func (s *Petitions) changed() {
	if s.OnChange != nil {
		s.OnChange()
	}
}
