package places

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"priyom/tiles/pack"
)

// quality is how well a word answers; the higher, the worse.
type quality uint8

const (
	qualityExact quality = iota
	qualityPrefix
	qualitySlip
)

// Limits of a search.
const (
	maxRange  = 250     // words that begin alike
	maxHits   = 2000    // things that one word finds
	maxSlips  = 24      // words that a mistyped one may be
	maxRows   = 400     // things that are looked at closely
	maxHouses = 24      // streets in which a house is looked for
	maxKnown  = 1e6     // words held for mistyped ones
	maxIDs    = 1 << 40 // in the index: streets, landmarks
)

// hits are things by their ids, with how well a word answers.
type hits map[int64]quality

func (h hits) add(ids []int64, q quality) {
	for _, id := range ids {
		if old, ok := h[id]; (!ok && len(h) < maxHits) || ok && q < old {
			h[id] = q
		}
	}
}

// find looks for a word among those of a kind. Beginnings count from two letters on, or while the word is being
// typed; numbers are whole otherwise.
func (l *Places) find(ctx context.Context, kind int, w asked, to hits) error {
	if len(w.sound) >= 2 && !digits(w.sound) || w.last {
		if err := l.begins(ctx, kind, w.sound, w.sound, to); err != nil {
			return err
		}
		for _, other := range w.others {
			if err := l.begins(ctx, kind, other, w.sound, to); err != nil {
				return err
			}
		}
		return nil
	}
	rows, err := l.exact.QueryContext(ctx, kind, w.sound)
	return each(rows, err, func(scan func(...any) error) error {
		_, ids, err := scanWord(scan)
		to.add(ids, qualityExact)
		return err
	})
}

func digits(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func (l *Places) begins(ctx context.Context, kind int, prefix, exact string, to hits) error {
	rows, err := l.prefix.QueryContext(ctx, kind, prefix, prefix+"\U0010ffff", maxRange)
	return each(rows, err, func(scan func(...any) error) error {
		word, ids, err := scanWord(scan)
		q := qualityPrefix
		if word == exact {
			q = qualityExact
		}
		to.add(ids, q)
		return err
	})
}

func scanWord(scan func(...any) error) (word string, ids []int64, err error) {
	var blob []byte
	if err := scan(&word, &blob); err != nil {
		return "", nil, err
	}
	id := int64(0)
	for len(blob) > 0 {
		d, n := binary.Uvarint(blob)
		if n <= 0 || d > maxIDs || id > maxIDs {
			return "", nil, fmt.Errorf("%w: word %q", pack.ErrDamaged, word)
		}
		id += int64(d)
		ids = append(ids, id)
		blob = blob[n:]
	}
	return word, ids, nil
}

// slips looks for the words that a mistyped one may be, or that differ in their endings.
func (l *Places) slips(ctx context.Context, kind int, w asked, to hits) error {
	if len(w.sound) < minSlip-1 || digits(w.sound) {
		return nil
	}
	known, err := l.knownWords(ctx, kind)
	if err != nil {
		return err
	}
	first := w.sound[:1]
	from, _ := slices.BinarySearch(known, first)
	tried := 0
	for _, k := range known[from:] {
		if !strings.HasPrefix(k, first) || tried >= maxSlips {
			break
		}
		if !oneSlip(w.sound, k, w.last) && !sameStem(w.sound, k) {
			continue
		}
		tried++
		rows, err := l.exact.QueryContext(ctx, kind, k)
		err = each(rows, err, func(scan func(...any) error) error {
			_, ids, err := scanWord(scan)
			to.add(ids, qualitySlip)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// knownWords are all words of a kind, in their order.
func (l *Places) knownWords(ctx context.Context, kind int) ([]string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known[kind] != nil {
		return l.known[kind], nil
	}
	known := []string{}
	rows, err := l.db.QueryContext(ctx, "SELECT word FROM word WHERE kind = ? ORDER BY word LIMIT ?", kind, int(maxKnown))
	err = each(rows, err, func(scan func(...any) error) error {
		var w string
		err := scan(&w)
		known = append(known, w)
		return err
	})
	if err != nil {
		return nil, err
	}
	l.known[kind] = known
	return known, nil
}
