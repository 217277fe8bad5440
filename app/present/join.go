package present

import (
	"context"
	"path"
	"strings"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
	"priyom/sync/engine"
)

// JoinStep is how far somebody came who makes this device their own.
type JoinStep string

// The steps.
const (
	JoinWhere   JoinStep = "where"   // the portal's address, or a QR code that says it
	JoinChoose  JoinStep = "choose"  // by which way
	JoinAddress JoinStep = "address" // where the letter goes
	JoinCode    JoinStep = "code"    // what it said
	JoinBrowser JoinStep = "browser" // somebody signs in there, and comes back
	JoinScan    JoinStep = "scan"    // a QR code from the cabinet or from a sheet
	JoinDone    JoinStep = "done"
)

// JoinField is what a problem is about.
type JoinField string

// The fields; "" is the whole.
const (
	JoinFieldURL     JoinField = "url"
	JoinFieldEmail   JoinField = "email"
	JoinFieldConsent JoinField = "consent"
	JoinFieldCode    JoinField = "code"
)

// JoinState is what the page shows.
type JoinState struct {
	Step     JoinStep
	URL      string // as typed
	District string // once the portal was asked
	Mail     bool   // the ways that are open
	Browser  bool
	Nameless bool
	Services string // by which people may sign in there, as a list
	Email    string
	Consent  bool
	Text     string // address of what is agreed to
	Code     string
	Until    string // "14:32"
	Mark     string // the page in the browser shows it too
	Page     string // its address
	CanOpen  bool   // the system opens pages
	Camera   bool   // pictures can be taken here
	Busy     string // what is being done, in words; "" for nothing
	Problem  string
	About    JoinField
	Waiting  int // reports that were taken before there was a portal

	Joined  bool   // the device is the portal's
	Own     bool   // and a citizen's
	Account string // whose it is; "" for nobody's
	Number  string // what its numbers begin with
}

// Join makes a citizen's device the portal's and somebody's own.
type Join struct {
	OnChange func()

	p     *Point
	state JoinState
	offer engine.Offer
	asked engine.Asked
	door  *engine.BackDoor
	shot  string // picture of a QR code that is being taken
	round int    // what was begun before it is over
	timer func()
}

func newJoin(p *Point) *Join {
	return &Join{p: p, state: JoinState{Step: JoinWhere, URL: p.env.Portal}}
}

// State is what to show.
func (j *Join) State() JoinState {
	s := j.state
	s.Camera, s.CanOpen, s.Waiting = j.p.camera() != nil, j.p.env.OpenURL != nil, 0
	if !j.p.enrolled {
		s.Waiting = j.p.Outbox.totals.Entries
	}
	if e := j.p.enrolment; j.p.enrolled {
		s.Joined, s.Own, s.Account, s.Number = true, e.Role == civic.RoleCitizen, e.Account, e.Code
		if s.District == "" {
			s.District = e.PortalName
		}
		if s.URL == "" {
			s.URL = e.URL
		}
	}
	return s
}

// Begin shows the first step, unless something is under way. A device that belongs to somebody shows that.
func (j *Join) Begin() {
	if j.p.enrolled && j.state.Step == JoinWhere {
		j.state.Step = JoinDone
	}
	j.changed()
}

// Again begins anew: another account, or an account for a device that has none.
func (j *Join) Again() {
	j.drop()
	j.state = JoinState{Step: JoinWhere, URL: j.p.env.Portal}
	if j.p.enrolled {
		j.state.URL = j.p.enrolment.URL
		j.Ask()
		return
	}
	j.kept()
}

// SetURL is the portal's address, as somebody types it.
func (j *Join) SetURL(s string) { j.set(&j.state.URL, s, JoinFieldURL) }

// SetEmail is the address that the letter goes to.
func (j *Join) SetEmail(s string) { j.set(&j.state.Email, s, JoinFieldEmail) }

// SetCode is what the letter, the page or the sheet said.
func (j *Join) SetCode(s string) { j.set(&j.state.Code, s, JoinFieldCode) }

// SetConsent agrees to the text, or doesn't any more.
func (j *Join) SetConsent(given bool) {
	j.state.Consent = given
	j.typed(JoinFieldConsent)
}

func (j *Join) set(field *string, s string, about JoinField) {
	if *field != s { // a field that is filled in says so too
		*field = s
		j.typed(about)
	}
}

func (j *Join) typed(about JoinField) {
	if j.state.Problem != "" && (j.state.About == about || j.state.About == "") {
		j.state.Problem, j.state.About = "", ""
		j.changed()
	}
	j.keepSoon()
}

