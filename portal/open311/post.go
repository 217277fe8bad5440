package open311

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/own"
)

// maxBody is how much a program may send, in bytes: a full text in Cyrillic, escaped.
const maxBody = 64 << 10

// post takes a report.
func (a *API) post(w http.ResponseWriter, r *http.Request, f format) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := r.ParseForm(); err != nil {
		var big *http.MaxBytesError
		if errors.As(err, &big) {
			return bad(http.StatusRequestEntityTooLarge, "at most %d bytes", maxBody)
		}
		return bad(http.StatusBadRequest, "the body must be application/x-www-form-urlencoded")
	}
	if r.PostForm.Get("api_key") == "" && r.PostForm.Get("service_code") == "" && r.ContentLength != 0 &&
		!strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return bad(http.StatusBadRequest, "the body must be application/x-www-form-urlencoded")
	}
	key, err := a.key(r)
	if err != nil {
		return err
	}
	draft, err := a.draft(r.PostForm, key)
	if err != nil {
		return err
	}
	secret := a.repeats(r, key)
	if err := a.count(r, key, secret); err != nil {
		return err
	}
	sent, err := a.Journal.Report(r.Context(), secret, draft)
	var problems civic.Problems
	var refused *own.RefusedError
	switch {
	case errors.As(err, &refused):
		return bad(http.StatusBadRequest, "not fit to be sent: %s", refused.Verdict)
	case errors.As(err, &problems):
		return unfit(problems)
	case err != nil:
		return err
	}
	answer := record{{"service_request_id", sent.ID.String()}, {"service_notice", nil}, {"account_id", nil}}
	if key.Tokens {
		token := a.tokenOf(sent.ID)
		if err := a.DB.Write(r.Context(), func(tx *db.Tx) error { return tx.PutAPIToken(sha256.Sum256([]byte(token)), sent.ID) }); err != nil {
			return err
		}
		answer[0] = field{"token", token}
	}
	return write(w, f, http.StatusCreated, "service_requests", list{"request", []record{answer}})
}

// key finds whose program it is.
func (a *API) key(r *http.Request) (key db.APIKey, err error) {
	text := r.PostForm.Get("api_key")
	if text == "" {
		text = r.URL.Query().Get("api_key")
	}
	if text == "" {
		return key, bad(http.StatusForbidden, "api_key was not provided")
	}
	err = a.DB.Read(r.Context(), func(tx *db.Tx) error {
		key, err = tx.APIKeyByHash(KeyHash(text))
		return err
	})
	if isMissing(err) || err == nil && !key.Revoked.IsZero() {
		return key, bad(http.StatusForbidden, "api_key is not valid")
	}
	return key, err
}

// KeyHash is what is kept of a key. It is long and drawn by chance, so that a plain hash tells nothing.
func KeyHash(key string) [32]byte { return sha256.Sum256([]byte("priyom api key 1\n" + key)) }

// NewKey draws a key.
func NewKey(random io.Reader) (string, error) {
	var b [24]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("open311: randomness: %w", err)
	}
	return "pk_" + base64.RawURLEncoding.EncodeToString(b[:]), nil
}

// count holds a program to its reports a day; one that repeats itself is counted once.
func (a *API) count(r *http.Request, key db.APIKey, secret own.Key) error {
	return a.DB.Write(r.Context(), func(tx *db.Tx) error {
		if _, err := tx.Told(secret); err == nil {
			return nil
		} else if !isMissing(err) {
			return err
		}
		today, err := tx.UseAPIKey(key.ID)
		if err != nil {
			return err
		}
		if today > key.PerDay {
			return bad(http.StatusTooManyRequests, "this key may send %d reports a day", key.PerDay)
		}
		return nil
	})
}

// repeats is what a program that repeats itself sends again: what it calls so, or the same form on the same day.
func (a *API) repeats(r *http.Request, key db.APIKey) own.Key {
	secret := r.Header.Get("Idempotency-Key")
	if secret == "" {
		form := url.Values{}
		for name, values := range r.PostForm {
			if name != "api_key" {
				form[name] = values
			}
		}
		secret = "\n" + a.DB.Now().Format(time.DateOnly) + "\n" + form.Encode()
	}
	return own.KeyOf("open311 "+string(key.ID[:]), secret)
}

