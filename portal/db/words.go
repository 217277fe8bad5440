package db

import (
	"fmt"
	"maps"
	"slices"

	"priyom/civic"
)

// Found are the arrivals in which something is found, by blocks.
type Found map[int64]*Postings

// Has says that an arrival is among them.
func (f Found) Has(arrival int64) bool {
	block, place := BlockOf(arrival)
	p := f[block]
	return p != nil && p[place>>6]&(1<<(place&63)) != 0
}

// And leaves what is in both.
func (f Found) And(o Found) {
	for block, p := range f {
		if q := o[block]; q != nil {
			p.And(q)
		} else {
			delete(f, block)
		}
	}
}

// FindWords finds the published reports that have a word, or any word with a beginning; prefix "" is none.
func (t *Tx) FindWords(word, prefix string) (Found, error) {
	f := Found{}
	type row struct {
		block    int64
		arrivals []byte
	}
	return f, each(t, "find words", func(s scanner) (r row, err error) {
		err = s.Scan(&r.block, &r.arrivals)
		return r, err
	}, func(r row) error {
		if f[r.block] == nil {
			f[r.block] = new(Postings)
		}
		return wrap("find words", f[r.block].add(r.arrivals))
	}, `SELECT block, arrivals FROM public_word WHERE word = $1
		UNION ALL SELECT block, arrivals FROM public_word WHERE word >= $2 AND word < $3`,
		[]byte(word), prefixFrom(prefix), prefixTo(prefix))
}

// beyond is a byte that no UTF-8 has.
const beyond = 0xFF

func prefixFrom(prefix string) []byte {
	if prefix == "" {
		return []byte{beyond}
	}
	return []byte(prefix)
}

func prefixTo(prefix string) []byte { return append([]byte(prefix), beyond) }

// RebuildPublic makes all that follows from the published cases anew: the change numbers and the words, which f gives for a case.
func (t *Tx) RebuildPublic(f func(Case) []string) error {
	if _, err := t.exec("forget postings", "DELETE FROM public_word"); err != nil {
		return err
	}
	// The rows stay: somebody may still have to read that a report isn't published any more.
	if _, err := t.exec("forget words", "UPDATE public_report SET words = $1", []byte{}); err != nil {
		return err
	}
	const batch = 2000
	at, words := int64(-1), map[string][]uint16{} // places of the block at hand
	flush := func() error {
		for _, w := range slices.Sorted(maps.Keys(words)) {
			var p Postings
			for _, place := range words[w] {
				p.Add(place)
			}
			if err := t.putPostings(w, at, p.encode()); err != nil {
				return err
			}
		}
		clear(words)
		return nil
	}
	for after := int64(0); ; {
		cases, err := t.PublicCasesAfter(after, batch)
		if err != nil {
			return err
		}
		for _, c := range cases {
			block, place := BlockOf(c.Arrival)
			if block != at {
				if err := flush(); err != nil {
					return err
				}
				at = block
			}
			list := f(c)
			for _, w := range list {
				words[w] = append(words[w], place)
			}
			if err := t.restoreWords(c.Report, list); err != nil {
				return err
			}
			after = c.Arrival
		}
		if len(cases) < batch {
			return flush()
		}
	}
}

func (t *Tx) restoreWords(id civic.ReportID, words []string) error {
	if err := t.notePublic(id); err != nil {
		return err
	}
	_, err := t.exec("write words of "+id.String(), "UPDATE public_report SET words = $1 WHERE report = $2", joinWords(words), id[:])
	return err
}

// PublicState is all that follows from the published cases, for comparing: the words of each report, and the postings of each word.
func (t *Tx) PublicState() (state []string, err error) {
	text := func(row scanner) (s string, err error) {
		var key, val []byte
		var n int64
		err = row.Scan(&key, &n, &val)
		return fmt.Sprintf("%x %d %x", key, n, val), err
	}
	words, err := all(t, "read words", text, "SELECT report, 0, words FROM public_report WHERE words <> $1 ORDER BY report", []byte{})
	if err != nil {
		return nil, err
	}
	postings, err := all(t, "read postings", text, "SELECT word, block, arrivals FROM public_word ORDER BY word, block")
	return append(words, postings...), err
}
