package notify

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// Settings are how a municipality sends news. Its secrets are locked before they are kept and never shown again.
type Settings struct {
	Base     string           `json:"base"` // the portal's address for people, such as https://portal.example; "" for what the portal was started with
	Mail     MailSettings     `json:"mail"`
	SMS      SMSSettings      `json:"sms"`
	Telegram TelegramSettings `json:"telegram"`
	Above    Above            `json:"above"`
	Quiet    Quiet            `json:"quiet"`
	Gather   int              `json:"gather"` // minutes in which what happens goes into one message; 0: at once
}

// Above is where the body above the district is told that deadlines were missed; it has no account here.
type Above struct {
	Email string     `json:"email"`
	Phone string     `json:"phone"`
	Lang  civic.Lang `json:"lang"`
}

// MailSettings are a mail server's.
type MailSettings struct {
	On       bool     `json:"on"`
	Host     string   `json:"host"`
	Port     int      `json:"port"`
	Security Security `json:"security"`
	User     string   `json:"user"`
	Password Secret   `json:"password"`
	From     string   `json:"from"`
}

// SMSSettings are an SMS gateway's.
type SMSSettings struct {
	On       bool    `json:"on"`
	URL      string  `json:"url"`
	Form     SMSForm `json:"form"`
	Template string  `json:"template"`
	User     string  `json:"user"`
	Secret   Secret  `json:"secret"`
	Bearer   bool    `json:"bearer"`
	Taken    string  `json:"taken"`
	Refused  string  `json:"refused"`
}

// TelegramSettings are a bot's.
type TelegramSettings struct {
	On    bool   `json:"on"`
	Base  string `json:"base"`
	Token Secret `json:"token"`
	Name  string `json:"name"` // of the bot, as its server told it
}

// Secret is a password that is kept locked.
type Secret struct {
	Locked []byte `json:"locked,omitempty"`
	Fresh  string `json:"-"` // one to be kept in its place; "" leaves it
}

// Set says that there is one.
func (s Secret) Set() bool { return len(s.Locked) > 0 || s.Fresh != "" }

// Usual settings send nothing yet.
func usual() Settings {
	return Settings{
		Mail: MailSettings{Port: 587, Security: SecurityStartTLS}, SMS: preset("priyom"),
		Above: Above{Lang: civic.LangRU}, Quiet: Quiet{From: 21 * 60, To: 8 * 60}, Gather: 5,
	}
}

func preset(name string) SMSSettings {
	g := smsPresets()[name]
	return SMSSettings{URL: g.URL, Form: g.Form, Template: g.Template, Bearer: g.Bearer, Taken: g.Taken, Refused: g.Refused}
}

// Preset is what a known SMS gateway needs, and whether it is known: priyom, smsru, smsc.
func Preset(name string) (SMSSettings, bool) {
	_, ok := smsPresets()[name]
	return preset(name), ok
}

// Quiet are hours in which nobody's telephone rings, in minutes after midnight by the municipality's clock. From and To alike: none.
type Quiet struct {
	From int  `json:"from"`
	To   int  `json:"to"`
	Mail bool `json:"mail"` // e-mail waits too
}

// covers says that a way waits in these hours.
func (q Quiet) covers(way db.Way) bool {
	return q.From != q.To && (way == db.WaySMS || way == db.WayTelegram || way == db.WayEmail && q.Mail)
}

// until is when something may be sent by a way that is ready at a time: then, or when the quiet hours end.
func (q Quiet) until(at time.Time, way db.Way, clock *time.Location) time.Time {
	if !q.covers(way) {
		return at
	}
	local := at.In(clock)
	minute := local.Hour()*60 + local.Minute()
	quiet := minute >= q.From && minute < q.To
	if q.From > q.To {
		quiet = minute >= q.From || minute < q.To
	}
	if !quiet {
		return at
	}
	day := local.Day()
	if minute >= q.To {
		day++
	}
	return time.Date(local.Year(), local.Month(), day, q.To/60, q.To%60, 0, 0, clock).UTC() // in spring an hour that isn't there is the next one
}

// purpose is what our keys are derived for.
const purpose = "notify"

// read gives the settings in use.
func (o *Office) read(tx *db.Tx) (s Settings, err error) {
	raw, err := tx.Setting(db.SettingNotify)
	if errors.Is(err, db.ErrNotFound) {
		return usual(), nil
	}
	if err != nil {
		return s, err
	}
	s = usual()
	if err := json.Unmarshal(raw, &s); err != nil {
		return s, fmt.Errorf("notify: settings: %w", err)
	}
	return s, nil
}

// Settings are those in use, their secrets locked.
func (o *Office) Settings(tx *db.Tx) (Settings, error) { return o.read(tx) }

