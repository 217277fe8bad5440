package notices

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/notify"
	"priyom/portal/web/kit"
)

// AuditSettings is that somebody changed how news are sent.
const AuditSettings db.AuditAct = "settings-changed"

type settingsData struct {
	notify.Settings
	Wrong      map[string]string // field → translation key
	Problem    string            // translation key of what is wrong with the whole
	Saved      bool
	From, To   string // of the quiet hours
	Securities []notify.Security
	Forms      []notify.SMSForm
	Presets    []string
	Langs      []civic.Lang
	Default    string // the address that is used without one here
	Counts     []wayCount
	Rows       []logRow
	Test       testData
}

// testData is what came of a test.
type testData struct {
	Way     db.Way
	To      string
	Sent    bool
	Cause   notify.Cause
	Detail  string
	Problem string // translation key
}

type wayCount struct {
	Way                   db.Way
	Sent, Waiting, Failed int64
}

func (p *Pages) settings(rw http.ResponseWriter, r *http.Request) {
	p.showSettings(rw, r, http.StatusOK, func(d *settingsData) {
		if preset, ok := notify.Preset(r.URL.Query().Get("preset")); ok {
			preset.On, preset.User, preset.Secret = true, d.SMS.User, d.SMS.Secret
			d.SMS = preset
		}
		d.Saved = r.URL.Query().Has("saved")
	})
}

