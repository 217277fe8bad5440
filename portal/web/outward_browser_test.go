package web_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/hooks"
	"priyom/portal/notify"
)

// busy is a portal on whose settings pages there is something to see.
func busy(t *testing.T) *district {
	t.Helper()
	d := newDistrict(t)
	if err := d.News().Write(t.Context(), func(tx *db.Tx) error {
		s, err := d.News().Settings(tx)
		if err != nil {
			return err
		}
		s.Mail = notify.MailSettings{On: true, Host: "smtp.zarechny.example", Port: 587, Security: notify.SecurityStartTLS, User: "portal", From: "portal@zarechny.example"}
		s.Mail.Password.Fresh = "пароль-который-не-показывают"
		if err := d.News().PutSettings(tx, s); err != nil {
			return err
		}
		for i, n := range []db.Notice{
			{Way: db.WayEmail, News: db.NewsStatus},
			{Way: db.WaySMS, News: db.NewsLetter, Urgent: true},
			{Way: db.WayTelegram, News: db.NewsMessage},
			{Way: db.WayPoint, News: db.NewsStatus},
			{Way: db.WayEmail, News: db.NewsOverdue},
		} {
			n.ID, n.Parcel, n.Event, n.Due = db.NoticeID{byte(i + 1)}, db.NoticeID{byte(i + 1)}, string(rune('a'+i)), tx.Now
			if _, err := tx.AddNotice(n); err != nil {
				return err
			}
			switch i {
			case 0, 3:
				err = tx.EndNotice(n.ID, db.NoticeSent, "", "")
			case 1:
				err = tx.EndNotice(n.ID, db.NoticeFailed, string(notify.CauseAddress), "422")
			case 2:
				err = tx.DelayNotice(n.ID, string(notify.CauseBusy), "429", tx.Now.Add(time.Hour), true)
			}
			if err != nil {
				return err
			}
		}
		if err := tx.AddAPIKey(db.APIKey{ID: [16]byte{1}, Hash: [32]byte{1}, Name: "Мобильное приложение «Наш район»", Contact: "dev@rayon.example", Hint: "pk_a1B2c", Personal: true, PerDay: 1000}); err != nil {
			return err
		}
		if err := tx.AddAPIKey(db.APIKey{ID: [16]byte{2}, Hash: [32]byte{2}, Name: "Старый шлюз", Hint: "pk_zzZZz", Tokens: true, PerDay: 21}); err != nil {
			return err
		}
		if err := tx.RevokeAPIKey([16]byte{2}); err != nil {
			return err
		}
		return addHooks(tx, d)
	}); err != nil {
		t.Fatal(err)
	}
	return d
}

// addHooks adds one that works and one that doesn't.
func addHooks(tx *db.Tx, d *district) error {
	for i, h := range []db.Hook{
		{ID: [16]byte{1}, URL: "https://gazeta.example/priyom", Note: "Районная газета", Events: hooks.Events(), Secret: []byte{1}},
		{ID: [16]byte{2}, URL: "https://very-long-name-of-a-server.of-some-department.example/hooks/priyom/incoming?token=abcdefghijklmnop", Events: []db.HookEvent{hooks.ReportClosed}, Secret: []byte{1}},
	} {
		if err := tx.AddHook(h); err != nil {
			return err
		}
		for n, event := range []string{"evt_first", "evt_second"} {
			id := event + string(rune('0'+i))
			if err := tx.AddHappening(db.Happening{ID: id, Kind: hooks.ReportPublished, Body: []byte("{}")}); err != nil {
				return err
			}
			if err := tx.AddDelivery(h.ID, id); err != nil {
				return err
			}
			v := db.Delivery{Hook: h.ID, Event: id, State: db.DeliveryTaken, Round: 1, Attempts: 1, Status: 204, Ended: tx.Now}
			if n == 1 || i == 1 {
				v.State, v.Attempts, v.Status, v.Cause = db.DeliveryFailed, 18, 503, "status"
			}
			if err := tx.PutDelivery(v); err != nil {
				return err
			}
		}
	}
	dead, err := tx.Hook([16]byte{2})
	if err != nil {
		return err
	}
	dead.State, dead.Failing, dead.Ended = db.HookDead, tx.Now.Add(-130*time.Hour), tx.Now
	return tx.PutHook(dead)
}

// What goes out of the portal, as administrators and programmers see it.
func TestOutwardPagesInABrowser(t *testing.T) {
	d := busy(t)
	ctx := browser(t)
	pages := map[string]string{
		"notifications": "/staff/settings/notifications", "notice-log": "/staff/settings/notifications/log", "api-keys": "/staff/settings/api",
		"webhooks": "/staff/settings/webhooks", "webhook": "/staff/settings/webhooks/01000000000000000000000000000000",
		"webhook-dead": "/staff/settings/webhooks/02000000000000000000000000000000", "api": "/api",
	}
	for _, window := range []struct{ width, height int64 }{{1366, 920}, {360, 740}} {
		for _, lang := range civic.Langs() {
			for name, path := range pages {
				s := visit(t, ctx, window.width, window.height, d.Server.URL+path+"?lang="+string(lang), name+"-"+string(lang))
				if s.Lang != string(lang) || strings.Contains(s.Text, "<no value>") || strings.Contains(s.Text, "не-показывают") {
					t.Errorf("%s: %s", name, s.Lang)
				}
			}
		}
	}
}

// An administrator sets a mail server up, makes a key and a subscription, with nothing but a browser.
func TestAnAdministratorSetsUpWhatGoesOut(t *testing.T) {
	d := newDistrict(t)
	ctx := browser(t)
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}
	text := func(selector string) string {
		t.Helper()
		return evaluated(t, ctx, "document.querySelector("+quoted(selector)+")?.innerText ?? ''")
	}
	do(chromedp.Navigate(d.Server.URL+"/staff/settings/notifications?lang=en"), chromedp.Click("input[name='mail.on']"),
		chromedp.SendKeys("input[name='mail.host']", "smtp.zarechny.example"), chromedp.SendKeys("input[name='mail.from']", "portal@zarechny.example"),
		chromedp.Click("#mail .btn.main"), chromedp.WaitVisible(".note"))
	if got := text(".note"); !strings.Contains(got, "saved") {
		t.Errorf("%q", got)
	}
	do(chromedp.Navigate(d.Server.URL+"/staff/settings/api?lang=en"), chromedp.SendKeys("input[name='name']", "The newspaper"),
		chromedp.Click("aside .btn.main"), chromedp.WaitVisible(".fresh .secret"))
	if key := text(".fresh .secret"); !strings.HasPrefix(key, "pk_") || len(key) != 35 {
		t.Errorf("key %q", key)
	}
	do(chromedp.Navigate(d.Server.URL + "/staff/settings/api?lang=en"))
	if key := text(".fresh"); key != "" {
		t.Error("the key is shown again")
	}
	do(chromedp.Navigate(d.Server.URL+"/staff/settings/webhooks?lang=en"), chromedp.SendKeys("input[name='url']", "https://gazeta.example/hook"),
		chromedp.Click("aside .btn.main"), chromedp.WaitVisible(".fresh .secret"))
	if secret := text(".fresh .secret"); !strings.HasPrefix(secret, "whsec_") {
		t.Errorf("secret %q", secret)
	}
}

func evaluated(t *testing.T, ctx context.Context, expression string) string {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[string](expression))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }
