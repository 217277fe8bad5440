package open311

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// The limits of a list. The first two are the specification's.
const (
	maxSpan  = 90 * 24 * time.Hour
	maxPage  = 1000
	maxReach = 50_000 // how deep pages may be turned; a cursor goes further
	maxNamed = 100    // that are asked for by their ids
)

// closed are the statuses in which nothing is left to be done, by what is known.
var closed = []civic.Status{
	civic.StatusSolved, civic.StatusConfirmed, civic.StatusRated, civic.StatusClosed, civic.StatusRejected, civic.StatusWithdrawn, civic.StatusMerged,
}

// open are the others.
func open() (all []civic.Status) {
	for _, s := range civic.Statuses() {
		if !isClosed(s) {
			all = append(all, s)
		}
	}
	return all
}

func isClosed(s civic.Status) bool {
	for _, c := range closed {
		if c == s {
			return true
		}
	}
	return false
}

// requests lists published reports.
func (a *API) requests(w http.ResponseWriter, r *http.Request, f format) error {
	form := r.URL.Query()
	if ids := form.Get("service_request_id"); ids != "" {
		return a.named(w, r, f, strings.Split(ids, ","))
	}
	var found []db.OpenCase
	var q db.OpenQuery
	err := a.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if q, err = a.query(form, tx.Now); err != nil {
			return err
		}
		q.Limit++ // tells whether there are more
		found, err = tx.OpenCases(q)
		return err
	})
	if err != nil {
		return err
	}
	if len(found) == q.Limit {
		found = found[:q.Limit-1]
		last := found[len(found)-1]
		w.Header().Set("Link", "<"+a.next(r, form, last)+`>; rel="next"`)
		w.Header().Set("Access-Control-Expose-Headers", "Link")
	}
	return a.show(w, r, f, found)
}

// query reads what is asked for.
func (a *API) query(form url.Values, now time.Time) (q db.OpenQuery, err error) {
	if q.From, q.To, err = span(form.Get("start_date"), form.Get("end_date"), now); err != nil {
		return q, err
	}
	for _, code := range commas(form["service_code"]) {
		if _, ok := a.Classifier.Category(civic.CategorySlug(code)); !ok {
			return q, bad(http.StatusNotFound, "service_code %q was not found", code)
		}
		q.Categories = append(q.Categories, civic.CategorySlug(code))
	}
	for _, s := range commas(form["status"]) {
		switch s {
		case "open":
			q.Statuses = append(q.Statuses, open()...)
		case "closed":
			q.Statuses = append(q.Statuses, closed...)
		default:
			return q, bad(http.StatusBadRequest, "status must be open, closed or both")
		}
	}
	if q.Box, err = box(form.Get("bbox")); err != nil {
		return q, err
	}
	return q, paging(form, &q)
}

// span is the 90 days' rule: without dates the last 90 days, with one the 90 days that begin or end there.
func span(start, end string, now time.Time) (from, to time.Time, err error) {
	if start != "" {
		if from, err = date("start_date", start); err != nil {
			return from, to, err
		}
	}
	if end != "" {
		if to, err = date("end_date", end); err != nil {
			return from, to, err
		}
		to = to.Add(time.Millisecond) // the latest to include
	}
	switch {
	case start == "" && end == "":
		to = now.Add(time.Millisecond)
		from = to.Add(-maxSpan)
	case start == "":
		from = to.Add(-maxSpan)
	case end == "":
		to = from.Add(maxSpan)
	}
	switch {
	case to.Before(from):
		return from, to, bad(http.StatusBadRequest, "end_date is before start_date")
	case to.Sub(from) > maxSpan+time.Millisecond:
		return from, to, bad(http.StatusBadRequest, "start_date and end_date may not span more than 90 days")
	}
	return from, to, nil
}

func date(name, text string) (time.Time, error) {
	text = strings.ReplaceAll(text, " ", "+") // a + in an address that nobody escaped
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", time.DateOnly} {
		if t, err := time.Parse(form, text); err == nil && t.Year() > 1900 && t.Year() < 2200 {
			return t.UTC(), nil
		}
	}
	return time.Time{}, bad(http.StatusBadRequest, "%s must be a time with a zone, such as 2026-11-24T00:00:00Z", name)
}

// commas takes lists apart, whether a name is given once or often.
func commas(values []string) (all []string) {
	for _, v := range values {
		for _, one := range strings.Split(v, ",") {
			if one = strings.TrimSpace(one); one != "" && len(all) < 1000 {
				all = append(all, one)
			}
		}
	}
	return all
}

func box(text string) (*[4]float64, error) {
	if text == "" {
		return nil, nil
	}
	var b [4]float64
	parts := strings.Split(text, ",")
	for i, part := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || len(parts) != 4 || math.IsNaN(v) || math.Abs(v) > 180 {
			return nil, bad(http.StatusBadRequest, "bbox must be least longitude, least latitude, most longitude, most latitude, in degrees")
		}
		b[i] = v
	}
	if b[0] > b[2] || b[1] > b[3] {
		return nil, bad(http.StatusBadRequest, "bbox must be least longitude, least latitude, most longitude, most latitude, in degrees")
	}
	return &b, nil
}

