package kit

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"priyom/civic"
)

// langCookie remembers a choice of language.
const langCookie = "lang"

// words are the texts of all languages. Which one is meant is always said: it never follows the server's own.
type words map[civic.Lang]*i18n.Localizer

func newWords(files fs.FS) (words, error) {
	w := words{}
	bundle := i18n.NewBundle(language.Russian)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	for _, lang := range civic.Langs() {
		if _, err := bundle.LoadMessageFileFS(files, "lang/"+string(lang)+".json"); err != nil {
			return nil, fmt.Errorf("web: words: %w", err)
		}
		w[lang] = i18n.NewLocalizer(bundle, string(lang))
	}
	return w, nil
}

// in makes the templates' function t: an id, and then names and values for the text. "N" also chooses the plural.
func (w words) in(lang civic.Lang) func(id string, pairs ...any) (string, error) {
	return func(id string, pairs ...any) (string, error) {
		c := &i18n.LocalizeConfig{MessageID: id}
		data := map[string]any{}
		for i := 0; i+1 < len(pairs); i += 2 {
			name, ok := pairs[i].(string)
			if !ok {
				return "", fmt.Errorf("web: words: %s: %v isn't a name", id, pairs[i])
			}
			data[name] = pairs[i+1]
		}
		c.TemplateData, c.PluralCount = data, data["N"]
		return w[lang].Localize(c)
	}
}

// dates makes the templates' function date: a day and a time as people say them, in their own clock.
func (k *Kit) dates(lang civic.Lang) func(time.Time) (string, error) {
	t := k.words.in(lang)
	return func(at time.Time) (string, error) {
		at = at.In(k.Location)
		return t(fmt.Sprintf("month.%d", at.Month()), "Day", at.Day(), "Year", at.Year(), "Time", at.Format("15:04"))
	}
}

// days makes the templates' function day: a date as people say it.
func (k *Kit) days(lang civic.Lang) func(civic.Date) (string, error) {
	t := k.words.in(lang)
	return func(d civic.Date) (string, error) {
		return t(fmt.Sprintf("day.%d", int(d.Month)), "Day", d.Day, "Year", d.Year)
	}
}

// problems makes the templates' function problem: what is wrong, and what to do.
func (k *Kit) problems(lang civic.Lang) func(*civic.Problem) (string, error) {
	t := k.words.in(lang)
	return func(p *civic.Problem) (string, error) {
		var pairs []any
		for name, v := range p.Args {
			pairs = append(pairs, name, v)
		}
		return t(p.Key, pairs...)
	}
}

// percent writes a share in thousandths as people say it.
func percent(perMille int) string { return strconv.FormatFloat(float64(perMille)/10, 'f', -1, 64) }

// Words are the texts of a language: an id, and then names and values for the text. "N" also chooses the plural.
func (k *Kit) Words(lang civic.Lang) func(id string, pairs ...any) (string, error) {
	return k.words.in(lang)
}

// Language is what ?lang= asks for; else what was remembered; else what the browser prefers.
func (k *Kit) Language(r *http.Request) civic.Lang {
	if lang := civic.Lang(r.URL.Query().Get("lang")); k.words[lang] != nil {
		return lang
	}
	if c, err := r.Cookie(langCookie); err == nil && k.words[civic.Lang(c.Value)] != nil {
		return civic.Lang(c.Value)
	}
	tags := make([]language.Tag, 0, len(civic.Langs()))
	for _, lang := range civic.Langs() {
		tags = append(tags, language.Make(string(lang)))
	}
	_, i := language.MatchStrings(language.NewMatcher(tags), r.Header.Get("Accept-Language"))
	return civic.Langs()[i]
}

// remember keeps the language that a reader asked for.
func remember(rw http.ResponseWriter, r *http.Request, lang civic.Lang) {
	if r.URL.Query().Get("lang") == string(lang) {
		http.SetCookie(rw, &http.Cookie{
			Name: langCookie, Value: string(lang), Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true,
			SameSite: http.SameSiteLaxMode,
		})
	}
}
