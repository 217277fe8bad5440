package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// SMSForm is how a gateway wants to be told.
type SMSForm string

// The forms.
const (
	FormJSON  SMSForm = "json"  // POST, the template is a JSON document
	FormPost  SMSForm = "form"  // POST, the template is a query string
	FormQuery SMSForm = "query" // GET, the template is in the address
)

// SMSForms lists them.
func SMSForms() []SMSForm { return []SMSForm{FormJSON, FormPost, FormQuery} }

// SMSGateway is a server that sends SMS for us, told over HTTP. In URL and Template {to}, {text}, {id}, {user} and {secret} stand for
// what they say; each is written as the form needs it.
type SMSGateway struct {
	URL      string
	Form     SMSForm
	Template string
	User     string
	Secret   string
	Bearer   bool   // the secret goes in the header Authorization
	Taken    string // regular expression that an answer with a status of 2xx must match; "" for any
	Refused  string // one that says that trying again makes no sense; "" for none
	Most     int    // characters of one message; 0: 300
}

// Presets of gateways that people have, by name. docs/notifications.md says what the first one asks of a server.
func smsPresets() map[string]SMSGateway {
	return map[string]SMSGateway{
		"priyom": {Form: FormJSON, Template: `{"id":"{id}","to":"{to}","text":"{text}"}`, Bearer: true},
		"smsru": {
			URL: "https://sms.ru/sms/send", Form: FormPost, Template: "api_id={secret}&to={to}&msg={text}&json=1",
			Taken: `"sms"[^]]*"status_code":\s*10[0-3]\b`, Refused: `"status_code":\s*(202|207|209)\b`,
		},
		"smsc": {
			URL: "https://smsc.ru/sys/send.php", Form: FormPost, Template: "login={user}&psw={secret}&phones={to}&mes={text}&charset=utf-8&fmt=3",
			Taken: `"id":\s*\d+`, Refused: `"error_code":\s*(7|8)\b`,
		},
	}
}

type smsGateway struct {
	SMSGateway
	client *http.Client
}

// answerMost is how much of a gateway's answer is read.
const answerMost = 64 << 10

func (g smsGateway) Send(ctx context.Context, m Message) error {
	most := g.Most
	if most == 0 {
		most = 300
	}
	m.Sender = "" // gateways put a name before it
	req, err := g.request(ctx, map[string]string{"to": m.To, "text": asLines(m, most), "id": m.ID, "user": g.User, "secret": g.Secret})
	if err != nil {
		return refuse(CauseSetting, "", false)
	}
	status, body, wait := exchange(g.client, req)
	switch {
	case status == 0:
		return refuse(CauseOffline, "", false)
	case matches(g.Refused, body):
		return refuse(CauseAddress, detail(status), true)
	case status >= 200 && status < 300 && matches(orAny(g.Taken), body):
		return nil
	case status >= 200 && status < 300:
		return refuse(CauseSetting, detail(status), false)
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return refuse(CauseAuth, detail(status), false)
	case status == http.StatusTooManyRequests || status >= 500 || wait:
		return refuse(CauseBusy, detail(status), false)
	case status >= 300 && status < 400:
		return refuse(CauseSetting, detail(status), false)
	case status == http.StatusUnprocessableEntity:
		return refuse(CauseAddress, detail(status), true)
	}
	return refuse(CauseRefused, detail(status), false)
}

// request fills the template in. Whatever is put in can't become part of the form.
func (g smsGateway) request(ctx context.Context, values map[string]string) (*http.Request, error) {
	address := fill(g.URL, values, url.QueryEscape)
	var req *http.Request
	var err error
	switch g.Form {
	case FormQuery:
		query := fill(g.Template, values, url.QueryEscape)
		if query != "" && strings.Contains(address, "?") {
			query = "&" + query
		} else if query != "" {
			query = "?" + query
		}
		req, err = http.NewRequestWithContext(ctx, http.MethodGet, address+query, nil)
	case FormPost:
		req, err = http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(fill(g.Template, values, url.QueryEscape)))
		if err == nil {
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
		}
	default:
		body := fill(g.Template, values, jsonEscape)
		if !json.Valid([]byte(body)) {
			return nil, errTemplate
		}
		req, err = http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewBufferString(body))
		if err == nil {
			req.Header.Set("Content-Type", "application/json; charset=utf-8")
		}
	}
	if err != nil {
		return nil, err
	}
	if g.Bearer {
		req.Header.Set("Authorization", "Bearer "+g.Secret)
	}
	req.Header.Set("Idempotency-Key", values["id"])
	req.Header.Set("User-Agent", userAgent)
	return req, nil
}

const userAgent = "Priyom"

var placeholder = regexp.MustCompile(`\{(to|text|id|user|secret)\}`)

func fill(template string, values map[string]string, escape func(string) string) string {
	return placeholder.ReplaceAllStringFunc(template, func(name string) string { return escape(values[name[1:len(name)-1]]) })
}

// jsonEscape is a text as it stands between the quotes of a JSON string.
func jsonEscape(s string) string {
	quoted, err := json.Marshal(s)
	if err != nil {
		return ""
	}
	return string(quoted[1 : len(quoted)-1])
}

// matches says that an answer matches an expression; "" never does.
func matches(expression string, answer []byte) bool {
	if expression == "" {
		return false
	}
	re, err := regexp.Compile(expression)
	return err == nil && re.Match(answer)
}

func orAny(expression string) string {
	if expression == "" {
		return "(?s).*"
	}
	return expression
}

// exchange sends a request and reads the beginning of the answer; status 0 is no answer. wait says that the other side asks for time.
func exchange(client *http.Client, req *http.Request) (status int, body []byte, wait bool) {
	res, err := client.Do(req)
	if err != nil {
		return 0, nil, false
	}
	defer res.Body.Close()
	if body, err = io.ReadAll(io.LimitReader(res.Body, answerMost)); err != nil {
		return 0, nil, false
	}
	return res.StatusCode, body, res.Header.Get("Retry-After") != ""
}

// newClient is a client for gateways: it follows nobody elsewhere and doesn't wait for ever.
func newClient() *http.Client {
	return &http.Client{
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: patience,
			MaxResponseHeaderBytes: 64 << 10, IdleConnTimeout: time.Minute,
		},
	}
}
