package places

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"

	"priyom/civic"
	"priyom/tiles/pack"
)

//go:embed data/*.json
var lists embed.FS

// vocabulary holds the words that mean more than a name, and how letters sound. Changing letters.json or streets.json changes
// what an index is: it then needs a new pack.Version.
type vocabulary struct {
	sounds     map[rune]string
	digraphs   map[byte][][2]string // by their first bytes, the longest first
	plain      map[rune]string
	lookalikes map[rune]rune // Latin to Cyrillic
	types      map[string]streetType
	typeWords  []string          // whole ones, folded, sorted: what a typed beginning may become
	typeLabel  map[string]string // of a whole word as civic normalises it: the template of its short form
	roles      map[string]role
	ordinals   map[string]bool
	classes    []classWords
	house      map[civic.Lang]string // templates of labels: a house without a street, a kilometre
	kilometre  map[civic.Lang]string
}

// streetType tells "Forest Street" from "Forest Lane". 0 is none, or not known.
type streetType uint8

// role is what a word of a query may be besides a name; the bits are ored.
type role uint8

const (
	roleHouse role = 1 << iota
	roleBlock
	roleBuilding
	roleFlat
	roleStop
	roleSettlement
	roleKilometre
)

// classWords are what people call a class of landmarks.
type classWords struct {
	class pack.Class
	names map[civic.Lang]string // the first of the lists, for labels
	words [][]string            // each a phrase, folded
}

// loadVocabulary reads the embedded lists; an error is a defect of the program.
func loadVocabulary() (*vocabulary, error) {
	v := &vocabulary{
		sounds: map[rune]string{}, digraphs: map[byte][][2]string{}, plain: map[rune]string{}, lookalikes: map[rune]rune{}, types: map[string]streetType{},
		typeLabel: map[string]string{}, roles: map[string]role{}, ordinals: map[string]bool{},
	}
	for _, load := range []func() error{v.loadLetters, v.loadStreets, v.loadQuery, v.loadClasses, v.loadLabels} {
		if err := load(); err != nil {
			return nil, fmt.Errorf("places: word lists: %w", err)
		}
	}
	return v, nil
}

func readList(name string, to any) error {
	raw, err := lists.ReadFile("data/" + name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, to); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (v *vocabulary) loadLetters() error {
	var l struct {
		Sounds, Plain, Lookalikes map[string]string
		Digraphs                  [][2]string
	}
	if err := readList("letters.json", &l); err != nil {
		return err
	}
	first := func(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
	for from, to := range l.Sounds {
		v.sounds[first(from)] = to
	}
	for from, to := range l.Plain {
		v.plain[first(from)] = to
	}
	for from, to := range l.Lookalikes {
		v.lookalikes[first(from)] = first(to)
	}
	slices.SortStableFunc(l.Digraphs, func(a, b [2]string) int { return len(b[0]) - len(a[0]) })
	for _, d := range l.Digraphs {
		v.digraphs[d[0][0]] = append(v.digraphs[d[0][0]], d)
	}
	return nil
}

func (v *vocabulary) loadStreets() error {
	var l []struct {
		Type  string
		Full  map[string]string
		Short []string
	}
	if err := readList("streets.json", &l); err != nil {
		return err
	}
	for i, t := range l {
		for word, label := range t.Full {
			v.typeLabel[civic.Normalise(word)] = label
			for _, f := range v.forms(civic.Normalise(word)) {
				v.types[f] = streetType(i + 1)
				v.typeWords = append(v.typeWords, f)
			}
		}
		for _, word := range t.Short {
			v.types[v.fold(civic.Normalise(word))] = streetType(i + 1)
		}
	}
	slices.Sort(v.typeWords)
	v.typeWords = slices.Compact(v.typeWords)
	return nil
}

func (v *vocabulary) loadQuery() error {
	var l struct{ House, Block, Building, Flat, Stop, Settlement, Kilometre, Ordinals []string }
	if err := readList("query.json", &l); err != nil {
		return err
	}
	for _, words := range []struct {
		list []string
		role role
	}{
		{l.House, roleHouse},
		{l.Block, roleBlock},
		{l.Building, roleBuilding},
		{l.Flat, roleFlat},
		{l.Stop, roleStop},
		{l.Settlement, roleSettlement},
		{l.Kilometre, roleKilometre},
	} {
		for _, w := range words.list {
			v.roles[civic.Normalise(w)] |= words.role
		}
	}
	for _, w := range l.Ordinals {
		v.ordinals[civic.Normalise(w)] = true
	}
	return nil
}

func (v *vocabulary) loadClasses() error {
	var l map[string]map[civic.Lang][]string
	if err := readList("classes.json", &l); err != nil {
		return err
	}
	for name, class := range classNames() {
		c := classWords{class: class, names: map[civic.Lang]string{}}
		for _, lang := range civic.Langs() {
			phrases := l[name][lang]
			if len(phrases) == 0 {
				return fmt.Errorf("classes.json: %q has no word in %q", name, lang)
			}
			c.names[lang] = phrases[0]
			for _, p := range phrases {
				c.words = append(c.words, v.foldAll(civic.Words(p)))
			}
		}
		v.classes = append(v.classes, c)
	}
	if len(l) != len(v.classes) {
		return fmt.Errorf("classes.json has %d classes, %d are known", len(l), len(v.classes))
	}
	slices.SortFunc(v.classes, func(a, b classWords) int { return int(a.class) - int(b.class) })
	return nil
}

func (v *vocabulary) loadLabels() error {
	var l struct{ House, Kilometre map[civic.Lang]string }
	if err := readList("labels.json", &l); err != nil {
		return err
	}
	v.house, v.kilometre = l.House, l.Kilometre
	return nil
}

// class is what people call a class, and whether they have a word for it.
func (v *vocabulary) class(c pack.Class) (classWords, bool) {
	i, ok := slices.BinarySearchFunc(v.classes, c, func(w classWords, c pack.Class) int { return int(w.class) - int(c) })
	if !ok {
		return classWords{}, false
	}
	return v.classes[i], true
}