// draft makes a report of a form.
func (a *API) draft(form url.Values, key db.APIKey) (own.Draft, error) {
	code := form.Get("service_code")
	if code == "" {
		return own.Draft{}, bad(http.StatusBadRequest, "service_code was not provided")
	}
	category, ok := a.Classifier.Category(civic.CategorySlug(code))
	if !ok {
		return own.Draft{}, bad(http.StatusNotFound, "service_code provided was not found")
	}
	place, err := place(form)
	if err != nil {
		return own.Draft{}, err
	}
	text := strings.TrimSpace(strings.ReplaceAll(form.Get("description"), "\r\n", "\n"))
	if text == "" {
		return own.Draft{}, bad(http.StatusBadRequest, "description was not provided")
	}
	r := civic.Report{Category: category.Slug, Text: text, Urgency: civic.UrgencyOrdinary, Place: place}
	if category.Emergency {
		r.Urgency = civic.UrgencyEmergency
	}
	if key.Personal {
		r.Reporter = reporter(form, key)
	}
	if problems := fit(r).Validate(a.Classifier); len(problems) > 0 {
		return own.Draft{}, unfit(problems)
	}
	return own.Draft{Report: r}, nil
}

// fit is a report with what the journal adds to it.
func fit(r civic.Report) civic.Report {
	r.Channel, r.Number, r.ID = civic.ChannelSelf, "1", civic.ReportID{1}
	return r
}

func place(form url.Values) (p civic.Place, err error) {
	p.Address = strings.TrimSpace(form.Get("address_string"))
	lat, lon := form.Get("lat"), form.Get("long")
	switch {
	case lat == "" && lon == "" && p.Address == "" && form.Get("address_id") != "":
		return p, bad(http.StatusBadRequest, "address_id isn't known here: send lat and long, or address_string")
	case lat == "" && lon == "" && p.Address == "":
		return p, bad(http.StatusBadRequest, "a location was not provided: send lat and long, or address_string")
	case lat == "" && lon == "":
		return p, nil
	}
	y, yErr := strconv.ParseFloat(lat, 64)
	x, xErr := strconv.ParseFloat(lon, 64)
	if yErr != nil || xErr != nil || !(math.Abs(y) <= 90) || !(math.Abs(x) <= 180) {
		return p, bad(http.StatusBadRequest, "lat and long must both be degrees (WGS 84)")
	}
	p.Position, p.Source = civic.Position{Lat: civic.Degrees(y), Lon: civic.Degrees(x)}, civic.SourceMap
	return p, nil
}

// reporter is who reports, by the word of a program that asks people's consent.
func reporter(form url.Values, key db.APIKey) civic.Reporter {
	r := civic.Reporter{
		Name: strings.TrimSpace(form.Get("first_name") + " " + form.Get("last_name")), Phone: strings.TrimSpace(form.Get("phone")),
		Email: strings.TrimSpace(form.Get("email")),
	}
	if r == (civic.Reporter{}) {
		return r
	}
	switch {
	case r.Email != "":
		r.Reply = civic.ReplyEmail
	case r.Phone != "":
		r.Reply = civic.ReplyPhone
	}
	r.Consent = civic.Consent{Given: true, Version: "API " + fmt.Sprintf("%x", key.ID[:4])}
	return r
}

// unfit says what is wrong with a report, by the names that programs know.
func unfit(problems civic.Problems) error {
	names := map[string]string{
		"text": "description", "category": "service_code", "place": "lat, long or address_string", "place.address": "address_string", "place.position": "lat and long",
		"reporter.name": "first_name and last_name", "reporter.phone": "phone", "reporter.email": "email",
	}
	var said []string
	for _, p := range problems {
		name := names[p.Field]
		if name == "" {
			name = p.Field
		}
		said = append(said, name+": "+strings.TrimPrefix(p.Key, "validate."))
	}
	return bad(http.StatusBadRequest, "not fit to be sent: %s", strings.Join(said, "; "))
}

// tokenOf is the token of a report. It follows from it, so that a program that repeats itself gets the same.
func (a *API) tokenOf(id civic.ReportID) string {
	mac := hmac.New(sha256.New, a.Secret)
	mac.Write(id[:])
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:18])
}

// token tells which report a token stands for.
func (a *API) token(w http.ResponseWriter, r *http.Request, f format, name string) error {
	if name == "" {
		return bad(http.StatusBadRequest, "token was not provided")
	}
	var id civic.ReportID
	err := a.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		id, err = tx.APIToken(sha256.Sum256([]byte(name)))
		return err
	})
	if isMissing(err) {
		return bad(http.StatusNotFound, "token not found")
	}
	if err != nil {
		return err
	}
	return write(w, f, http.StatusOK, "service_requests", list{"request", []record{{{"service_request_id", id.String()}, {"token", name}}}})
}

func isMissing(err error) bool { return errors.Is(err, db.ErrNotFound) }
