package places

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"

	"priyom/tiles"
)

// readied is the index before it is written: what takes long is done, and what is left are rows.
type readied struct {
	settlements []readySettlement
	streets     []readyStreet
	of          []int32 // the settlement of each landmark; 0 is none
	words       []readyWord
}

type readySettlement struct {
	*settlement
	firstStreet int64
	outline     []byte
}

type readyStreet struct {
	*street
	strips []readyStrip
}

type readyStrip struct {
	blob []byte
	box  tiles.Box
}

type readyWord struct {
	kind int
	word string
	ids  []byte
}

// Ready does the long part of Write, which does it itself where Ready wasn't called. Nothing may be added after it. What is wrong Write
// tells.
func (b *Builder) Ready() {
	if b.err != nil || b.ready != nil {
		return
	}
	b.ready = &readied{}
	b.sort()
	cities, settlements := b.cities(b.settle())
	slices.SortFunc(settlements, func(a, b *settlement) int { return cmp.Or(cmp.Compare(a.key, b.key), comparePoints(a.at, b.at)) })
	streets := b.gather(cities, settlements)
	b.streets, b.houses, b.settlements, b.texts = nil, nil, nil, nil
	b.ready.add(newWordList(b.words), cities, settlements, streets, b.landmarks)
	for i, s := range b.ready.streets {
		if len(s.strips) > maxStrips {
			b.err = cmp.Or(b.err, fmt.Errorf("street %d has %d strips", i+1, len(s.strips)))
		}
	}
}

func (r *readied) add(words *wordList, cities *cities, settlements []*settlement, streets []*street, landmarks []addedLandmark) {
	next := 0
	number := map[*settlement]int32{}
	for i, s := range settlements {
		for next < len(streets) && streets[next].settlement <= i {
			next++
		}
		id := int64(i + 1)
		number[s] = int32(id)
		r.settlements = append(r.settlements, readySettlement{s, int64(next + 1), s.outlineBlob()})
		n := s.names
		words.name(wordSettlement, id, n.Local, n.RU, n.UK, n.EN)
		for alias := range s.aliases {
			words.name(wordSettlement, id, alias)
		}
	}
	for i, s := range streets {
		id := int64(i + 1)
		one := readyStreet{street: s}
		for _, st := range s.strips() {
			one.strips = append(one.strips, readyStrip{st.blob(), st.box()})
		}
		for n := range s.spelled {
			words.name(wordStreet, id, n.Local, n.RU, n.UK, n.EN)
		}
		for name := range s.said {
			words.name(wordStreet, id, name)
		}
		s.lines, s.houses, s.spelled, s.said = nil, nil, nil, nil // all is in the strips and words
		r.streets = append(r.streets, one)
	}
	for i, l := range landmarks {
		id := int64(i + 1)
		r.of = append(r.of, number[cities.of(l.at)])
		n := l.names
		words.name(wordLandmark, id, n.Local, n.RU, n.UK, n.EN)
		if _, known := words.class(l.class); known {
			words.add(wordClass, strconv.Itoa(int(l.class)), id)
		}
	}
	r.words = words.list()
}

// outlineBlob is the settlement's border as it is kept; nil if it has none.
func (s *settlement) outlineBlob() []byte {
	a := s.outline()
	if a == nil {
		return nil
	}
	tolerance := units(outlineTolerance, s.at)
	var rings [][]tiles.Point
	for _, r := range a.rings {
		if r = simplifyRing(r, tolerance); len(r) >= 3 && len(r) <= maxRing {
			rings = append(rings, r)
		}
	}
	var w pen
	w.lines(rings)
	return w.to
}

// wordList is which things have which words.
type wordList struct {
	*vocabulary
	found [wordClass + 1]map[string][]int64
	names map[string][]string // what was found out of a name: many things have the same
}

func newWordList(v *vocabulary) *wordList {
	w := &wordList{vocabulary: v, names: map[string][]string{}}
	for i := range w.found {
		w.found[i] = map[string][]int64{}
	}
	return w
}

func (w *wordList) name(kind int, id int64, names ...string) {
	for _, n := range names {
		for _, word := range w.of(kind, n) {
			w.add(kind, word, id)
		}
	}
}

// maxNames is how many names' words are remembered.
const maxNames = 1 << 16

// of are the words by which a name is found.
func (w *wordList) of(kind int, name string) (words []string) {
	key := name
	if kind == wordStreet {
		key = "\x00" + name
	}
	if known, ok := w.names[key]; ok {
		return known
	}
	tokens := w.tokens(name)
	if kind == wordStreet && !allTypes(tokens) {
		tokens = slices.DeleteFunc(tokens, func(t token) bool { return t.kind != 0 })
	}
	for _, t := range tokens {
		if !t.digit {
			words = append(words, w.forms(t.text)...)
			continue
		}
		words = append(words, t.sound)
		if bare := leading(t.sound); bare > 0 { // "2-a" also as "2"
			words = append(words, strconv.Itoa(bare))
		}
	}
	if len(w.names) < maxNames {
		w.names[key] = words
	}
	return words
}

func allTypes(tokens []token) bool {
	return !slices.ContainsFunc(tokens, func(t token) bool { return t.kind == 0 })
}

func (w *wordList) add(kind int, word string, id int64) {
	ids := w.found[kind][word]
	if len(ids) == 0 || ids[len(ids)-1] != id {
		w.found[kind][word] = append(ids, id)
	}
}

// list is all words in their order.
func (w *wordList) list() (list []readyWord) {
	for kind, words := range w.found {
		all := make([]string, 0, len(words))
		for word := range words {
			all = append(all, word)
		}
		slices.Sort(all)
		for _, word := range all {
			ids := words[word]
			slices.Sort(ids)
			var blob []byte
			last := int64(0)
			for _, id := range slices.Compact(ids) {
				blob = binary.AppendUvarint(blob, uint64(id-last))
				last = id
			}
			list = append(list, readyWord{kind, word, blob})
		}
	}
	return list
}
