package notify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/keys"
)

// Errors of this package.
var (
	ErrNoMail  = errors.New("notify: no mail server is set up")
	ErrNoWay   = errors.New("notify: this way isn't set up")
	ErrAddress = errors.New("notify: not an address")
)

// Config is what an office is made of.
type Config struct {
	DB         *db.DB
	Keys       keys.Keys
	Rand       io.Reader
	Log        *slog.Logger
	Location   *time.Location // the municipality's clock
	Classifier *civic.Classifier
	URL        string         // of the portal, for people; the settings may say another
	Roots      *x509.CertPool // whom mail servers may be certified by; nil: this machine's
	Directory  Directory      // nil: nobody has an account
	Book       Book           // nil: nobody follows by an address
}

// Office tells people.
type Office struct {
	db      *db.DB
	keys    keys.Keys
	random  io.Reader
	log     *slog.Logger
	clock   *time.Location
	known   *civic.Classifier
	url     string
	roots   *x509.CertPool
	client  *http.Client
	words   words
	people  Directory
	book    Book
	marking []byte // key under hashes of addresses, codes and parcels
}

// New makes an office.
func New(c Config) (*Office, error) {
	o := &Office{
		db: c.DB, keys: c.Keys, random: c.Rand, log: c.Log, clock: c.Location, known: c.Classifier, url: c.URL, roots: c.Roots, client: newClient(),
		people: c.Directory, book: c.Book,
	}
	var err error
	if o.words, err = newWords(); err != nil {
		return nil, err
	}
	o.marking, err = c.Keys.Derive("notify marks", nil)
	return o, err
}

// mark is a keyed hash of some words.
func (o *Office) mark(words ...string) []byte {
	h := hmac.New(sha256.New, o.marking)
	for _, w := range words {
		fmt.Fprintf(h, "%d:%s", len(w), w)
	}
	return h.Sum(nil)
}

// content is what lies locked in a notice.
type content struct {
	To      string     `json:"to"`
	Lang    civic.Lang `json:"lang"`
	Subject string     `json:"subject"`
	Item    Item       `json:"item"`
	News    bool       `json:"news"`            // not asked for just now: they can end it
	Stop    string     `json:"stop,omitempty"`  // path where they can; "" for the usual one
	Quiet   *Quiet     `json:"quiet,omitempty"` // their own hours
}

// quiet are the hours that count: one's own before the municipality's.
func (c content) quiet(s Settings) Quiet {
	if c.Quiet != nil {
		return *c.Quiet
	}
	return s.Quiet
}

func (o *Office) lock(id db.NoticeID, c content) ([]byte, error) {
	raw, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("notify: %w", err)
	}
	return o.keys.Lock(purpose, "notice "+id.String(), raw, o.random)
}

func (o *Office) unlock(n db.Notice) (c content, err error) {
	raw, err := o.keys.Unlock(purpose, "notice "+n.ID.String(), n.Sealed)
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	return c, err
}

func (o *Office) newID() (id db.NoticeID, err error) {
	if _, err := io.ReadFull(o.random, id[:]); err != nil {
		return id, fmt.Errorf("notify: randomness: %w", err)
	}
	return id, nil
}

// JobSend is the kind of jobs that send a parcel; the key is the parcel's id.
const JobSend db.JobKind = "notify.send"

// put keeps a notice, and a job that sends it, in the transaction of its event.
func (o *Office) put(tx *db.Tx, s Settings, n db.Notice, c content) error {
	var err error
	if n.ID, err = o.newID(); err != nil {
		return err
	}
	n.Parcel, n.Due = n.ID, tx.Now
	if !n.Urgent {
		if s.Gather > 0 {
			n.Due = gathered(tx.Now, time.Duration(s.Gather)*time.Minute)
		}
		n.Due = c.quiet(s).until(n.Due, n.Way, o.clock)
	}
	if n.Due.After(tx.Now) {
		copy(n.Parcel[:], o.mark("parcel", n.Person.String(), string(n.Way), fmt.Sprint(n.Due.UnixMilli())))
	}
	if n.Sealed, err = o.lock(n.ID, c); err != nil {
		return err
	}
	added, err := tx.AddNotice(n)
	if err != nil || !added {
		return err
	}
	return tx.AddJob(db.Job{Kind: JobSend, Key: n.Parcel.String(), Due: n.Due})
}