// Ask finds out who is at the address and which ways are open there. An address with a code, as a scanner types it, is spent at once.
func (j *Join) Ask() {
	url, code := engine.Invitation(j.state.URL)
	switch {
	case strings.TrimSpace(url) == "":
		j.wrong(JoinFieldURL, "join.no-url")
		return
	case code != "":
		j.spend(url, code)
		return
	}
	j.begin("join.busy.ask")
	j.do(func(ctx context.Context) (func(), error) {
		offer, err := engine.AskOffer(ctx, j.p.line, url)
		return func() {
			j.know(offer)
			j.state.URL, j.state.Step = offer.URL, JoinChoose
		}, err
	}, JoinFieldURL)
}

func (j *Join) know(offer engine.Offer) {
	j.offer = offer
	s := &j.state
	s.District, s.Text, s.Services = offer.Name, offer.Text, strings.Join(offer.Services, ", ")
	s.Mail, s.Browser, s.Nameless = offer.Open(engine.JoinMail), offer.Open(engine.JoinBrowser), offer.Open(engine.JoinNameless)
}

// ByMail, ByQR and ByBrowser choose a way.
func (j *Join) ByMail() { j.step(JoinAddress) }

// ByQR is for who has a QR code, or what is written beneath it.
func (j *Join) ByQR() { j.step(JoinScan) }

func (j *Join) step(to JoinStep) {
	if j.state.Busy != "" {
		return
	}
	j.state.Step, j.state.Problem, j.state.About = to, "", ""
	j.kept()
}

// Send asks for a letter with a code.
func (j *Join) Send() {
	switch {
	case !strings.Contains(strings.TrimSpace(j.state.Email), "@"):
		j.wrong(JoinFieldEmail, "join.no-email")
		return
	case !j.state.Consent:
		j.wrong(JoinFieldConsent, "problem.consent")
		return
	}
	a := engine.Asking{Way: engine.JoinMail, Address: strings.TrimSpace(j.state.Email), Lang: j.p.look.Lang, Consent: j.offer.Consent}
	url := j.state.URL
	j.begin("join.busy.send")
	j.do(func(ctx context.Context) (func(), error) {
		asked, err := j.askFor(ctx, url, a)
		return func() {
			j.take(asked)
			j.state.Step, j.state.Code = JoinCode, ""
		}, err
	}, JoinFieldEmail)
}

// askFor asks for a way in; the version of the consent is asked again if the program began anew meanwhile.
func (j *Join) askFor(ctx context.Context, url string, a engine.Asking) (engine.Asked, error) {
	if a.Way == engine.JoinMail && a.Consent == "" {
		offer, err := engine.AskOffer(ctx, j.p.line, url)
		if err != nil {
			return engine.Asked{}, err
		}
		a.Consent = offer.Consent
	}
	return engine.AskJoin(ctx, j.p.store, j.p.line, url, a)
}

func (j *Join) take(asked engine.Asked) {
	j.asked = asked
	j.state.Until, j.state.Mark, j.state.Page = j.p.Voice().Clock(asked.Until), asked.Mark, asked.Page
}

// Nameless joins without an account.
func (j *Join) Nameless() {
	url := j.state.URL
	j.begin("join.busy.ask")
	j.do(func(ctx context.Context) (func(), error) {
		asked, err := engine.AskJoin(ctx, j.p.store, j.p.line, url, engine.Asking{Way: engine.JoinNameless})
		return func() { j.spend(url, asked.Code) }, err
	}, "")
}

// Give spends the code that was typed.
func (j *Join) Give() {
	url, code := engine.Invitation(j.state.Code)
	switch {
	case code == "" && strings.Contains(url, "://"), strings.TrimSpace(j.state.Code) == "":
		j.wrong(JoinFieldCode, "join.no-code")
		return
	case code == "":
		url, code = j.state.URL, j.state.Code
	case url == "":
		url = j.state.URL
	}
	if strings.TrimSpace(url) == "" {
		j.wrong(JoinFieldURL, "join.no-url")
		return
	}
	j.spend(url, code)
}

// Opened is a link by which a browser, or the system's camera, opened the program. The way back from the page that this device opened is
// gone at once: the page's secret is in it. What else a link says is put into the fields, for whoever agrees to it.
func (j *Join) Opened(link string) {
	url, code := engine.Invitation(link)
	if url == "" && code == "" || j.state.Busy != "" {
		return
	}
	if back := engine.Returned(link); code != "" && j.state.Step == JoinBrowser && back != "" && back == j.secret() {
		j.p.Go(PageJoin)
		j.spend(j.state.URL, code)
		return
	}
	if e := j.p.enrolment; j.p.enrolled && (e.Role != civic.RoleCitizen || url != "" && !engine.SamePortal(url, e.URL)) {
		j.p.notice(ToneWarn, j.p.Voice().With("follow.enrolled", lang.Args{"Portal": e.URL}))
		return
	}
	if url != "" {
		j.state.URL = url
	}
	if j.state.Step != JoinBrowser && j.state.Step != JoinCode {
		j.state.Step = JoinScan
	}
	j.state.Code, j.state.Problem, j.state.About = code, "", ""
	j.p.Go(PageJoin)
	j.kept()
}

