package open311_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/open311"
	"priyom/portal/portaltest"
	"priyom/store/journal"
)

// town is a portal with some reports, three of them published.
type town struct {
	*portaltest.Portal
	t         *testing.T
	point     *portaltest.Device
	published []civic.Report // the first told first
	hidden    civic.Report
}

func newTown(t *testing.T) *town {
	t.Helper()
	p := portaltest.Start(t, t.TempDir(), 0)
	w := &town{Portal: p, t: t, point: portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")}
	for i := range 3 {
		r := w.tell(func(r *civic.Report) {
			r.Text = fmt.Sprintf("Медпункт <%d> & замок", i)
			r.Place.Position.Lat += civic.Degrees(i)
		})
		w.act(r, civic.ActAssign)
		w.published = append(w.published, r)
		w.Clock.Add(24 * time.Hour)
	}
	w.hidden = w.tell(func(r *civic.Report) { r.Text = "Никто ещё не читал" })
	return w
}

func (w *town) tell(change func(*civic.Report)) civic.Report {
	w.t.Helper()
	r := w.point.Report()
	change(&r)
	w.point.Tell(journal.Hash{}, r)
	w.point.PushAll()
	return r
}

func (w *town) act(r civic.Report, act civic.Action) {
	w.t.Helper()
	by := casework.Actor{Role: civic.RoleModerator, Account: db.Account{1}, Rights: accounts.Rights()}
	if act == civic.ActStart {
		by.Role, by.Department = civic.RoleDepartment, "roads"
	}
	if _, err := w.Casework().Act(w.t.Context(), casework.Deed{
		Report: r.ID, Act: act, By: by, Department: "roads", Reason: civic.Reasons()[0], Comment: "Проверено",
	}); err != nil {
		w.t.Fatal(err)
	}
}

type reply struct {
	status int
	header http.Header
	body   string
}

func (w *town) get(path string) reply {
	w.t.Helper()
	res, err := http.Get(w.Server.URL + path)
	if err != nil {
		w.t.Fatal(err)
	}
	return read(w.t, res)
}

func read(t *testing.T, res *http.Response) reply {
	t.Helper()
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{res.StatusCode, res.Header, string(body)}
}

// requests are a list's, as JSON.
func (w *town) requests(query string) (list []map[string]any, r reply) {
	w.t.Helper()
	r = w.get("/open311/v2/requests.json" + query)
	if r.status != http.StatusOK {
		w.t.Fatalf("%s: %d %s", query, r.status, r.body)
	}
	if err := json.Unmarshal([]byte(r.body), &list); err != nil {
		w.t.Fatal(err)
	}
	return list, r
}

func ids(list []map[string]any) (all []string) {
	for _, r := range list {
		all = append(all, r["service_request_id"].(string))
	}
	return all
}

func TestPublishedReportsAreListed(t *testing.T) {
	w := newTown(t)
	list, r := w.requests("?lang=ru")
	if got := ids(list); len(got) != 3 || got[0] != w.published[2].ID.String() || got[2] != w.published[0].ID.String() {
		t.Fatalf("%v", got)
	}
	one := list[2]
	for name, want := range map[string]any{
		"status": "open", "service_code": "health-fap-closed", "description": "Медпункт <0> & замок", "requested_datetime": "2026-11-24T09:00:00Z",
		"lat": 47.0812, "long": 28.8721, "address": "ул. Лесная, 12, Ставчены", "address_id": nil, "zipcode": nil, "media_url": nil,
	} {
		if one[name] != want {
			t.Errorf("%s: %v", name, one[name])
		}
	}
	if one["extended_attributes"] != nil || r.header.Get("Access-Control-Allow-Origin") != "*" || r.header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("%v %v", one["extended_attributes"], r.header)
	}
	for _, never := range []string{"Канарейкина", "555-0142", "Клетки", "Никто ещё"} {
		if strings.Contains(r.body, never) {
			t.Errorf("it tells %q", never)
		}
	}
	list, _ = w.requests("?extensions=true&lang=en")
	extended, ok := list[0]["extended_attributes"].(map[string]any)
	if !ok || extended["status"] != "assigned" || extended["number"] != w.published[2].Number || extended["department"] != "roads" {
		t.Errorf("%v", list[0]["extended_attributes"])
	}
}

