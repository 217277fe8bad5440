package notify_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/notify"
	"priyom/portal/portaltest"
)

// sixDigits is the code in a message.
func sixDigits(message string) string {
	return regexp.MustCompile(`\b\d{6}\b`).FindString(regexp.MustCompile(`\+\d+`).ReplaceAllString(message, ""))
}

// A citizen and a member of staff prove a telephone and link a chat with their browsers, choose what comes where, hear it there, and end it.
func TestContactsFromTheBrowserToTheTelephone(t *testing.T) {
	for name, c := range map[string]struct {
		who  func(w *town) *portaltest.Somebody
		home string
		wish string
		news func(w *town, who db.Account) string
	}{
		"citizen": {
			func(w *town) *portaltest.Somebody { return w.Citizen(w.t, "roza@example.org") }, "/me", "/me/settings",
			func(w *town, who db.Account) string {
				r := w.told()
				w.write(func(tx *db.Tx) error {
					c, err := tx.Case(r.ID)
					if err != nil {
						return err
					}
					c.Author = who
					return tx.PutCase(&c)
				})
				w.act(r.ID, civic.ActAssign)
				return r.Number
			},
		},
		"staff": {
			func(w *town) *portaltest.Somebody { return w.Staff(w.t, "digger", civic.RoleDepartment, "roads") }, "/staff/me", "/staff/me/news",
			func(w *town, _ db.Account) string {
				r := w.told()
				w.act(r.ID, civic.ActAssign)
				return r.Number
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t)
			phones, chats := notify.NewPhones(t), notify.NewChats(t)
			me := c.who(w)
			page := c.home + "/contacts"
			me.Get(page + "?lang=en").Status(http.StatusOK)
			if r := me.Get(page); !strings.Contains(r.Body, "hasn’t got this way yet") {
				t.Error("it doesn't say that nothing is set up")
			}
			w.settle(func(s *notify.Settings) { s.SMS, s.Telegram = phones.Settings(), chats.Settings("zarechny_bot") })

			if r := me.Form(page, url.Values{"do": {"phone"}, "phone": {"12"}}).Status(http.StatusUnprocessableEntity); !strings.Contains(r.Body, "Type the whole number") {
				t.Error(r.Body)
			}
			me.Form(page, url.Values{"do": {"phone"}, "phone": {"8 912 000-41-15"}}).Status(http.StatusOK)
			w.later(time.Second)
			said, _ := phones.Heard()
			if r := me.Form(page, url.Values{"do": {"code"}, "code": {"12345"}, "phone": {"8 912 000-41-15"}}).Status(http.StatusUnprocessableEntity); !strings.Contains(r.Body, `name="code"`) {
				t.Error("after a wrong code there is no field for another")
			}
			if r := me.Form(page, url.Values{"do": {"code"}, "code": {sixDigits(said)}}).Status(http.StatusOK); !strings.Contains(r.Body, "7 912 000-41-15</b>") {
				t.Errorf("the telephone isn't there: %s", r.Body)
			}

			r := me.Form(page, url.Values{"do": {"telegram"}}).Status(http.StatusOK)
			code := regexp.MustCompile(`https://t\.me/zarechny_bot\?start=([A-Z2-7]{16})`).FindStringSubmatch(r.Body)
			if code == nil {
				t.Fatal(r.Body)
			}
			chats.Write(42, "/start "+code[1])
			w.later(2 * time.Minute)
			if r := me.Get(page); !strings.Contains(r.Body, "Telegram is connected") {
				t.Errorf("%q", chats.Said())
			}

			form := url.Values{"lang": {"en"}, "from": {"00:00"}, "to": {"00:00"}}
			for _, news := range []string{"status", "assigned"} {
				form[news+" sms"], form[news+" telegram"] = []string{"1"}, []string{"1"}
			}
			me.Form(c.wish, form).Status(http.StatusSeeOther)
			number := c.news(w, me.Account)
			w.later(10 * time.Minute)
			said, _ = phones.Heard()
			chat := chats.Said()
			if !strings.Contains(said, number) || !strings.Contains(said, "+79120004115") || !strings.Contains(chat[len(chat)-1], number) {
				t.Errorf("%s isn't in %q or in %q", number, said, chat)
			}
			me.Form(page, url.Values{"do": {"drop-sms"}}).Status(http.StatusOK)
			me.Form(page, url.Values{"do": {"drop-telegram"}}).Status(http.StatusOK)
			_, times := phones.Heard()
			c.news(w, me.Account)
			w.later(time.Hour)
			if _, now := phones.Heard(); now != times || len(chats.Said()) != len(chat) {
				t.Error("told where they want to hear no more")
			}
		})
	}
}
