package notify

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/jobs"
	"priyom/portal/keys"
)

// bench is an office on a real database, with a clock that only the test moves.
type bench struct {
	*Office
	t      *testing.T
	now    time.Time
	runner *jobs.Runner
	log    *strings.Builder
	path   string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	home := t.TempDir()
	b := &bench{t: t, now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), log: &strings.Builder{}, path: filepath.Join(home, "portal.db")}
	d, err := db.Open(t.Context(), b.path, func() time.Time { return b.now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	k, err := keys.Create(home, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	known, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewJSONHandler(b.log, nil))
	if b.Office, err = New(Config{DB: d, Keys: k, Rand: rand.Reader, Log: log, Location: time.UTC, Classifier: known, URL: "https://portal.example"}); err != nil {
		t.Fatal(err)
	}
	b.runner = jobs.New(jobs.Config{DB: d, Log: log})
	b.Work(b.runner)
	return b
}

func (b *bench) write(f func(tx *db.Tx) error) {
	b.t.Helper()
	if err := b.db.Write(b.t.Context(), f); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) set(change func(*Settings)) {
	b.t.Helper()
	b.write(func(tx *db.Tx) error {
		s, err := b.Settings(tx)
		if err != nil {
			return err
		}
		change(&s)
		return b.PutSettings(tx, s)
	})
}

func (b *bench) run() {
	b.t.Helper()
	if _, err := b.runner.RunDue(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) notices() (all []db.Notice) {
	b.t.Helper()
	b.write(func(tx *db.Tx) (err error) {
		all, err = tx.Notices("", time.Time{}, db.NoticeID{}, 100)
		return err
	})
	return all
}

// mail sets a mail server up.
func (b *bench) mail(s *mailServer) {
	b.t.Helper()
	b.roots = s.roots
	b.set(func(v *Settings) {
		v.Mail = MailSettings{On: true, Host: "127.0.0.1", Port: s.port, Security: SecurityStartTLS, User: "portal", From: "portal@zarechny.example"}
		v.Mail.Password.Fresh = "пароль-1"
	})
}

func (b *bench) letter(to string) {
	b.t.Helper()
	b.write(func(tx *db.Tx) error {
		return b.Mail(tx, Letter{To: to, Lang: civic.LangRU, Subject: "Подтвердите адрес", Paragraphs: []string{"Нажмите."}, Link: "https://portal.example/confirm/secret", LinkText: "Подтвердить"})
	})
}

func TestLettersGoOnceAndLeaveNothingBehind(t *testing.T) {
	b := newBench(t)
	b.write(func(tx *db.Tx) error {
		if err := b.Mail(tx, Letter{To: "roza@example.org"}); !errors.Is(err, ErrNoMail) {
			t.Errorf("without a server: %v", err)
		}
		return nil
	})
	s := startMail(t, SecurityStartTLS, true)
	b.mail(s)
	b.letter("roza@example.org")
	undone := errors.New("undone")
	if err := b.db.Write(t.Context(), func(tx *db.Tx) error {
		return errors.Join(b.Mail(tx, Letter{To: "never@example.org", Lang: civic.LangEN, Subject: "x"}), undone)
	}); !errors.Is(err, undone) {
		t.Fatal(err)
	}
	b.run()
	b.run()
	if got := s.letters(); len(got) != 1 || got[0].to != "roza@example.org" {
		t.Fatalf("%+v", got)
	}
	n := b.notices()
	if len(n) != 1 || n[0].State != db.NoticeSent || n[0].Sealed != nil || n[0].Attempts != 1 {
		t.Errorf("%+v", n)
	}
	if strings.Contains(b.log.String(), "roza") {
		t.Errorf("the log has an address: %s", b.log)
	}
}

// The server is down for hours, then busy: the same letter goes in the end, under one Message-ID, and once.
func TestLettersAreTriedAgain(t *testing.T) {
	b := newBench(t)
	s := startMail(t, SecurityStartTLS, true)
	b.mail(s)
	var mu sync.Mutex
	busy := true
	s.refuse = func(string) error {
		mu.Lock()
		defer mu.Unlock()
		if busy {
			return &smtp.SMTPError{Code: 450, EnhancedCode: smtp.EnhancedCode{4, 2, 0}, Message: "roza@example.org greylisted"}
		}
		return nil
	}
	b.letter("roza@example.org")
	for range 5 {
		b.run()
		b.now = b.now.Add(time.Hour)
	}
	n := b.notices()[0]
	if n.State != db.NoticeWaiting || n.Cause != string(CauseBusy) || n.Detail != "450 4.2.0" || n.Attempts != 5 || n.Sealed == nil {
		t.Errorf("%+v", n)
	}
	mu.Lock()
	busy = false
	mu.Unlock()
	b.run()
	if got := s.letters(); len(got) != 1 || b.notices()[0].State != db.NoticeSent {
		t.Errorf("%d letters", len(got))
	}
	b.letter("gone@example.org")
	s.refuse = func(string) error {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "gone@example.org"}
	}
	b.run()
	if n := b.notices()[0]; n.State != db.NoticeFailed || n.Cause != string(CauseAddress) || n.Sealed != nil {
		t.Errorf("%+v", n)
	}
	if strings.Contains(b.log.String(), "example.org") {
		t.Errorf("the log has an address: %s", b.log)
	}
}

func TestLettersAreGivenUpAfterADay(t *testing.T) {
	b := newBench(t)
	s := startMail(t, SecurityStartTLS, true)
	b.mail(s)
	s.refuse = func(string) error { return &smtp.SMTPError{Code: 450, EnhancedCode: smtp.EnhancedCode{4, 2, 0}} }
	b.letter("roza@example.org")
	for range 40 {
		b.run()
		b.now = b.now.Add(time.Hour)
	}
	if n := b.notices()[0]; n.State != db.NoticeFailed || n.Attempts < 20 || n.Sealed != nil {
		t.Errorf("%+v", n)
	}
}

// newsTo keeps one piece of news for somebody.
func (b *bench) newsTo(event string, h hearer, urgent bool) {
	b.t.Helper()
	b.write(func(tx *db.Tx) error {
		s, err := b.read(tx)
		if err != nil {
			return err
		}
		return b.tell(tx, s, piece{event: event, news: db.NewsStatus, urgent: urgent, say: func(civic.Lang, bool) (string, Item) {
			return "Новость " + event, Item{Title: "Новость " + event, Brief: "Новость " + event, Paragraphs: []string{"Текст " + event}}
		}}, []hearer{h})
	})
}

func TestNewsOfAnEventAreToldOnceAndTogether(t *testing.T) {
	b := newBench(t)
	s := startMail(t, SecurityStartTLS, true)
	b.mail(s)
	h := hearer{person: db.Account{7}, lang: civic.LangRU, to: map[db.Way]string{db.WayEmail: "roza@example.org"}}
	other := hearer{person: db.Account{8}, lang: civic.LangEN, to: map[db.Way]string{db.WayEmail: "john@example.org"}}
	for _, event := range []string{"a", "b", "a", "c", "a"} {
		b.newsTo(event, h, false)
	}
	b.newsTo("a", other, false)
	b.run()
	if len(s.letters()) != 0 {
		t.Fatal("told before they were gathered")
	}
	b.now = b.now.Add(6 * time.Minute)
	b.run()
	b.newsTo("a", h, false)
	b.now = b.now.Add(6 * time.Minute)
	b.run()
	got := s.letters()
	if len(got) != 2 {
		t.Fatalf("%d letters", len(got))
	}
	for _, l := range got {
		text := string(l.raw)
		if l.to == "roza@example.org" && !strings.Contains(l.message(t).Header.Get("List-Unsubscribe"), "https://portal.example/unsubscribe/") {
			t.Errorf("no way out: %s", text)
		}
	}
	if n := b.notices(); len(n) != 4 {
		t.Errorf("%d notices", len(n))
	}
	link := regexp.MustCompile(`unsubscribe/([A-Za-z0-9_-]+)`).FindStringSubmatch(strings.ReplaceAll(got[0].message(t).Header.Get("List-Unsubscribe"), "\r\n ", ""))
	if link == nil {
		t.Fatal("no link")
	}
	b.unsubscribed(link[1], h)
}

// unsubscribed presses the link in a letter; what waits is taken back, a bent link does nothing.
func (b *bench) unsubscribed(token string, h hearer) {
	b.t.Helper()
	who, _, err := b.readToken(token)
	if err != nil {
		b.t.Fatal(err)
	}
	h.person = who
	b.newsTo("later", h, false)
	bent := []byte(token)
	bent[3] ^= 1
	b.write(func(tx *db.Tx) error {
		if err := b.Unsubscribe(tx, string(bent)); !errors.Is(err, ErrToken) {
			b.t.Errorf("a bent link: %v", err)
		}
		return b.Unsubscribe(tx, token)
	})
	n := b.notices()[0]
	if n.State != db.NoticeDropped || n.Cause != string(CauseUnwish) || n.Sealed != nil {
		b.t.Errorf("%+v", n)
	}
	b.write(func(tx *db.Tx) error {
		w, err := tx.Wish(who)
		if err == nil && len(w.Ways[db.NewsStatus]) > 0 {
			b.t.Errorf("still wished: %v", w.Ways)
		}
		return err
	})
}

func TestNobodyIsWokenButForAnEmergency(t *testing.T) {
	b := newBench(t)
	g := startSMS(t)
	b.set(func(v *Settings) {
		v.SMS = SMSSettings{On: true, URL: g.URL, Form: FormJSON, Template: `{"id":"{id}","to":"{to}","text":"{text}"}`, Bearer: true}
		v.SMS.Secret.Fresh = "s"
	})
	b.now = time.Date(2026, 11, 24, 22, 0, 0, 0, time.UTC)
	h := hearer{person: db.Account{7}, lang: civic.LangRU, to: map[db.Way]string{db.WaySMS: "+79120004115"}}
	b.newsTo("a", h, false)
	b.newsTo("b", h, false)
	b.run()
	if g.times != 0 {
		t.Fatal("woken")
	}
	b.newsTo("fire", h, true)
	b.run()
	if g.times != 1 || !strings.Contains(g.body, "fire") {
		t.Fatalf("%d times: %s", g.times, g.body)
	}
	b.now = time.Date(2026, 11, 25, 7, 59, 0, 0, time.UTC)
	b.run()
	if g.times != 1 {
		t.Fatal("woken early")
	}
	b.now = b.now.Add(2 * time.Minute)
	b.run()
	if g.times != 2 || !strings.Contains(g.body, "Новость a") || !strings.Contains(g.body, "Новость b") {
		t.Errorf("%d times: %s", g.times, g.body)
	}
}

// A notice whose job was lost with a queue goes all the same.
func TestStrayNoticesAreFound(t *testing.T) {
	b := newBench(t)
	s := startMail(t, SecurityStartTLS, true)
	b.mail(s)
	b.write(func(tx *db.Tx) error {
		n := db.Notice{ID: db.NoticeID{1}, Parcel: db.NoticeID{2}, Event: "x", Person: db.Account{7}, Way: db.WayEmail, News: db.NewsStatus, Due: tx.Now}
		var err error
		if n.Sealed, err = b.lock(n.ID, content{To: "roza@example.org", Lang: civic.LangUK, Subject: "Новина", Item: Item{Paragraphs: []string{"x"}}}); err != nil {
			return err
		}
		_, err = tx.AddNotice(n)
		return err
	})
	b.now = b.now.Add(2 * time.Hour)
	b.run()
	if len(s.letters()) != 1 {
		t.Errorf("%d letters", len(s.letters()))
	}
}

func TestSecretsAreLockedAndStayWithTheirServer(t *testing.T) {
	b := newBench(t)
	s := startMail(t, SecurityStartTLS, true)
	b.mail(s)
	b.set(func(v *Settings) { v.Mail.From = "other@zarechny.example" })
	if err := b.Test(t.Context(), db.WayEmail, "admin@example.org", civic.LangEN); err != nil {
		t.Errorf("the password wasn't kept: %v", err)
	}
	b.write(func(tx *db.Tx) error {
		raw, err := tx.Setting(db.SettingNotify)
		if strings.Contains(string(raw), "пароль-1") || strings.Contains(string(raw), "\\u043f\\u0430\\u0440") {
			t.Errorf("the password lies open: %s", raw)
		}
		return err
	})
	err := b.db.Write(t.Context(), func(tx *db.Tx) error {
		v, err := b.Settings(tx)
		if err != nil {
			return err
		}
		v.Mail.Host = "mail.elsewhere.example"
		return b.PutSettings(tx, v)
	})
	var unfit *UnfitError
	if !errors.As(err, &unfit) || unfit.Wrong[0] != (Unfit{"mail.password", "notify.wrong.password"}) {
		t.Errorf("the old password would go elsewhere: %v", err)
	}
	if err := b.Test(t.Context(), db.WaySMS, "+79120004115", civic.LangEN); !errors.Is(err, ErrNoWay) {
		t.Errorf("SMS: %v", err)
	}
}

func TestSettingsThatAreWrong(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Settings)
		field  string
	}{
		"base":     {func(s *Settings) { s.Base = "portal.example" }, "base"},
		"host":     {func(s *Settings) { s.Mail.On, s.Mail.Host = true, "http://mail" }, "mail.host"},
		"from":     {func(s *Settings) { s.Mail.On, s.Mail.Host, s.Mail.From = true, "mail", "Район <a@b.c>" }, "mail.from"},
		"template": {func(s *Settings) { s.SMS.On, s.SMS.URL, s.SMS.Template = true, "https://x", "{to}" }, "sms.template"},
		"regexp":   {func(s *Settings) { s.SMS.On, s.SMS.URL, s.SMS.Taken = true, "https://x", "(" }, "sms.taken"},
		"token":    {func(s *Settings) { s.Telegram.On, s.Telegram.Token.Fresh = true, "x/../y" }, "telegram.token"},
		"quiet":    {func(s *Settings) { s.Quiet.From = 24 * 60 }, "quiet"},
		"gather":   {func(s *Settings) { s.Gather = -1 }, "gather"},
	} {
		s := usual()
		c.change(&s)
		found := false
		for _, w := range s.Check() {
			found = found || w.Field == c.field
		}
		if !found {
			t.Errorf("%s: %v", name, s.Check())
		}
	}
	if wrong := usual().Check(); len(wrong) > 0 {
		t.Errorf("the usual settings: %v", wrong)
	}
}

