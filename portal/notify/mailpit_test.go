package notify_test

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/notify"
)

// mailpit is a mail server that isn't ours, as administrators run one to look at what a program sends.
type mailpit struct {
	t    *testing.T
	api  string
	port int
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func startMailpit(t *testing.T) *mailpit {
	t.Helper()
	program, err := filepath.Abs("../../bin/mailpit")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(program); err != nil {
		t.Skip("needs mailpit: scripts/mailpit.sh, which make test calls")
	}
	m := &mailpit{t: t, port: freePort(t)}
	web := freePort(t)
	m.api = fmt.Sprintf("http://127.0.0.1:%d/api/v1", web)
	cmd := exec.Command(program, "--smtp", fmt.Sprintf("127.0.0.1:%d", m.port), "--listen", fmt.Sprintf("127.0.0.1:%d", web), "--database", filepath.Join(t.TempDir(), "mail.db"),
		"--smtp-auth-accept-any", "--smtp-auth-allow-insecure", "--disable-version-check")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }) // it says that it was killed
	for {
		if res, err := http.Get(m.api + "/info"); err == nil {
			_ = res.Body.Close()
			return m
		}
		if t.Context().Err() != nil || cmd.ProcessState != nil {
			t.Fatal("mailpit doesn't answer")
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// ask asks its API.
func (m *mailpit) ask(path string, into any) {
	m.t.Helper()
	res, err := http.Get(m.api + path)
	if err != nil {
		m.t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(into); err != nil || res.StatusCode != http.StatusOK {
		m.t.Fatalf("%s: %s, %v", path, res.Status, err)
	}
}

// A letter as another program than ours reads it: who it is from and to, what it says as text and as HTML, how it is ended, and that mail
// programs show its HTML.
func TestLettersInMailpit(t *testing.T) {
	pit := startMailpit(t)
	w := newTown(t)
	w.settle(func(s *notify.Settings) {
		s.Mail.Port, s.Mail.User, s.Mail.Password.Fresh = pit.port, "portal", "пароль"
	})
	me := w.citizen("roza@example.org")
	r := w.told()
	w.write(func(tx *db.Tx) error {
		c, err := tx.Case(r.ID)
		if err != nil {
			return err
		}
		c.Author = me
		return tx.PutCase(&c)
	})
	w.act(r.ID, civic.ActAssign)
	w.later(10 * time.Minute)
	var list struct {
		Messages []struct {
			ID, Subject, MessageID string
			From                   struct{ Name, Address string }
			To                     []struct{ Address string }
		} `json:"messages"`
	}
	pit.ask("/messages", &list)
	if len(list.Messages) != 1 {
		t.Fatalf("%+v", list)
	}
	got := list.Messages[0]
	if got.Subject != "Звернення "+r.Number+": передано виконавцю" || got.From.Name != "Заречный район" || got.From.Address != "portal@zarechny.example" || got.To[0].Address != "roza@example.org" || !strings.HasSuffix(got.MessageID, "@zarechny.example") {
		t.Errorf("%+v", got)
	}
	var whole struct {
		Text, HTML      string
		ListUnsubscribe struct {
			Links      []string
			Errors     string
			HeaderPost string
		}
	}
	pit.ask("/message/"+got.ID, &whole)
	link := "https://portal.example/me/reports/" + r.ID.String()
	if !strings.Contains(whole.Text, link) || !strings.Contains(whole.HTML, link) || !strings.Contains(whole.Text, "передано тому") {
		t.Errorf("%s\n%s", whole.Text, whole.HTML)
	}
	if u := whole.ListUnsubscribe; len(u.Links) != 1 || u.Errors != "" || u.HeaderPost != "List-Unsubscribe=One-Click" {
		t.Errorf("%+v", u)
	}
	var html struct {
		Total struct{ Supported, Partial, Unsupported float64 }
	}
	pit.ask("/message/"+got.ID+"/html-check", &html)
	if html.Total.Unsupported > 5 {
		t.Errorf("mail programs don't show %v %% of the HTML", html.Total.Unsupported)
	}
}