// XML says the same as JSON (the Spark convention).
func TestXMLIsTheSame(t *testing.T) {
	w := newTown(t)
	r := w.get("/open311/v2/requests.xml")
	var doc struct {
		XMLName  xml.Name `xml:"service_requests"`
		Requests []struct {
			ID          string  `xml:"service_request_id"`
			Status      string  `xml:"status"`
			Description string  `xml:"description"`
			Lat         float64 `xml:"lat"`
			Zip         string  `xml:"zipcode"`
		} `xml:"request"`
	}
	if err := xml.Unmarshal([]byte(r.body), &doc); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(r.body, `<?xml version="1.0" encoding="utf-8"?>`) || r.header.Get("Content-Type") != "text/xml; charset=utf-8" {
		t.Errorf("%.60s %v", r.body, r.header)
	}
	if len(doc.Requests) != 3 || doc.Requests[2].Description != "Медпункт <0> & замок" || doc.Requests[0].Lat != 49.0812 || doc.Requests[0].ID != w.published[2].ID.String() {
		t.Errorf("%+v", doc.Requests)
	}
	var services struct {
		List []struct {
			Code     string `xml:"service_code"`
			Metadata bool   `xml:"metadata"`
			Type     string `xml:"type"`
		} `xml:"service"`
	}
	if err := xml.Unmarshal([]byte(w.get("/open311/v2/services.xml").body), &services); err != nil || len(services.List) < 500 || services.List[0].Type != "realtime" {
		t.Errorf("%d services, %v", len(services.List), err)
	}
}

func TestFiltersAndPages(t *testing.T) {
	w := newTown(t)
	w.act(w.published[1], civic.ActStart)
	for query, want := range map[string]int{
		"?start_date=2026-11-25T00:00:00Z": 2, "?end_date=2026-11-25T09:00:00Z": 2, "?start_date=2026-11-25T09:00:00Z&end_date=2026-11-25T09:00:00Z": 1,
		"?start_date=2026-11-25T12:00:00%2B03:00": 2, "?start_date=2026-11-25T12:00:00+03:00": 2,
		"?status=open": 3, "?status=closed": 0, "?status=open,closed": 3, "?service_code=roads-pothole": 0,
		"?service_code=health-fap-closed,roads-pothole": 3, "?bbox=28,47,29,47.5": 1, "?bbox=28,47,29,50": 3, "?bbox=0,0,1,1": 0,
		"?page_size=2": 2, "?page_size=2&page=2": 1, "?page=2": 0, "?jurisdiction_id=any": 3, "?status=": 3,
		"?service_request_id=" + w.published[0].ID.String() + "," + w.hidden.ID.String() + "&status=closed": 1,
		"?start_date=2025-01-01T00:00:00Z": 0,
	} {
		if list, _ := w.requests(query); len(list) != want {
			t.Errorf("%s: %d, want %d", query, len(list), want)
		}
	}
	_, r := w.requests("?page_size=2&status=open")
	next, ok := strings.CutSuffix(strings.TrimPrefix(r.header.Get("Link"), "<"+w.Server.URL), `>; rel="next"`)
	if !ok {
		t.Fatalf("Link: %s", r.header.Get("Link"))
	}
	list, r := w.requests(strings.TrimPrefix(next, "/open311/v2/requests.json"))
	if got := ids(list); len(got) != 1 || got[0] != w.published[0].ID.String() || r.header.Get("Link") != "" {
		t.Errorf("the next page: %v, %q", got, r.header.Get("Link"))
	}
}