// gathered is the end of the period that a time falls into; of the last half minute of one, the end of the next.
func gathered(at time.Time, period time.Duration) time.Time {
	end := at.Truncate(period).Add(period)
	if end.Sub(at) < 30*time.Second {
		end = end.Add(period)
	}
	return end
}

// CanMail says that a mail server is set up.
func (o *Office) CanMail(tx *db.Tx) (bool, error) {
	s, err := o.read(tx)
	return s.Mail.On, err
}

// Mail is a Mailer's.
func (o *Office) Mail(tx *db.Tx, l Letter) error {
	s, err := o.read(tx)
	if err != nil {
		return err
	}
	switch {
	case !s.Mail.On:
		return ErrNoMail
	case !goodAddress(l.To):
		return ErrAddress
	}
	id, err := o.newID()
	if err != nil {
		return err
	}
	n := db.Notice{Event: "letter/" + id.String(), Way: db.WayEmail, News: db.NewsLetter, Urgent: true}
	copy(n.Person[:], o.mark("address", l.To))
	return o.put(tx, s, n, content{
		To: l.To, Lang: l.Lang, Subject: l.Subject, Item: Item{Paragraphs: l.Paragraphs, Link: l.Link, LinkText: l.LinkText, Brief: l.Subject},
	})
}

// gateway is what sends by a way; nil if it isn't set up.
func (o *Office) gateway(s Settings, way db.Way) (Gateway, error) {
	secret := func(name string, s Secret) (string, error) {
		if s.Fresh != "" || len(s.Locked) == 0 {
			return s.Fresh, nil
		}
		plain, err := o.keys.Unlock(purpose, name, s.Locked)
		return string(plain), err
	}
	switch {
	case way == db.WayEmail && s.Mail.On:
		password, err := secret("mail", s.Mail.Password)
		return mailGateway{MailServer{s.Mail.Host, s.Mail.Port, s.Mail.Security, s.Mail.User, password, s.Mail.From, o.roots}}, err
	case way == db.WaySMS && s.SMS.On:
		word, err := secret("sms", s.SMS.Secret)
		return smsGateway{SMSGateway{
			URL: s.SMS.URL, Form: s.SMS.Form, Template: s.SMS.Template, User: s.SMS.User, Secret: word, Bearer: s.SMS.Bearer, Taken: s.SMS.Taken,
			Refused: s.SMS.Refused,
		}, o.client}, err
	case way == db.WayTelegram && s.Telegram.On:
		bot, err := o.bot(s)
		return bot, err
	}
	return nil, nil
}

func (o *Office) bot(s Settings) (telegramGateway, error) {
	token := s.Telegram.Token.Fresh
	if token == "" {
		plain, err := o.keys.Unlock(purpose, "telegram", s.Telegram.Token.Locked)
		if err != nil {
			return telegramGateway{}, err
		}
		token = string(plain)
	}
	return telegramGateway{TelegramBot{s.Telegram.Base, token}, o.client}, nil
}

// Base is the portal's address for people; "" if nobody told it.
func (o *Office) Base(s Settings) string {
	if s.Base != "" {
		return s.Base
	}
	return o.url
}

// district is the district's name.
func district(tx *db.Tx) (string, error) {
	name, err := tx.Setting(db.SettingName)
	if errors.Is(err, db.ErrNotFound) {
		return "", nil
	}
	return string(name), err
}

// Write runs something in a transaction of the portal's database, for pages and tests.
func (o *Office) Write(ctx context.Context, f func(*db.Tx) error) error { return o.db.Write(ctx, f) }
