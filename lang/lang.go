package lang

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"priyom/assets/lang"
	"priyom/civic"
)

// Args fill the placeholders of a text, such as {{.Number}}.
type Args map[string]any

// Catalogue is all languages. Each is read when it is spoken for the first time, as most programs only ever speak one. One value
// may be used from many goroutines.
type Catalogue struct {
	voices map[civic.Lang]*book
}

// book is a language that is read once.
type book struct {
	once  sync.Once
	voice *Voice
}

// Load finds the embedded catalogues. An error is a broken build.
func Load() (*Catalogue, error) {
	c := &Catalogue{voices: map[civic.Lang]*book{}}
	for _, l := range civic.Langs() {
		if _, err := fs.Stat(lang.Files, file(l)); err != nil {
			return nil, fmt.Errorf("lang: %w", err)
		}
		c.voices[l] = &book{}
	}
	return c, nil
}

func file(l civic.Lang) string { return string(l) + ".json" }

// Voice speaks a language; an unknown one is Russian.
func (c *Catalogue) Voice(l civic.Lang) *Voice {
	b, ok := c.voices[l]
	if !ok {
		l, b = civic.LangRU, c.voices[civic.LangRU]
	}
	b.once.Do(func() { b.voice = read(l) })
	return b.voice
}

// read reads a catalogue. One that is spoilt, which the tests rule out, says its keys.
func read(l civic.Lang) *Voice {
	tag := language.Make(string(l))
	v := &Voice{lang: l, tag: tag, bundle: i18n.NewBundle(tag), ready: map[string]bool{}}
	v.localizer = i18n.NewLocalizer(v.bundle, string(l))
	if raw, err := lang.Files.ReadFile(file(l)); err == nil {
		_ = json.Unmarshal(raw, &v.texts)
	}
	return v
}

// Voice speaks one language.
type Voice struct {
	lang  civic.Lang
	tag   language.Tag
	texts map[string]any // a string, or plural forms

	mu        sync.Mutex
	bundle    *i18n.Bundle // has a text once it was said
	localizer *i18n.Localizer
	ready     map[string]bool // is in the bundle
}

// Lang is the language spoken.
func (v *Voice) Lang() civic.Lang { return v.lang }

// Has says that there are words for a key.
func (v *Voice) Has(key string) bool {
	_, ok := v.texts[key]
	return ok
}

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
	key := config.MessageID
	text, ok := v.texts[key]
	if !ok {
		return key
	}
	if whole, ok := text.(string); ok && !strings.Contains(whole, "{{") {
		return whole
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.prepare(key, text); err != nil {
		return key
	}
	said, err := v.localizer.Localize(config)
	if err != nil {
		return key
	}
	return said
}

// prepare has go-i18n know a text. All of them at once would be some megabytes, of which a day's work needs a part.
func (v *Voice) prepare(key string, text any) error {
	if v.ready[key] {
		return nil
	}
	m, err := i18n.NewMessage(text)
	if err != nil {
		return err
	}
	m.ID = key
	v.ready[key] = true
	return v.bundle.AddMessages(v.tag, m)
}