// PutSettings keeps other settings. A secret without Fresh stays as it is; without a user, or where the server is another one, it
// is forgotten: nobody may send an old password to a new address. The error wraps *UnfitError.
func (o *Office) PutSettings(tx *db.Tx, s Settings) error {
	before, err := o.read(tx)
	if err != nil {
		return err
	}
	s = s.tidy()
	s.Mail.Password.Locked, s.SMS.Secret.Locked, s.Telegram.Token.Locked = nil, nil, nil
	if s.Mail.Host == before.Mail.Host && s.Mail.Port == before.Mail.Port && s.Mail.User != "" {
		s.Mail.Password.Locked = before.Mail.Password.Locked
	}
	if sameHost(s.SMS.URL, before.SMS.URL) {
		s.SMS.Secret.Locked = before.SMS.Secret.Locked
	}
	if s.Telegram.Base == before.Telegram.Base {
		s.Telegram.Token.Locked = before.Telegram.Token.Locked
	}
	if wrong := s.Check(); len(wrong) > 0 {
		return &UnfitError{wrong}
	}
	for name, secret := range s.secrets() {
		if secret.Fresh == "" {
			continue
		}
		if secret.Locked, err = o.keys.Lock(purpose, name, []byte(secret.Fresh), o.random); err != nil {
			return err
		}
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("notify: settings: %w", err)
	}
	return tx.PutSetting(db.SettingNotify, raw)
}

func (s *Settings) secrets() map[string]*Secret {
	return map[string]*Secret{"mail": &s.Mail.Password, "sms": &s.SMS.Secret, "telegram": &s.Telegram.Token}
}

func (s Settings) tidy() Settings {
	for _, text := range []*string{&s.Base, &s.Mail.Host, &s.Mail.User, &s.Mail.From, &s.SMS.URL, &s.SMS.User, &s.Telegram.Base, &s.Above.Email, &s.Above.Phone} {
		*text = strings.TrimSpace(*text)
	}
	s.Base, s.Telegram.Base = strings.TrimSuffix(s.Base, "/"), strings.TrimSuffix(s.Telegram.Base, "/")
	return s
}

// Unfit is what is wrong with a field of the settings: Key is a translation key "notify.wrong.…".
type Unfit struct{ Field, Key string }

// UnfitError says that settings can't be kept.
type UnfitError struct{ Wrong []Unfit }

func (e *UnfitError) Error() string { return fmt.Sprintf("notify: unfit settings: %v", e.Wrong) }

// Check lists what is wrong. What is switched off may be half filled in.
func (s Settings) Check() (wrong []Unfit) {
	add := func(bad bool, field, key string) {
		if bad {
			wrong = append(wrong, Unfit{field, "notify.wrong." + key})
		}
	}
	add(s.Base != "" && !goodURL(s.Base), "base", "url")
	if m := s.Mail; m.On {
		add(m.Host == "" || strings.ContainsAny(m.Host, " /:@"), "mail.host", "host")
		add(m.Port < 1 || m.Port > 65535, "mail.port", "port")
		add(m.Security != SecurityStartTLS && m.Security != SecurityTLS && m.Security != SecurityNone, "mail.security", "choice")
		add(!goodAddress(m.From), "mail.from", "address")
		add(m.User != "" && !m.Password.Set(), "mail.password", "password")
	}
	if m := s.SMS; m.On {
		add(!goodURL(placeholder.ReplaceAllString(m.URL, "x")), "sms.url", "url")
		add(m.Form != FormJSON && m.Form != FormPost && m.Form != FormQuery, "sms.form", "choice")
		add(!strings.Contains(m.URL+m.Template, "{to}") || !strings.Contains(m.URL+m.Template, "{text}"), "sms.template", "template")
		add(!goodExpression(m.Taken), "sms.taken", "expression")
		add(!goodExpression(m.Refused), "sms.refused", "expression")
		add(!m.Secret.Set() && (m.Bearer || strings.Contains(m.URL+m.Template, "{secret}")), "sms.secret", "password")
	}
	if m := s.Telegram; m.On {
		add(m.Base != "" && !goodURL(m.Base), "telegram.base", "url")
		add(!m.Token.Set() || m.Token.Fresh != "" && !tokenForm.MatchString(m.Token.Fresh), "telegram.token", "token")
	}
	_, phone := goodPhone(s.Above.Phone)
	add(s.Above.Email != "" && !goodAddress(s.Above.Email), "above.email", "address")
	add(s.Above.Phone != "" && !phone, "above.phone", "phone")
	add(!slices.Contains(civic.Langs(), s.Above.Lang), "above.lang", "choice")
	add(!minuteOfDay(s.Quiet.From) || !minuteOfDay(s.Quiet.To), "quiet", "time")
	add(s.Gather < 0 || s.Gather > 24*60, "gather", "gather")
	return wrong
}

func minuteOfDay(m int) bool { return m >= 0 && m < 24*60 }

func goodExpression(e string) bool {
	_, err := regexp.Compile(e)
	return err == nil && len(e) <= 500
}

func goodURL(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && len(address) <= 2000
}

func sameHost(a, b string) bool {
	u, err := url.Parse(a)
	v, other := url.Parse(b)
	return err == nil && other == nil && u.Scheme == v.Scheme && u.Host == v.Host
}
