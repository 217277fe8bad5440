package lang

import (
	"encoding/json"
	"fmt"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"priyom/assets/lang"
	"priyom/civic"
)

// Args fill the placeholders of a text, such as {{.Number}}.
type Args map[string]any

// Catalogue is all languages. It is immutable; one value may be used from many goroutines.
type Catalogue struct {
	voices map[civic.Lang]*Voice
}

// Load reads the embedded catalogues. An error is a broken build.
func Load() (*Catalogue, error) {
	bundle := i18n.NewBundle(language.Russian)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	c := &Catalogue{voices: map[civic.Lang]*Voice{}}
	for _, l := range civic.Langs() {
		file, err := bundle.LoadMessageFileFS(lang.Files, string(l)+".json")
		if err != nil {
			return nil, fmt.Errorf("lang: %s: %w", l, err)
		}
		v := &Voice{lang: l, localizer: i18n.NewLocalizer(bundle, string(l)), keys: map[string]bool{}}
		for _, m := range file.Messages {
			v.keys[m.ID] = true
		}
		c.voices[l] = v
	}
	return c, nil
}

// Voice speaks a language; an unknown one is Russian.
func (c *Catalogue) Voice(l civic.Lang) *Voice {
	if v, ok := c.voices[l]; ok {
		return v
	}
	return c.voices[civic.LangRU]
}

// Voice speaks one language.
type Voice struct {
	lang      civic.Lang
	localizer *i18n.Localizer
	keys      map[string]bool
}

// Lang is the language spoken.
func (v *Voice) Lang() civic.Lang { return v.lang }

// Has says that there are words for a key.
func (v *Voice) Has(key string) bool { return v.keys[key] }

// Say is the text of a key. A key without words is said as it is: seen, it is found and mended.
func (v *Voice) Say(key string) string { return v.With(key, nil) }

// With is the text of a key, its placeholders filled.
func (v *Voice) With(key string, args Args) string {
	return v.localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: map[string]any(args)})
}

// Count is the plural form of a key for n, which also fills {{.N}}.
func (v *Voice) Count(key string, n int, args Args) string {
	data := map[string]any{"N": v.Number(int64(n))}
	for k, a := range args {
		data[k] = a
	}
	return v.localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: n})
}

func (v *Voice) localize(config *i18n.LocalizeConfig) string {
	if !v.keys[config.MessageID] {
		return config.MessageID
	}
	said, err := v.localizer.Localize(config)
	if err != nil {
		return config.MessageID
	}
	return said
}
