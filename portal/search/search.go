package search

import (
	"context"
	"errors"
	"fmt"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/lexicon"
)

// Index is the search over one database.
type Index struct {
	db         *db.DB
	classifier *civic.Classifier
	stale      bool
}

// few is how many published reports are indexed anew while whoever opens the index waits.
const few = 2000

// Open keeps the index from now on whenever a published report changes. If it was made by other rules or from another classifier, it
// is made anew: at once if there are few reports, else Freshen does it, and until then what was there is found.
func Open(ctx context.Context, d *db.DB, c *civic.Classifier) (*Index, error) {
	x := &Index{db: d, classifier: c}
	d.WhenPublic(x.follow)
	many := false
	if err := d.Read(ctx, func(tx *db.Tx) error {
		made, err := tx.Setting(db.SettingWords)
		if x.stale = errors.Is(err, db.ErrNotFound) || err == nil && string(made) != x.rules(); !x.stale {
			return err
		}
		end, err := tx.PublicEnd()
		many = end > few
		return err
	}); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	if many {
		return x, nil
	}
	return x, x.Freshen(ctx)
}

func (x *Index) rules() string { return lexicon.Rules + " " + x.classifier.Version() }

// Freshen makes the index anew if Open found it stale.
func (x *Index) Freshen(ctx context.Context) error {
	if !x.stale {
		return nil
	}
	return x.Rebuild(ctx)
}

// Rebuild makes the index from nothing. A million reports take some minutes; others write meanwhile.
func (x *Index) Rebuild(ctx context.Context) error {
	if err := x.db.RebuildPublic(ctx, x.words); err != nil {
		return fmt.Errorf("search: %w", err)
	}
	if err := x.db.Write(ctx, func(tx *db.Tx) error { return tx.PutSetting(db.SettingWords, []byte(x.rules())) }); err != nil {
		return fmt.Errorf("search: %w", err)
	}
	return nil
}

func (x *Index) follow(tx *db.Tx, c db.Case) error {
	if err := tx.PutPublicWords(c.Report, c.Arrival, x.words(c)); err != nil {
		return fmt.Errorf("search: %w", err)
	}
	return nil
}

// words are what a case is found by; nothing while it isn't published.
func (x *Index) words(c db.Case) []string {
	if !c.Public() {
		return nil
	}
	texts := []string{c.Text, c.Number, c.Place.Address, c.Place.Settlement}
	if category, ok := x.classifier.Category(c.Category); ok {
		theme, _ := x.classifier.Theme(category.Theme)
		for _, lang := range civic.Langs() {
			texts = append(texts, category.Title.In(lang), theme.Title.In(lang))
		}
	}
	return lexicon.Words(texts...)
}

// Find finds the published reports that have every word of a query, in any of their forms; nil for a query without words.
func (x *Index) Find(tx *db.Tx, query string) (found db.Found, err error) {
	for _, term := range lexicon.Query(query) {
		f, err := tx.FindWords(term.Stem, term.Prefix)
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		if found == nil {
			found = f
		} else {
			found.And(f)
		}
	}
	return found, nil
}
