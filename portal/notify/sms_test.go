package notify

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"priyom/civic"
)

// heardSMS is a gateway that writes down what it is told.
type heardSMS struct {
	*httptest.Server
	method, path, query, body string
	header                    http.Header
	times                     int
	status                    int
	answer                    string
}

func startSMS(t *testing.T) *heardSMS {
	t.Helper()
	g := &heardSMS{status: http.StatusOK}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		g.method, g.path, g.query, g.body, g.header = r.Method, r.URL.Path, r.URL.RawQuery, string(body), r.Header
		g.times++
		w.WriteHeader(g.status)
		_, _ = io.WriteString(w, g.answer)
	}))
	t.Cleanup(g.Close)
	return g
}

func sms() Message {
	return Message{ID: "a1b2", To: "+79120004115", Lang: civic.LangRU, Sender: "Заречный район", Items: []Item{{
		Brief: `Обращение ЗР-04-0412: "решено" & проверено`, Link: "https://portal.example/reports/1?x={to}",
	}}}
}

const smsText = `Обращение ЗР-04-0412: "решено" & проверено https://portal.example/reports/1?x={to}`

func (g *heardSMS) gateway(preset string) smsGateway {
	s := smsPresets()[preset]
	s.URL, s.User, s.Secret = g.URL+"/send", "район", `сек"рет&1`
	return smsGateway{s, newClient()}
}

func TestSMSGatewayOfOurOwnContract(t *testing.T) {
	g := startSMS(t)
	if err := g.gateway("priyom").Send(t.Context(), sms()); err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal([]byte(g.body), &got); err != nil {
		t.Fatal(err)
	}
	if got["to"] != "+79120004115" || got["text"] != smsText || got["id"] != "a1b2" || g.method != http.MethodPost ||
		g.header.Get("Authorization") != `Bearer сек"рет&1` || g.header.Get("Idempotency-Key") != "a1b2" {
		t.Errorf("%s %v %v", g.method, got, g.header)
	}
}

func TestSMSFormsCarryAnyText(t *testing.T) {
	for _, preset := range []string{"smsru", "smsc"} {
		g := startSMS(t)
		g.answer = `{"status":"OK","status_code":100,"sms":{"79120004115":{"status":"OK","status_code":100}},"id":17,"cnt":1}`
		if err := g.gateway(preset).Send(t.Context(), sms()); err != nil {
			t.Fatal(preset, err)
		}
		form, err := url.ParseQuery(g.body)
		if err != nil {
			t.Fatal(err)
		}
		text := form.Get("msg") + form.Get("mes")
		secret := form.Get("api_id") + form.Get("psw")
		if text != smsText || secret != `сек"рет&1` || form.Get("to")+form.Get("phones") != "+79120004115" {
			t.Errorf("%s: %v", preset, form)
		}
	}
	g := startSMS(t)
	s := g.gateway("smsru")
	s.URL, s.Form = g.URL+"/send?v=2", FormQuery
	s.Taken = ""
	if err := s.Send(t.Context(), sms()); err != nil {
		t.Fatal(err)
	}
	if q, err := url.ParseQuery(g.query); err != nil || g.method != http.MethodGet || q.Get("v") != "2" || q.Get("msg") != smsText {
		t.Errorf("%s %v %v", g.method, q, err)
	}
}

func TestSMSGatewaysThatSayNo(t *testing.T) {
	for name, c := range map[string]struct {
		preset string
		status int
		answer string
		want   Refusal
	}{
		"taken for another":  {"smsru", 200, `{"status":"ERROR","status_code":200}`, Refusal{CauseSetting, "200", false}},
		"sms.ru: bad number": {"smsru", 200, `{"status":"OK","status_code":100,"sms":{"7":{"status":"ERROR","status_code":202}}}`, Refusal{CauseAddress, "200", true}},
		"smsc: bad number":   {"smsc", 200, `{"error":"invalid number","error_code":7,"id":3}`, Refusal{CauseAddress, "200", true}},
		"smsc: no money":     {"smsc", 200, `{"error":"no money","error_code":3}`, Refusal{CauseSetting, "200", false}},
		"wrong secret":       {"priyom", 401, "", Refusal{CauseAuth, "401", false}},
		"no such number":     {"priyom", 422, "", Refusal{CauseAddress, "422", true}},
		"too many":           {"priyom", 429, "", Refusal{CauseBusy, "429", false}},
		"broken":             {"priyom", 503, "", Refusal{CauseBusy, "503", false}},
		"elsewhere":          {"priyom", 302, "", Refusal{CauseSetting, "302", false}},
		"bad request":        {"priyom", 400, "+79120004115", Refusal{CauseRefused, "400", false}},
	} {
		t.Run(name, func(t *testing.T) {
			g := startSMS(t)
			g.status, g.answer = c.status, c.answer
			err := g.gateway(c.preset).Send(t.Context(), sms())
			if got := refusal(t, err); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
			if strings.Contains(err.Error(), "7912") || g.times != 1 {
				t.Errorf("%v, told %d times", err, g.times)
			}
		})
	}
	g := startSMS(t)
	gone := g.gateway("priyom")
	g.Close()
	if r := refusal(t, gone.Send(t.Context(), sms())); r.Cause != CauseOffline || r.Final {
		t.Errorf("%+v", r)
	}
}

func TestLongNewsFitIntoAnSMS(t *testing.T) {
	m := sms()
	m.Items[0].Brief = strings.Repeat("ы", 1000)
	if got := []rune(asLines(m, 300)); len(got) != 300 || got[299] != '…' {
		t.Errorf("%d characters", len(got))
	}
}

func TestPhonesAsGatewaysWantThem(t *testing.T) {
	for in, want := range map[string]string{
		"8 912 000-41-15": "+79120004115", "+7 (912) 000 41 15": "+79120004115", "067 123 45 67": "+380671234567",
		"079 555 014": "+37379555014", "+44 20 7946 0958": "+442079460958", "2-15": "", "": "", "+7912абв": "", "+1234567890123456": "",
	} {
		if got, ok := goodPhone(in); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", in, got, ok)
		}
	}
}