// paging reads page and page_size, or a cursor from the Link header.
func paging(form url.Values, q *db.OpenQuery) error {
	q.Limit = maxPage
	page := 1
	for name, v := range map[string]*int{"page": &page, "page_size": &q.Limit} {
		if text := form.Get(name); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 1 {
				return bad(http.StatusBadRequest, "%s must be a number from 1", name)
			}
			*v = n
		}
	}
	q.Limit = min(q.Limit, maxPage)
	if page > maxReach || (page-1)*q.Limit > maxReach {
		return bad(http.StatusBadRequest, "pages end at request %d: narrow start_date and end_date, or follow the Link header", maxReach)
	}
	q.Skip = (page - 1) * q.Limit
	cursor := form.Get("cursor")
	if cursor == "" {
		return nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	var at, arrival int64
	if err == nil {
		_, err = fmt.Sscanf(string(raw), "%d %d", &at, &arrival)
	}
	if err != nil {
		return bad(http.StatusBadRequest, "cursor must come from a Link header")
	}
	q.Before, q.Skip = &db.OpenPlace{Received: time.UnixMilli(at), Arrival: arrival}, 0
	return nil
}

// next is where the list goes on. The span stays that of the first page.
func (a *API) next(r *http.Request, form url.Values, last db.OpenCase) string {
	form.Del("page")
	form.Set("cursor", base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d %d", last.Received.UnixMilli(), last.Arrival)))
	return a.Base(r) + r.URL.Path + "?" + form.Encode()
}

// named lists some reports by their ids. Those that aren't published are left out; if all are, there is nothing.
func (a *API) named(w http.ResponseWriter, r *http.Request, f format, ids []string) error {
	if len(ids) > maxNamed {
		return bad(http.StatusBadRequest, "at most %d service_request_id at once", maxNamed)
	}
	var found []db.OpenCase
	err := a.DB.Read(r.Context(), func(tx *db.Tx) error {
		found = nil
		seen := map[civic.ReportID]bool{}
		for _, text := range ids {
			id, err := civic.ParseReportID(strings.TrimSpace(text))
			if err != nil || seen[id] {
				continue
			}
			seen[id] = true
			switch c, err := tx.PublishedCase(id); {
			case err == nil:
				found = append(found, c)
			case !isMissing(err):
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return bad(http.StatusNotFound, "service_request_id not found, or not published")
	}
	return a.show(w, r, f, found)
}

// request shows one report.
func (a *API) request(w http.ResponseWriter, r *http.Request, f format, name string) error {
	return a.named(w, r, f, []string{name})
}

func (a *API) show(w http.ResponseWriter, r *http.Request, f format, found []db.OpenCase) error {
	lang, base := a.lang(r), a.Base(r)
	extended := r.URL.Query().Get("extensions") == "true"
	all := list{item: "request", records: []record{}}
	for _, c := range found {
		all.records = append(all.records, a.record(c, lang, base, extended))
	}
	return write(w, f, http.StatusOK, "service_requests", all)
}

// record is a report as the specification has it; extended, as we have it.
func (a *API) record(c db.OpenCase, lang civic.Lang, base string, extended bool) record {
	status := "open"
	updated := c.StatusAt
	if isClosed(c.Status) {
		status = "closed"
		if !c.ClosedAt.IsZero() {
			updated = c.ClosedAt
		}
	}
	name := string(c.Category)
	if known, ok := a.Classifier.Category(c.Category); ok {
		name = known.Title.In(lang)
	}
	var agency, media, lat, lon any
	if d, ok := a.Classifier.Department(c.Department); ok {
		agency = d.Title.In(lang)
	}
	if c.Photo != [32]byte{} {
		media = base + "/photos/" + hex.EncodeToString(c.Photo[:])
	}
	if c.Place.Source != civic.SourceNone {
		lat, lon = float64(c.Place.Position.Lat), float64(c.Place.Position.Lon)
	}
	r := record{
		{"service_request_id", c.Report.String()},
		{"status", status},
		{"status_notes", orNil(c.Note)},
		{"service_name", name},
		{"service_code", string(c.Category)},
		{"description", orNil(c.Text)},
		{"agency_responsible", agency},
		{"service_notice", nil},
		{"requested_datetime", c.Received},
		{"updated_datetime", updated},
		{"expected_datetime", c.DueAt},
		{"address", orNil(address(c.Place))},
		{"address_id", nil},
		{"zipcode", nil},
		{"lat", lat},
		{"long", lon},
		{"media_url", media},
	}
	if extended {
		r = append(r, field{"extended_attributes", a.extended(c, lang, base)})
	}
	return r
}

// extended is what the portal knows besides: among it the status in its own words, which are many.
func (a *API) extended(c db.OpenCase, lang civic.Lang, base string) record {
	var rating any
	if c.Rating > 0 {
		rating = c.Rating
	}
	word, err := a.Kit.Words(lang)("status." + string(c.Status))
	if err != nil {
		word = string(c.Status)
	}
	return record{
		{"number", c.Number},
		{"status", string(c.Status)},
		{"status_name", word},
		{"theme", string(c.Theme)},
		{"department", orNil(string(c.Department))},
		{"settlement", orNil(c.Place.Settlement)},
		{"published_datetime", c.Published},
		{"registered_datetime", c.Registered},
		{"solved_datetime", c.Solved},
		{"closed_datetime", c.ClosedAt},
		{"supporters", c.Supporters},
		{"reworks", c.Reworks},
		{"rating", rating},
		{"url", base + "/reports/" + c.Report.String()},
	}
}

func address(p civic.Place) string {
	switch {
	case p.Address == "":
		return p.Settlement
	case p.Settlement == "" || strings.Contains(p.Address, p.Settlement):
		return p.Address
	}
	return p.Address + ", " + p.Settlement
}

func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}
