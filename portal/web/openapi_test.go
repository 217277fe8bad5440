package web_test

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"priyom/portal/web/kit"
)

// forMachines says that a route is for programs: it belongs into the document.
func forMachines(r kit.Route) bool {
	_, path, _ := strings.Cut(r.Pattern, " ")
	for _, begin := range []string{"/api/", "/open311", "/data/", "/feed."} {
		if strings.HasPrefix(path, begin) {
			return true
		}
	}
	return r.Access.Audience() == kit.Programs.Audience()
}

// devices are the routes of Priyom's own devices; they aren't pages.
var devices = []string{"GET /v1/hello", "POST /v1/enroll", "POST /v1/sync", "PATCH /v1/blobs/{sha256}", "HEAD /v1/blobs/{sha256}", "GET /v1/packs/{sha256}"}

func openAPI(t *testing.T, d *district) *openapi3.T {
	t.Helper()
	res, err := http.Get(d.Server.URL + "/api/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(raw)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// The document is valid, names every route for programs, and no other.
func TestOpenAPINamesEveryRoute(t *testing.T) {
	d := newDistrict(t)
	doc := openAPI(t, d)
	if err := doc.Validate(context.Background()); err != nil {
		t.Error(err)
	}
	var said, are []string
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			said = append(said, method+" "+path)
		}
	}
	are = append(are, devices...)
	for _, r := range d.Routes() {
		if forMachines(r) {
			are = append(are, r.Pattern)
		}
	}
	for _, pattern := range are {
		if !slices.Contains(said, pattern) {
			t.Errorf("%s isn't in openapi.json", pattern)
		}
	}
	for _, pattern := range said {
		if !slices.Contains(are, pattern) {
			t.Errorf("nothing answers at %s", pattern)
		}
	}
}

// What the portal answers is what the document says.
func TestAnswersAreAsOpenAPISays(t *testing.T) {
	d := newDistrict(t)
	d.assigned(t, d.shown)
	doc := openAPI(t, d)
	doc.Servers = openapi3.Servers{{URL: d.Server.URL}}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	for path, status := range map[string]int{
		"/open311/v2/services.json": 200, "/open311/v2/requests.json": 200, "/open311/v2/requests.json?extensions=true": 200,
		"/open311/v2/services/health-fap-closed.json": 200, "/open311/v2/requests/" + d.shown.ID.String() + ".json": 200,
		"/open311/v2/requests/" + d.bare.ID.String() + ".json": 404, "/open311/v2/tokens/nobodys.json": 404, "/open311/discovery.json": 200,
		"/open311/v2/requests.json?start_date=2026-11-24T00:00:00Z&status=open&page=1&page_size=10&bbox=28,47,29,48": 200,
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.Server.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		route, params, err := router.FindRoute(req)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		question := &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route}
		if err := openapi3filter.ValidateRequest(t.Context(), question); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != status {
			t.Errorf("%s: %d, %v", path, res.StatusCode, err)
		}
		answer := &openapi3filter.ResponseValidationInput{RequestValidationInput: question, Status: res.StatusCode, Header: res.Header}
		answer.SetBodyBytes(body)
		if err := openapi3filter.ValidateResponse(t.Context(), answer); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}