func TestWrongQuestionsAreAnsweredInTheSpecificationsForm(t *testing.T) {
	w := newTown(t)
	for path, want := range map[string]int{
		"/open311/v2/requests.json?start_date=yesterday":                                                400,
		"/open311/v2/requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z":       400,
		"/open311/v2/requests.json?start_date=2026-06-01T00:00:00Z&end_date=2026-05-01T00:00:00Z":       400,
		"/open311/v2/requests.json?status=solved":                                                       400,
		"/open311/v2/requests.json?service_code=nothing":                                                404,
		"/open311/v2/requests.json?bbox=1,2,3":                                                          400,
		"/open311/v2/requests.json?bbox=NaN,1,2,3":                                                      400,
		"/open311/v2/requests.json?page=0":                                                              400,
		"/open311/v2/requests.json?page=99999999":                                                       400,
		"/open311/v2/requests.json?cursor=x":                                                            400,
		"/open311/v2/requests/" + w.hidden.ID.String() + ".json":                                        404,
		"/open311/v2/requests/1234.json":                                                                404,
		"/open311/v2/requests.json?service_request_id=" + w.hidden.ID.String():                          404,
		"/open311/v2/services/nothing.json":                                                             404,
		"/open311/v2/tokens/nobodys.json":                                                               404,
		"/open311/v2/requests.json?service_request_id=" + strings.Repeat(w.hidden.ID.String()+",", 101): 400,
	} {
		r := w.get(path)
		var said []struct {
			Code        int
			Description string
		}
		if err := json.Unmarshal([]byte(r.body), &said); err != nil || r.status != want || len(said) != 1 || said[0].Code != want || said[0].Description == "" {
			t.Errorf("%s: %d %s", path, r.status, r.body)
		}
		if x := w.get(strings.Replace(path, ".json", ".xml", 1)); x.status != want || !strings.Contains(x.body, fmt.Sprintf("<errors><error><code>%d</code><description>", want)) {
			t.Errorf("%s as XML: %d %s", path, x.status, x.body)
		}
	}
}

func (w *town) key(change func(*db.APIKey)) string {
	w.t.Helper()
	text := "pk_test" + fmt.Sprint(w.Clock.Now().UnixNano())
	k := db.APIKey{ID: [16]byte{byte(len(text)), byte(w.Clock.Now().Second())}, Name: "Приложение", Hash: open311.KeyHash(text), Hint: "pk_test", PerDay: 3}
	change(&k)
	if err := w.News().Write(w.t.Context(), func(tx *db.Tx) error { return tx.AddAPIKey(k) }); err != nil {
		w.t.Fatal(err)
	}
	w.Clock.Add(time.Second)
	return text
}

func (w *town) post(form url.Values, change ...func(*http.Request)) reply {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.Server.URL+"/open311/v2/requests.json", strings.NewReader(form.Encode()))
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, c := range change {
		c(req)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	return read(w.t, res)
}