// secret is the word in the page's address: only this device and the page know it.
func (j *Join) secret() string { return path.Base(j.state.Page) }

// spend makes the device the portal's.
func (j *Join) spend(url, code string) {
	j.begin("join.busy.join")
	j.do(func(ctx context.Context) (func(), error) {
		got, err := engine.Enroll(ctx, j.p.store, j.p.line, url, code)
		return func() { j.done(got) }, err
	}, JoinFieldCode)
}

func (j *Join) done(got store.Enrolment) {
	j.drop()
	j.state = JoinState{Step: JoinDone, URL: got.URL, District: got.PortalName}
	j.p.enrolment, j.p.enrolled = got, true
	j.p.run()
	j.p.captured() // what waited is in the journal now
	key := "join.done.nameless"
	if got.Account != "" {
		key = "join.done.account"
	}
	j.p.notice(ToneGood, j.p.Voice().With(key, lang.Args{"Account": got.Account, "Code": got.Code}))
	j.kept()
	j.p.changed()
}

// Leave makes the device nobody's: what it took goes on, and it hears no more of the account's other reports.
func (j *Join) Leave() {
	j.begin("join.busy.leave")
	j.do(func(ctx context.Context) (func(), error) {
		if err := engine.Leave(ctx, j.p.store, j.p.line); err != nil {
			return nil, err
		}
		if err := j.p.store.LeaveAccount(ctx); err != nil {
			return nil, err
		}
		e, err := j.p.store.Enrolment(ctx)
		return func() {
			j.p.enrolment = e
			j.p.engine.Kick()
			j.p.Journal.Reload()
			j.p.notice(ToneGood, j.p.Voice().Say("join.left"))
			j.p.changed()
		}, err
	}, "")
}

// Back goes one step back; it says whether there was one.
func (j *Join) Back() bool {
	to, ok := map[JoinStep]JoinStep{
		JoinChoose: JoinWhere, JoinAddress: JoinChoose, JoinCode: JoinAddress, JoinBrowser: JoinChoose, JoinScan: JoinWhere,
	}[j.state.Step]
	if !ok {
		return false
	}
	if j.state.Step == JoinScan && j.state.District != "" {
		to = JoinChoose
	}
	j.drop()
	j.state.Busy, j.state.Problem, j.state.About = "", "", ""
	j.state.Step = to
	j.kept()
	return true
}

// begin says what is being done.
func (j *Join) begin(key string) {
	j.round++
	j.state.Busy, j.state.Problem, j.state.About = j.p.Voice().Say(key), "", ""
	j.changed()
}

// do does something that takes a while; what it comes to is left out if somebody went back meanwhile.
func (j *Join) do(work func(ctx context.Context) (func(), error), about JoinField) {
	round := j.round
	j.p.press.do(func(ctx context.Context) func() {
		then, err := work(ctx)
		return func() {
			if round != j.round {
				return
			}
			j.state.Busy = ""
			if err != nil {
				j.p.env.Log.Warn("not joined", "error", errorKind(err))
				j.failed(err, about)
				return
			}
			then()
			j.kept()
		}
	})
}

// failed says what is wrong, and about what.
func (j *Join) failed(err error, about JoinField) {
	switch {
	case engine.IsCause(err, engine.CauseURL), engine.IsCause(err, engine.CausePlain):
		about = JoinFieldURL
	case engine.IsCause(err, "problem.address"):
		about = JoinFieldEmail
	case engine.IsCause(err, "problem.consent"):
		about = JoinFieldConsent
	case engine.IsCause(err, "problem.code"), engine.IsCause(err, "problem.tries") && about == JoinFieldCode:
		about = JoinFieldCode
	default:
		about = ""
	}
	j.state.Problem, j.state.About = trouble(j.p.Voice(), err), about
	j.changed()
}

func (j *Join) wrong(about JoinField, key string) {
	j.state.Problem, j.state.About = j.p.Voice().Say(key), about
	j.changed()
}

// drop ends what waits for the browser.
func (j *Join) drop() {
	j.round++
	if door := j.door; door != nil {
		j.door = nil
		j.p.press.do(func(context.Context) func() { _ = door.Close(); return nil }) // the browser has had its words, or never comes
	}
}

func (j *Join) changed() {
	if j.OnChange != nil {
		j.OnChange()
	}
}
