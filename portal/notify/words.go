package notify

import (
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"priyom/civic"
)

//go:embed lang page
var files embed.FS

// words are what people are told, in every language. What an administrator reads of it is in the pages' own words.
type words map[civic.Lang]*i18n.Localizer

func newWords() (words, error) {
	w := words{}
	bundle := i18n.NewBundle(language.Russian)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	for _, lang := range civic.Langs() {
		if _, err := bundle.LoadMessageFileFS(files, "lang/"+string(lang)+".json"); err != nil {
			return nil, fmt.Errorf("notify: words: %w", err)
		}
		w[lang] = i18n.NewLocalizer(bundle, string(lang))
	}
	return w, nil
}

// say is a text; pairs are names and values, "N" also chooses the plural. A language that nobody knows is Russian.
func (w words) say(lang civic.Lang, id string, pairs ...any) string {
	l, ok := w[lang]
	if !ok {
		l = w[civic.LangRU]
	}
	data := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		data[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	text, err := l.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data, PluralCount: data["N"]})
	if err != nil {
		return id // a notice with an odd word is better than none; a test finds it before
	}
	return text
}

var mailPage = template.Must(template.ParseFS(files, "page/mail.html"))

func asHTML(m Message) (string, error) {
	var b strings.Builder
	if err := mailPage.Execute(&b, m); err != nil {
		return "", fmt.Errorf("notify: draw: %w", err)
	}
	return b.String(), nil
}

// asText is the same for programs that show text alone.
func asText(m Message) string {
	var b strings.Builder
	for i, item := range m.Items {
		if i > 0 {
			b.WriteString("\n* * *\n\n")
		}
		if item.Title != "" {
			b.WriteString(item.Title + "\n\n")
		}
		for _, p := range item.Paragraphs {
			b.WriteString(p + "\n\n")
		}
		if item.Link != "" {
			b.WriteString(item.LinkText + ":\n" + item.Link + "\n")
		}
	}
	if m.Foot != "" || m.Unsubscribe != "" {
		b.WriteString("\n-- \n" + m.Sender + "\n" + m.Foot + "\n")
		if m.Unsubscribe != "" {
			b.WriteString(m.UnsubText + ": " + m.Unsubscribe + "\n")
		}
	}
	return b.String()
}

// asLines is the same for a chat or a telephone: nothing but what is new.
func asLines(m Message, most int) string {
	var lines []string
	for _, item := range m.Items {
		line := item.Brief
		if item.Link != "" {
			line += " " + item.Link
		}
		lines = append(lines, line)
	}
	text := strings.Join(lines, "\n")
	if m.Sender != "" {
		text = m.Sender + ": " + text
	}
	if r := []rune(text); len(r) > most {
		text = string(r[:most-1]) + "\u2026"
	}
	return text
}