func form(key string, more ...string) url.Values {
	v := url.Values{
		"api_key": {key}, "service_code": {"health-fap-closed"}, "lat": {"47.1"}, "long": {"28.9"}, "description": {"Закрыто\r\nс утра"},
		"first_name": {"Роза"}, "last_name": {"Канарейкина"}, "email": {"roza@example.org"}, "phone": {"+373 79 555-0142"},
	}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

// What a program sends becomes a report of the portal's own journal, once, and stays with the moderators until they publish it.
func TestAProgramSendsAReport(t *testing.T) {
	w := newTown(t)
	key := w.key(func(k *db.APIKey) { k.Personal = true })
	before := len(w.AllReports(t))
	r := w.post(form(key))
	var said []map[string]any
	if err := json.Unmarshal([]byte(r.body), &said); err != nil || r.status != http.StatusCreated || len(said) != 1 {
		t.Fatalf("%d %s", r.status, r.body)
	}
	id := fmt.Sprint(said[0]["service_request_id"])
	if again := w.post(form(key)); again.body != r.body {
		t.Errorf("sent again: %s", again.body)
	}
	if other := w.post(form(key), func(r *http.Request) { r.Header.Set("Idempotency-Key", "another") }); other.body == r.body {
		t.Error("another report with the same words was taken for a repetition")
	}
	if n := len(w.AllReports(t)); n != before+2 {
		t.Errorf("%d reports more", n-before)
	}
	if got := w.get("/open311/v2/requests/" + id + ".json"); got.status != http.StatusNotFound {
		t.Errorf("not moderated, and public: %s", got.body)
	}
	list, err := w.PersonalReports(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range list {
		if one.ID.String() != id {
			continue
		}
		if one.Text != "Закрыто\nс утра" || *one.Lat != 47.1 || one.Reporter == nil || one.Reporter.Name != "Роза Канарейкина" || !one.Reporter.Consent {
			t.Errorf("%+v %+v", one, one.Reporter)
		}
		w.act(civic.Report{ID: one.ID}, civic.ActAssign)
	}
	if got := w.get("/open311/v2/requests/" + id + ".json"); got.status != http.StatusOK || strings.Contains(got.body, "Канарейкина") {
		t.Errorf("published: %d %s", got.status, got.body)
	}
	if strings.Contains(w.Log.String(), "Канарейкина") || strings.Contains(w.Log.String(), key) {
		t.Error("somebody's name, or the key, is in the log")
	}
	w.Verified(t)
}

func TestKeysBoundPrograms(t *testing.T) {
	w := newTown(t)
	plain := w.key(func(*db.APIKey) {})
	tokens := w.key(func(k *db.APIKey) { k.Tokens = true })
	revoked := w.key(func(k *db.APIKey) { k.ID = [16]byte{9} })
	if err := w.News().Write(t.Context(), func(tx *db.Tx) error { return tx.RevokeAPIKey([16]byte{9}) }); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		form url.Values
		want int
	}{
		"no key": {form(""), 403}, "unknown key": {form("pk_nobodys"), 403}, "revoked": {form(revoked), 403},
		"no kind": {form(plain, "service_code", ""), 400}, "unknown kind": {form(plain, "service_code", "x"), 404},
		"no place": {form(plain, "lat", "", "long", ""), 400}, "half a place": {form(plain, "lat", ""), 400}, "no degrees": {form(plain, "lat", "NaN"), 400},
		"far away": {form(plain, "lat", "91"), 400}, "no words": {form(plain, "description", " "), 400},
		"too many words": {form(plain, "description", strings.Repeat("ы", 4001)), 400}, "much too many": {form(plain, "description", strings.Repeat("ы", 40_000)), 413},
	} {
		if r := w.post(c.form); r.status != c.want || !strings.Contains(r.body, fmt.Sprintf(`"code":%d`, c.want)) {
			t.Errorf("%s: %d %s", name, r.status, r.body)
		}
	}
	if r := w.post(form(plain)); r.status != http.StatusCreated {
		t.Errorf("%d %s", r.status, r.body)
	}
	for _, one := range must(w.PersonalReports(t.Context())) {
		if one.Reporter != nil && one.Reporter.Name == "Роза Канарейкина" {
			t.Error("who reports was taken from a program that asks nobody's consent")
		}
	}
	for i := range 4 {
		if r := w.post(form(plain, "description", fmt.Sprint("ещё ", i))); (r.status == http.StatusTooManyRequests) != (i > 0) && i > 1 {
			t.Errorf("report %d of the day: %d", i+2, r.status)
		}
	}
	r := w.post(form(tokens, "description", "по токену"))
	var said []map[string]string
	if err := json.Unmarshal([]byte(strings.ReplaceAll(r.body, "null", `""`)), &said); err != nil || said[0]["token"] == "" || said[0]["service_request_id"] != "" {
		t.Fatalf("%s", r.body)
	}
	got := w.get("/open311/v2/tokens/" + said[0]["token"] + ".json")
	if got.status != http.StatusOK || !strings.Contains(got.body, `"service_request_id":"`) || !strings.Contains(got.body, said[0]["token"]) {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestDiscoveryLeadsToTheInterface(t *testing.T) {
	w := newTown(t)
	var d struct {
		Endpoints []struct {
			URL     string
			Formats []string
		}
	}
	if err := json.Unmarshal([]byte(w.get("/open311/discovery.json").body), &d); err != nil || d.Endpoints[0].URL != w.Server.URL+"/open311/v2" || len(d.Endpoints[0].Formats) != 2 {
		t.Errorf("%+v, %v", d, err)
	}
	if x := w.get("/open311/discovery.xml"); !strings.Contains(x.body, "<endpoints><endpoint><specification>") {
		t.Errorf("%s", x.body)
	}
}
