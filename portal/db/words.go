package db

import (
	"fmt"
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
