package present

import (
	"context"
	"encoding/json"
	"strings"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// SelfState is who a citizen is on this device.
type SelfState struct {
	Name, Phone, Address, Email string
	Reply                       civic.ReplyBy
	Consent                     bool
	Named                       bool              // reports and signatures are in this name
	Wrong                       map[string]string // by field, once somebody tried
	Said                        string            // "without a name", or whose name
	Terms                       string            // what the consent is to
}

// Self is who the citizen is. It is kept encrypted on this device, for the next report; it leaves the device only sealed within one.
type Self struct {
	OnChange func()

	p       *Point
	who     selfFile
	loaded  bool
	loading bool
	checked bool
	timer   func()
}

// selfFile is how it lies in the vault.
type selfFile struct {
	Name    string        `json:"name,omitempty"`
	Phone   string        `json:"phone,omitempty"`
	Address string        `json:"address,omitempty"`
	Email   string        `json:"email,omitempty"`
	Reply   civic.ReplyBy `json:"reply,omitempty"`
	Consent bool          `json:"consent,omitempty"`
	Version string        `json:"version,omitempty"` // of the consent's text
	Named   bool          `json:"named,omitempty"`
}

func newSelf(p *Point) *Self { return &Self{p: p} }

// load reads who they are.
func (s *Self) load(ctx context.Context) error {
	raw, err := s.p.store.Kept(ctx, store.KeepsakeCitizen)
	if err == nil && raw != nil {
		if err := json.Unmarshal(raw, &s.who); err != nil {
			s.p.env.Log.Warn("who the citizen is can't be read", "error", "json")
		}
	}
	if s.who.Version != s.p.consentVersion() {
		s.who.Consent = false // it was given to another text
	}
	s.loaded = true
	return err
}

// ensure reads who they are, if that was forgotten when the screen was locked.
func (s *Self) ensure() {
	if s.loaded || s.loading || s.p.Lock.Locked() {
		return
	}
	s.loading = true
	s.p.read.do(func(ctx context.Context) func() {
		fresh := newSelf(s.p)
		err := fresh.load(ctx)
		return func() {
			if err != nil {
				s.p.failed("who the citizen is wasn't read", err)
				return
			}
			s.who, s.loaded = fresh.who, true
			s.p.takeLate() // the screen was locked when it came
			s.changed()
		}
	})
}

// State is what to show.
func (s *Self) State() SelfState {
	s.ensure()
	w, v := s.who, s.p.Voice()
	st := SelfState{
		Name: w.Name, Phone: w.Phone, Address: w.Address, Email: w.Email, Reply: w.Reply, Consent: w.Consent, Named: w.Named,
		Said: v.Say("self.anonymous"), Wrong: map[string]string{}, Terms: v.Say("self.terms"),
	}
	if w.Named && strings.TrimSpace(w.Name) != "" {
		st.Said = join(", ", strings.TrimSpace(w.Name), strings.TrimSpace(w.Phone))
	}
	if s.checked && w.Named {
		for _, p := range s.reporter().Validate() {
			if st.Wrong[p.Field] == "" {
				st.Wrong[p.Field] = v.With(p.Key, lang.Args(p.Args))
			}
		}
		if strings.TrimSpace(w.Name) == "" && st.Wrong[FieldName] == "" {
			st.Wrong[FieldName] = v.Say("self.no-name")
		}
	}
	return st
}

// reporter is who reports; zero without a name.
func (s *Self) reporter() civic.Reporter {
	if !s.who.Named {
		return civic.Reporter{}
	}
	r := civic.Reporter{
		Name: civic.TidyName(strings.TrimSpace(s.who.Name)), Phone: civic.GroupPhone(strings.TrimSpace(s.who.Phone)),
		Address: strings.TrimSpace(s.who.Address), Email: strings.TrimSpace(s.who.Email), Reply: s.who.Reply,
	}
	if r.Consent.Given = s.who.Consent; r.Consent.Given {
		r.Consent.Version = s.p.consentVersion()
	}
	return r
}

// Sound says whether reports may go in this name as it is, or without one.
func (s *Self) Sound() bool {
	return !s.who.Named || strings.TrimSpace(s.who.Name) != "" && len(s.reporter().Validate()) == 0
}

// Check says what is wrong from now on, and whether nothing is.
func (s *Self) Check() bool {
	s.checked = true
	s.changed()
	return s.Sound()
}

// Set changes one of the fields.
func (s *Self) Set(field, text string) {
	to := map[string]*string{FieldName: &s.who.Name, FieldPhone: &s.who.Phone, FieldReplyTo: &s.who.Address, "reporter.email": &s.who.Email}[field]
	if to == nil || *to == text {
		return
	}
	*to = text
	s.edited()
}

// SetReply is how answers come.
func (s *Self) SetReply(r civic.ReplyBy) {
	s.who.Reply = r
	s.edited()
}

// SetNamed says whether reports are in this name.
func (s *Self) SetNamed(on bool) {
	s.who.Named = on
	s.edited()
}

// SetConsent says that the person agrees to the processing of their data.
func (s *Self) SetConsent(given bool) {
	s.who.Consent, s.who.Version = given, s.p.consentVersion()
	s.edited()
}

// Forget removes everything that is known of them here.
func (s *Self) Forget() {
	s.who, s.checked = selfFile{}, false
	s.edited()
}

func (s *Self) edited() {
	if !s.loaded {
		return // what is there isn't known
	}
	if s.timer == nil {
		s.timer = s.p.env.After(DraftWithin, func() {
			s.timer = nil
			s.save()
		})
	}
	s.changed()
}

// flush saves at once what a timer would have saved later.
func (s *Self) flush() {
	if s.timer != nil {
		s.timer()
		s.timer = nil
		s.save()
	}
}

func (s *Self) save() {
	raw, err := json.Marshal(s.who)
	if err != nil {
		return // a struct of strings
	}
	s.p.write.do(func(ctx context.Context) func() {
		if err := s.p.store.Keep(ctx, store.KeepsakeCitizen, raw); err != nil {
			return func() { s.p.failed("who the citizen is wasn't kept", err) }
		}
		return nil
	})
}

func (s *Self) changed() {
	if s.OnChange != nil {
		s.OnChange()
	}
}