// showSettings shows the settings in use, changed by what somebody typed.
func (p *Pages) showSettings(rw http.ResponseWriter, r *http.Request, status int, change func(*settingsData)) {
	d := settingsData{Langs: civic.Langs(), Securities: notify.Securities(), Forms: notify.SMSForms(), Presets: []string{"priyom", "smsru", "smsc"}}
	err := p.read(r.Context(), func(tx *db.Tx) (err error) {
		if d.Settings, err = p.news.Settings(tx); err != nil {
			return err
		}
		d.Default = p.news.Base(notify.Settings{})
		counts, err := tx.CountNotices(tx.Now.Add(-7 * 24 * time.Hour))
		if err != nil {
			return err
		}
		d.Counts = byWay(counts)
		log, err := tx.Notices("", time.Time{}, db.NoticeID{}, 10)
		d.Rows = rows(log)
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	change(&d)
	d.From, d.To = clock(d.Quiet.From), clock(d.Quiet.To)
	p.pages.Show(rw, r, status, "notifications", kit.Page{Section: path, Data: d})
}

func byWay(counts []db.NoticeCount) (all []wayCount) {
	at := map[db.Way]int{}
	for _, c := range counts {
		i, ok := at[c.Way]
		if !ok {
			i = len(all)
			at[c.Way] = i
			all = append(all, wayCount{Way: c.Way})
		}
		switch c.State {
		case db.NoticeSent:
			all[i].Sent = c.N
		case db.NoticeWaiting:
			all[i].Waiting = c.N
		case db.NoticeFailed:
			all[i].Failed = c.N
		}
	}
	return all
}

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// minutes reads what a field for times of day holds; -1 is none.
func minutes(text string) int {
	t, err := time.Parse("15:04", strings.TrimSpace(text))
	if err != nil {
		return -1
	}
	return t.Hour()*60 + t.Minute()
}

// number reads a number; what isn't one is -1, which no field takes.
func number(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return -1
	}
	return n
}

// fill puts one form's part of the settings in place of what was there. It says false for a part that there isn't.
func fill(s *notify.Settings, r *http.Request) bool {
	v, on := r.PostFormValue, func(name string) bool { return r.PostFormValue(name) != "" }
	switch v("part") {
	case "mail":
		s.Mail = notify.MailSettings{
			On: on("mail.on"), Host: v("mail.host"), Port: number(v("mail.port")), Security: notify.Security(v("mail.security")), User: v("mail.user"),
			Password: notify.Secret{Locked: s.Mail.Password.Locked, Fresh: v("mail.password")}, From: v("mail.from"),
		}
	case "sms":
		s.SMS = notify.SMSSettings{
			On: on("sms.on"), URL: v("sms.url"), Form: notify.SMSForm(v("sms.form")), Template: v("sms.template"), User: v("sms.user"),
			Secret: notify.Secret{Locked: s.SMS.Secret.Locked, Fresh: v("sms.secret")}, Bearer: on("sms.bearer"), Taken: v("sms.taken"), Refused: v("sms.refused"),
		}
	case "telegram":
		s.Telegram = notify.TelegramSettings{
			On: on("telegram.on"), Base: v("telegram.base"), Name: s.Telegram.Name,
			Token: notify.Secret{Locked: s.Telegram.Token.Locked, Fresh: strings.TrimSpace(v("telegram.token"))},
		}
	case "when":
		s.Base, s.Gather = v("base"), number(v("gather"))
		s.Quiet = notify.Quiet{From: minutes(v("quiet.from")), To: minutes(v("quiet.to")), Mail: on("quiet.mail")}
	case "above":
		s.Above = notify.Above{Email: v("above.email"), Phone: v("above.phone"), Lang: civic.Lang(v("above.lang"))}
	default:
		return false
	}
	return true
}

// putSettings keeps a part of them. A new bot is asked for its name first, which also tells whether its token is right.
func (p *Pages) putSettings(rw http.ResponseWriter, r *http.Request) {
	if !p.form(rw, r) {
		return
	}
	var typed notify.Settings
	if !fill(&typed, r) {
		p.kit.Missing(rw, r)
		return
	}
	wrong := map[string]string{}
	name := ""
	if t := typed.Telegram; t.On && t.Token.Fresh != "" {
		var err error
		if name, err = p.news.MeetBot(r.Context(), strings.TrimSpace(t.Base), t.Token.Fresh); err != nil {
			wrong["telegram.token"] = "notify.wrong.bot"
		}
	}
	err := p.kit.DB.Write(r.Context(), func(tx *db.Tx) error {
		s, err := p.news.Settings(tx)
		if err != nil || len(wrong) > 0 {
			return err
		}
		if fill(&s, r); name != "" {
			s.Telegram.Name = name
		}
		if err := p.news.PutSettings(tx, s); err != nil {
			return err
		}
		who := kit.Who(r.Context()).Staff
		return tx.AddAudit(db.Audit{Actor: who.ID, Role: who.Role, Act: AuditSettings, Object: "notifications." + r.PostFormValue("part")})
	})
	var unfit *notify.UnfitError
	switch {
	case errors.As(err, &unfit):
		for _, w := range unfit.Wrong {
			wrong[w.Field] = w.Key
		}
	case err != nil:
		p.kit.Fail(rw, r, err)
		return
	}
	if len(wrong) == 0 {
		rw.Header().Set("Cache-Control", "no-store")
		http.Redirect(rw, r, path+"?saved=1", http.StatusSeeOther)
		return
	}
	p.showSettings(rw, r, http.StatusUnprocessableEntity, func(d *settingsData) {
		fill(&d.Settings, r)
		d.Wrong, d.Problem = wrong, "notify.wrong.all"
		for _, s := range []*notify.Secret{&d.Mail.Password, &d.SMS.Secret, &d.Telegram.Token} {
			s.Fresh = "" // never shown again, not even what was typed
		}
	})
}

// test sends a few words to somebody.
func (p *Pages) test(rw http.ResponseWriter, r *http.Request) {
	if !p.form(rw, r) {
		return
	}
	t := testData{Way: db.Way(r.PostFormValue("way")), To: strings.TrimSpace(r.PostFormValue("to"))}
	err := p.news.Test(r.Context(), t.Way, t.To, p.kit.Language(r))
	var refusal *notify.Refusal
	status := http.StatusOK
	switch {
	case err == nil:
		t.Sent = true
	case errors.As(err, &refusal):
		t.Cause, t.Detail = refusal.Cause, refusal.Detail
	case errors.Is(err, notify.ErrAddress):
		t.Problem, status = "notify.test.address", http.StatusUnprocessableEntity
	case errors.Is(err, notify.ErrNoWay):
		t.Problem, status = "notify.test.noway", http.StatusUnprocessableEntity
	default:
		p.kit.Fail(rw, r, err)
		return
	}
	p.showSettings(rw, r, status, func(d *settingsData) { d.Test = t })
}
