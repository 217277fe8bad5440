package civic

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
)

// Gap is what stands in a phrase where something is still to be filled in.
const Gap = "___"

// PhraseBook is what a person at a desk need not type: the sentences that reports of a kind are made of, and what to tell
// somebody in danger. It is immutable; one value may be used from many goroutines. A nil book is empty.
type PhraseBook struct {
	categories map[CategorySlug]Sayings
	themes     map[ThemeSlug]Sayings
	advice     map[CategorySlug]Title
}

// ParsePhrases reads phrases.json and emergency.json.
func ParsePhrases(dir fs.FS) (*PhraseBook, error) {
	var phrases struct {
		Themes     map[ThemeSlug]Sayings    `json:"themes"`
		Categories map[CategorySlug]Sayings `json:"categories"`
	}
	if err := readBook(dir, "phrases.json", &phrases); err != nil {
		return nil, err
	}
	var emergency struct {
		Advice     map[string]Title        `json:"advice"`
		Categories map[CategorySlug]string `json:"categories"`
	}
	if err := readBook(dir, "emergency.json", &emergency); err != nil {
		return nil, err
	}
	b := &PhraseBook{categories: phrases.Categories, themes: phrases.Themes, advice: map[CategorySlug]Title{}}
	for slug, name := range emergency.Categories {
		advice, ok := emergency.Advice[name]
		if !ok {
			return nil, fmt.Errorf("civic: emergency.json: %s: no advice %q", slug, name)
		}
		b.advice[slug] = advice
	}
	return b, nil
}

func readBook(dir fs.FS, name string, into any) error {
	data, err := fs.ReadFile(dir, name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("civic: %s: %w", name, err)
	}
	return nil
}

// For lists the phrases for a category in a language: its own first, then its theme's.
func (b *PhraseBook) For(c Category, l Lang) []string {
	if b == nil {
		return nil
	}
	return append(append([]string{}, b.categories[c.Slug].In(l)...), b.themes[c.Theme].In(l)...)
}

// Advice is what to tell somebody in an emergency of a category, beside the questions that are always asked; "" if nothing is
// known.
func (b *PhraseBook) Advice(slug CategorySlug, l Lang) string {
	if b == nil {
		return ""
	}
	return b.advice[slug].In(l)
}

// FillGap takes the first gap out of a text, and says after how many characters it was; ok is false if there is none.
func FillGap(text string) (without string, at int, ok bool) {
	before, after, ok := strings.Cut(text, Gap)
	if !ok {
		return text, 0, false
	}
	return before + after, len([]rune(before)), true
}

// Names lists what the book has phrases or advice for.
func (b *PhraseBook) Names() (categories []CategorySlug, themes []ThemeSlug) {
	for slug := range b.categories {
		categories = append(categories, slug)
	}
	for slug := range b.advice {
		categories = append(categories, slug)
	}
	for slug := range b.themes {
		themes = append(themes, slug)
	}
	return categories, themes
}
