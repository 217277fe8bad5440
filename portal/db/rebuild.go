package db

import (
	"context"
	"maps"
	"math"
	"slices"

	"priyom/civic"
)

// RebuildPublic makes all that follows from the published cases anew, from nothing: the change numbers and the words, which f gives
// for a case. It goes block by block. What a block needs is made while others write; what changed meanwhile is made once more, and
// the block takes the place of what was there in one transaction, of a second or two. Until then the old one is found.
func (d *DB) RebuildPublic(ctx context.Context, f func(Case) []string) error {
	for block := int64(0); ; block++ {
		r := rebuilding{block: block, f: f, words: map[civic.ReportID][]string{}, arrivals: map[civic.ReportID]int64{}}
		if err := d.Read(ctx, r.read); err != nil {
			return err
		}
		done := false
		if err := d.Write(ctx, func(t *Tx) (err error) {
			done, err = r.write(t)
			return err
		}); err != nil || done {
			return err
		}
	}
}

// rebuilding is the work on one block.
type rebuilding struct {
	block    int64
	f        func(Case) []string
	seq      int64 // of the last change that was seen
	words    map[civic.ReportID][]string
	arrivals map[civic.ReportID]int64
	kept     map[civic.ReportID]string // words as they were found
}

func (r *rebuilding) end() int64 { return (r.block + 1) << BlockBits }

func (r *rebuilding) take(c Case) {
	if list := r.f(c); len(list) > 0 || c.Public() {
		r.words[c.Report], r.arrivals[c.Report] = list, c.Arrival
		return
	}
	delete(r.words, c.Report)
}

func (r *rebuilding) read(t *Tx) (err error) {
	if r.seq, err = t.PublicEnd(); err != nil {
		return err
	}
	const page = 2000
	for after := r.block<<BlockBits - 1; ; {
		cases, err := t.PublicCasesAfter(after, page)
		if err != nil {
			return err
		}
		for _, c := range cases {
			if after = c.Arrival; after >= r.end() {
				break
			}
			r.take(c)
		}
		if len(cases) < page || after >= r.end() {
			break
		}
	}
	r.kept, err = t.publicWords(r.block<<BlockBits, r.end())
	return err
}

// publicWords are the words that reports are found by, of those that arrived from one on and before another.
func (t *Tx) publicWords(from, to int64) (map[civic.ReportID]string, error) {
	type row struct {
		id    civic.ReportID
		words []byte
	}
	kept := map[civic.ReportID]string{}
	return kept, each(t, "read words", func(s scanner) (w row, err error) {
		err = s.Scan(fixed(w.id[:]), &w.words)
		return w, err
	}, func(w row) error {
		kept[w.id] = string(w.words)
		return nil
	}, `SELECT p.report, p.words FROM cases c JOIN public_report p ON p.report = c.report WHERE c.arrival >= $1 AND c.arrival < $2`, from, to)
}

// write puts the block in the place of what was there; done says that it was the last.
func (r *rebuilding) write(t *Tx) (done bool, err error) {
	changed, err := all(t, "list changed cases", readCase, "SELECT "+columnsOf("c", caseColumns)+` FROM public_report p JOIN cases c ON c.report = p.report
		WHERE p.seq > $1 ORDER BY p.seq`, r.seq)
	if err != nil {
		return false, err
	}
	for _, c := range changed {
		if at, _ := BlockOf(c.Arrival); at == r.block {
			r.take(c)
			r.kept[c.Report] = unknownWords
		}
	}
	if _, err := t.exec("forget postings", "DELETE FROM public_word WHERE block = $1", r.block); err != nil {
		return false, err
	}
	if err := r.putPostings(t); err != nil {
		return false, err
	}
	if err := r.putWords(t); err != nil {
		return false, err
	}
	last, err := one(t, "last published", value[int64], "SELECT COALESCE(MAX(arrival), -1) FROM cases WHERE published_at IS NOT NULL")
	if err != nil || last >= r.end() {
		return false, err
	}
	_, err = t.exec("forget postings", "DELETE FROM public_word WHERE block > $1", r.block)
	return true, err
}

// unknownWords are no words that a report has.
const unknownWords = "\n"

func (r *rebuilding) putPostings(t *Tx) error {
	places := map[string][]uint16{}
	for id, list := range r.words {
		_, place := BlockOf(r.arrivals[id])
		for _, w := range list {
			places[w] = append(places[w], place)
		}
	}
	rows := make([]rowSource, 0, len(places))
	for _, w := range slices.Sorted(maps.Keys(places)) {
		var p Postings
		for _, place := range places[w] {
			p.Add(place)
		}
		rows = append(rows, values{[]byte(w), r.block, p.encode()})
	}
	return t.writeRows(form{"public_word", "word, block, arrivals", 3, ""}, rows)
}

// putWords keeps the words of each report, where they are others than they were. A row that is there stays, for somebody may still
// have to read that a report isn't published any more.
func (r *rebuilding) putWords(t *Tx) error {
	for id := range r.kept {
		if _, public := r.words[id]; !public {
			r.words[id], r.arrivals[id] = nil, math.MaxInt64
		}
	}
	ids := slices.SortedFunc(maps.Keys(r.words), func(a, b civic.ReportID) int { return slices.Compare(a[:], b[:]) })
	rows := make([]rowSource, 0, len(ids))
	for _, id := range ids {
		now := joinWords(r.words[id])
		if kept, there := r.kept[id]; there && kept == string(now) {
			continue
		}
		seq, err := t.next(counterPublic)
		if err != nil {
			return err
		}
		rows = append(rows, values{id[:], seq, now})
	}
	return t.writeRows(form{"public_report", "report, seq, words", 3, " ON CONFLICT (report) DO UPDATE SET seq = excluded.seq, words = excluded.words"}, rows)
}
