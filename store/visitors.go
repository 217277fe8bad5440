package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"priyom/civic"
)

// Visitor is somebody who was at this computer before, as they told of themselves the last time.
type Visitor struct {
	Reporter civic.Reporter
	Place    civic.Place // of their last report
	Reports  int
	Last     time.Time
}

// visitorRow is who reported, as the index keeps it: decrypted, and so in memory only.
type visitorRow struct {
	who    civic.Reporter
	place  civic.Place
	at     time.Time
	words  string // normalised, each word after a space
	name   string // civic.NameKey
	phone  string // civic.PhoneKey
	digits string // of the phone, as it was written
	home   string // the address, normalised
}

// visitorQuery is what somebody types: words, each after a space, and the digits of a phone if it may be one.
type visitorQuery struct {
	words  []string
	digits string
}

// leastDigits is how many digits of a phone are looked for inside it: fewer are in every number.
const leastDigits = 3

func newVisitorRow(r civic.Report) *visitorRow {
	if strings.TrimSpace(r.Reporter.Name+r.Reporter.Phone) == "" {
		return nil
	}
	place := civic.Place{Address: r.Place.Address, Settlement: r.Place.Settlement}
	return &visitorRow{
		who: r.Reporter, place: place, at: r.AtPoint(), name: civic.NameKey(r.Reporter.Name), phone: civic.PhoneKey(r.Reporter.Phone),
		digits: phoneDigits(r.Reporter.Phone), home: civic.Normalise(r.Reporter.Address),
		words: " " + strings.Join(civic.Words(strings.Join([]string{r.Reporter.Name, r.Reporter.Address, place.Address}, " ")), " "),
	}
}

// Visitors are people who were here before and match what somebody types: every word must begin a part of the name or of
// an address, or be in the phone. Those whose first name part matches come first, then who was here last.
func (s *Store) Visitors(ctx context.Context, query string, limit int) ([]Visitor, error) {
	q := visitorQuery{words: spaced(civic.Words(query)), digits: phoneQuery(query)}
	if len(q.words) == 0 || limit <= 0 {
		return nil, nil
	}
	s.index.mu.Lock()
	defer s.index.mu.Unlock()
	if err := s.catchUp(ctx); err != nil {
		return nil, dbError("visitors", err)
	}
	wanted := s.wanted(q)
	groups := map[string][]*group{}
	var all []*group
	for i := range slices.Backward(s.index.rows) {
		v := s.index.rows[i].who
		if !v.known() || !wanted[v.bucket()] {
			continue
		}
		same := groups[v.bucket()]
		g := join(same, v)
		if g == nil && len(same) < mostNamesakes {
			g = &group{visitorRow: *v}
			groups[v.bucket()], all = append(same, g), append(all, g)
		}
		if g != nil {
			g.add(v)
		}
	}
	all = slices.DeleteFunc(all, func(g *group) bool { return !g.matches(q) })
	slices.SortStableFunc(all, func(a, b *group) int { return b.rank(q) - a.rank(q) })
	found := make([]Visitor, 0, min(limit, len(all)))
	for _, g := range all[:min(limit, len(all))] {
		found = append(found, Visitor{g.who, g.place, g.reports, g.at})
	}
	return found, nil
}

// mostWanted is how many names are looked at more closely, of those that begin as the query does and of the others each: the
// ones that were here last.
const mostWanted = 30

// mostNamesakes is how many people of one name are told apart: the ones that were here last.
const mostNamesakes = 20

// wanted are the names that match, or the phones of those who gave no name.
func (s *Store) wanted(q visitorQuery) map[string]bool {
	wanted := map[string]bool{}
	var begun, others int
	for i := range slices.Backward(s.index.rows) {
		v := s.index.rows[i].who
		if !v.known() || !v.matches(q) || wanted[v.bucket()] {
			continue
		}
		counts := &others
		if strings.HasPrefix(v.words, q.words[0]) {
			counts = &begun
		}
		if *counts < mostWanted {
			*counts++
			wanted[v.bucket()] = true
		}
		if begun == mostWanted {
			break // they come before the others anyway
		}
	}
	return wanted
}

// phoneQuery is the number that somebody types; "" if it is something else.
func phoneQuery(query string) string {
	for _, r := range query {
		if !(r >= '0' && r <= '9' || strings.ContainsRune(" +-()", r)) {
			return ""
		}
	}
	key := civic.PhoneKey(query)
	if strings.HasPrefix(strings.TrimSpace(query), "8") && len(key) < 9 {
		key = key[1:] // the prefix between towns is dialled, and no part of the number
	}
	if strings.HasPrefix(strings.TrimSpace(query), "+7") && len(key) < 9 {
		key = key[1:]
	}
	if len(key) < leastDigits {
		return ""
	}
	return key
}

func (v *visitorRow) known() bool { return v != nil && (v.name != "" || v.phone != "") }

// bucket is what one person's reports have in common at the least.
func (v *visitorRow) bucket() string {
	if v.name == "" {
		return "+" + v.phone
	}
	return v.name
}

func (v *visitorRow) matches(q visitorQuery) bool {
	if q.digits != "" && strings.Contains(v.digits, q.digits) {
		return true
	}
	for _, w := range q.words {
		if !strings.Contains(v.words, w) && !(len(w) > leastDigits && strings.Contains(v.digits, w[1:])) {
			return false
		}
	}
	return true
}

func phoneDigits(phone string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, phone)
}

// group is what one person told, the last first.
type group struct {
	visitorRow
	reports int
}

// join finds the group that a report belongs to: two people of one name are told apart by their phones, and where one of
// them gave none, by their addresses.
func join(groups []*group, v *visitorRow) *group {
	for _, g := range groups {
		switch {
		case g.phone != "" && v.phone != "":
			if g.phone == v.phone {
				return g
			}
		case g.home == "" || v.home == "" || g.home == v.home:
			return g
		}
	}
	return nil
}

// add counts an older report, which may know what the newer ones don't. Consent isn't taken over: it was given, or not, with
// the last one.
func (g *group) add(v *visitorRow) {
	g.reports++
	if g.phone == "" {
		g.phone, g.digits, g.who.Phone = v.phone, v.digits, v.who.Phone
	}
	if g.who.Address == "" {
		g.who.Address, g.home = v.who.Address, v.home
	}
	if g.who.Reply == civic.ReplyNone {
		g.who.Reply = v.who.Reply
	}
	if !strings.Contains(g.words, v.words) && len(g.words) < 1000 {
		g.words += v.words
	}
}

// rank puts those first whose name begins as the query does: at a desk the surname is typed.
func (g *group) rank(q visitorQuery) int {
	if name := civic.Words(g.who.Name); len(name) > 0 && strings.HasPrefix(" "+name[0], q.words[0]) {
		return 1
	}
	return 0
}