// botServer speaks the Bot API, as much of it as we use.
type botServer struct {
	*httptest.Server
	mu      sync.Mutex
	updates []map[string]any
	said    []string
	blocked bool
	next    int
}

const botToken = "123456:ABCdefGHIjklMNOpqrsTUVwxyz"

func startBot(t *testing.T) *botServer {
	t.Helper()
	s := &botServer{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		answer := func(status int, v map[string]any) { w.WriteHeader(status); _ = json.NewEncoder(w).Encode(v) }
		method, ok := strings.CutPrefix(r.URL.Path, "/bot"+botToken+"/")
		if !ok {
			answer(401, map[string]any{"ok": false, "error_code": 401, "description": "Unauthorized"})
			return
		}
		var args map[string]any
		_ = json.NewDecoder(r.Body).Decode(&args)
		switch method {
		case "getMe":
			answer(200, map[string]any{"ok": true, "result": map[string]any{"id": 1, "is_bot": true, "username": "zarechny_bot"}})
		case "getUpdates":
			list := []map[string]any{}
			for _, u := range s.updates {
				if float64(u["update_id"].(int)) >= args["offset"].(float64) {
					list = append(list, u)
				}
			}
			answer(200, map[string]any{"ok": true, "result": list})
		case "sendMessage":
			if s.blocked {
				answer(403, map[string]any{"ok": false, "error_code": 403, "description": "Forbidden: bot was blocked by the user"})
				return
			}
			s.said = append(s.said, fmt.Sprintf("%.0f: %s", args["chat_id"], args["text"]))
			answer(200, map[string]any{"ok": true, "result": map[string]any{"message_id": len(s.said)}})
		default:
			answer(404, map[string]any{"ok": false, "error_code": 404})
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *botServer) write(chat int64, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	s.updates = append(s.updates, map[string]any{"update_id": 1000 + s.next, "message": map[string]any{
		"message_id": s.next, "text": text, "chat": map[string]any{"id": chat, "type": "private"}, "from": map[string]any{"id": chat, "language_code": "en-GB"},
	}})
}

func (b *bench) telegram(s *botServer) {
	b.t.Helper()
	name, err := b.MeetBot(b.t.Context(), s.URL, botToken)
	if err != nil {
		b.t.Fatal(err)
	}
	b.set(func(v *Settings) {
		v.Telegram = TelegramSettings{On: true, Base: s.URL, Name: name}
		v.Telegram.Token.Fresh = botToken
	})
}

func TestTelegramIsLinkedByACodeAndEndsByStop(t *testing.T) {
	b := newBench(t)
	s := startBot(t)
	b.telegram(s)
	me := db.Account{7}
	var link, code string
	b.write(func(tx *db.Tx) (err error) {
		code, link, err = b.LinkTelegram(tx, me)
		return err
	})
	if link != "https://t.me/zarechny_bot?start="+code {
		t.Errorf("%s", link)
	}
	s.write(50, "/start WRONGCODE")
	s.write(42, "/start "+code)
	s.write(43, "/start "+code) // somebody looked over the shoulder: too late
	s.write(44, "hello")
	b.run()
	contact := func() (to string) {
		b.write(func(tx *db.Tx) (err error) { to, err = b.Contact(tx, me, db.WayTelegram); return err })
		return to
	}
	if contact() != "42" {
		t.Fatalf("%q, said %q", contact(), s.said)
	}
	b.now = b.now.Add(2 * time.Minute)
	b.run()
	if len(s.said) != 4 {
		t.Errorf("said %q", s.said)
	}
	b.newsTo("a", hearer{person: me, lang: civic.LangRU, to: map[db.Way]string{db.WayTelegram: contact()}}, true)
	b.run()
	if last := s.said[len(s.said)-1]; !strings.Contains(last, "42: Новость a") || !strings.Contains(last, "Текст a") {
		t.Errorf("%q", last)
	}
	s.write(42, "/stop")
	b.now = b.now.Add(2 * time.Minute)
	b.run()
	if contact() != "" {
		t.Errorf("still told at %s", contact())
	}
}

func TestWhoBlockedTheBotIsForgotten(t *testing.T) {
	b := newBench(t)
	s := startBot(t)
	b.telegram(s)
	me := db.Account{7}
	b.write(func(tx *db.Tx) error { return b.putContact(tx, me, db.WayTelegram, "42") })
	s.blocked = true
	b.newsTo("a", hearer{person: me, lang: civic.LangRU, to: map[db.Way]string{db.WayTelegram: "42"}}, true)
	b.run()
	if n := b.notices()[0]; n.State != db.NoticeFailed || n.Cause != string(CauseBlocked) || n.Detail != "403" {
		t.Errorf("%+v", n)
	}
	b.write(func(tx *db.Tx) error {
		if to, err := b.Contact(tx, me, db.WayTelegram); to != "" || err != nil {
			t.Errorf("%q, %v", to, err)
		}
		return nil
	})
	if _, err := b.MeetBot(t.Context(), s.URL, "999:AAAAAAAAAAAAAAAA"); refusal(t, err).Cause != CauseAuth {
		t.Errorf("%v", err)
	}
}

func TestAPhoneIsProvedByACode(t *testing.T) {
	b := newBench(t)
	g := startSMS(t)
	b.set(func(v *Settings) {
		v.SMS = SMSSettings{On: true, URL: g.URL, Form: FormJSON, Template: `{"to":"{to}","text":"{text}"}`}
	})
	me := db.Account{7}
	prove := func() (err error) {
		_ = b.db.Write(t.Context(), func(tx *db.Tx) error { err = b.ProvePhone(tx, me, "8 912 000-41-15", civic.LangRU); return err })
		return err
	}
	confirm := func(code string) (right bool) {
		b.write(func(tx *db.Tx) (err error) { right, err = b.ConfirmPhone(tx, me, code); return err })
		return right
	}
	if err := prove(); err != nil {
		t.Fatal(err)
	}
	if err := prove(); !errors.Is(err, ErrSoon) {
		t.Errorf("at once again: %v", err)
	}
	b.run()
	code := regexp.MustCompile(`\d{6}`).FindString(strings.ReplaceAll(g.body, "79120004115", ""))
	if code == "" || !strings.Contains(g.body, "+79120004115") {
		t.Fatal(g.body)
	}
	if confirm("000000x") || !confirm(" "+code+" ") || confirm(code) {
		t.Error("a wrong code, or a spent one, was taken, or the right one wasn't")
	}
	b.write(func(tx *db.Tx) error {
		if to, err := b.Contact(tx, me, db.WaySMS); to != "+79120004115" || err != nil {
			t.Errorf("%q, %v", to, err)
		}
		return nil
	})
	b.now = b.now.Add(2 * time.Minute)
	if err := prove(); err != nil {
		t.Fatal(err)
	}
	b.run()
	code = regexp.MustCompile(`\d{6}`).FindString(strings.ReplaceAll(g.body, "79120004115", ""))
	for range codeTries {
		confirm("1")
	}
	if confirm(code) {
		t.Error("guessed as often as one likes")
	}
	for range codesADay {
		b.now = b.now.Add(2 * time.Minute)
		_ = prove()
	}
	if err := prove(); !errors.Is(err, ErrSoon) {
		t.Errorf("too many a day: %v", err)
	}
}
