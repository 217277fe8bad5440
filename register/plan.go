package register

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"priyom/civic"
	"priyom/lang"
)

// Plan is how a table is to be taken in.
type Plan struct {
	Table   *Table
	Fields  []Field // for each column of the head
	Consent bool    // everybody in it agreed on paper that their data are processed; without that, nothing about people is taken in
	// Choices are what somebody decided for kinds that weren't understood, by Unsure.Key; Otherwise is for all others.
	Choices   map[string]civic.CategorySlug
	Otherwise civic.CategorySlug
	// Locate finds an address on the map; nil where there is none.
	Locate func(ctx context.Context, settlement, address string) (civic.Position, bool)

	known  *civic.Classifier
	kinds  map[string]kind
	places map[[2]string]place
}

type kind struct {
	slug    civic.CategorySlug
	offered []civic.CategorySlug
}

type place struct {
	at civic.Position
	ok bool
}

// NewPlan guesses how a table is to be taken in.
func NewPlan(t *Table, known *civic.Classifier, words *lang.Catalogue) *Plan {
	t.dropErrors(words)
	return &Plan{
		Table: t, Fields: Guess(t.Head, words), known: known, Choices: map[string]civic.CategorySlug{}, kinds: map[string]kind{}, places: map[[2]string]place{},
	}
}

// Clone is a plan of its own over the same table, for work beside the screen; what was found out about words stays with it.
func (p *Plan) Clone() *Plan {
	c := *p
	c.Fields, c.Choices, c.kinds, c.places = slices.Clone(p.Fields), maps.Clone(p.Choices), maps.Clone(p.kinds), maps.Clone(p.places)
	return &c
}

// Set says what a column holds. Another column that held the same holds nothing then.
func (p *Plan) Set(column int, f Field) {
	for i := range p.Fields {
		if p.Fields[i] == f && f != Ignore {
			p.Fields[i] = Ignore
		}
	}
	if column >= 0 && column < len(p.Fields) {
		p.Fields[column] = f
	}
}

// Has says that some column holds a field.
func (p *Plan) Has(f Field) bool { return p.column(f) >= 0 }

func (p *Plan) column(f Field) int {
	for i, one := range p.Fields {
		if one == f {
			return i
		}
	}
	return -1
}

func (p *Plan) cell(r Row, f Field) string { return r.Cell(p.column(f)) }

// Problem is what is wrong with a row, or keeps it waiting.
type Problem struct {
	N     int // of the row
	Field Field
	Key   string // translation key
	Args  lang.Args
}

// Unsure is a kind that wasn't understood, as it is written, and what it may be.
type Unsure struct {
	Key     string
	Words   string
	Rows    int
	Offered []civic.CategorySlug
}

// Checked is a table held against the rules, nothing taken in yet.
type Checked struct {
	Ready    []civic.Report // without ids
	Keys     [][]string     // of Ready: what each is known by
	Problems []Problem      // the first of every row that has one
	Unsure   []Unsure       // the commonest first
	Waiting  []Row          // of Unsure
	Bad      []Row          // of Problems
}

// wrong makes a problem of a row.
func wrong(r Row, f Field, key string, args lang.Args) *Problem {
	return &Problem{r.N, f, "register.wrong." + key, args}
}

// report makes a report of a row; or says what is wrong with it, or that its kind isn't known (both nil then).
func (p *Plan) report(ctx context.Context, r Row, now time.Time) (civic.Report, *Problem, *Unsure) {
	out := civic.Report{Status: civic.StatusDraft, Urgency: civic.UrgencyOrdinary, Channel: civic.ChannelPaper, Origin: p.cell(r, FieldOrigin)}
	out.Text = p.cell(r, FieldText)
	if out.Text == "" {
		out.Text = p.cell(r, FieldCategory)
	}
	out.Place = civic.Place{Address: oneLine(p.cell(r, FieldAddress)), Settlement: oneLine(p.cell(r, FieldSettlement))}
	if day := p.cell(r, FieldReceived); day != "" {
		at, ok := p.day(day)
		switch {
		case !ok:
			return out, wrong(r, FieldReceived, "date", lang.Args{"Value": short(day)}), nil
		case at.After(now):
			return out, wrong(r, FieldReceived, "future", lang.Args{"Value": short(day)}), nil
		case at.Year() < 1970:
			return out, wrong(r, FieldReceived, "old", lang.Args{"Value": short(day)}), nil
		}
		out.ReceivedAt = at.UTC().Truncate(time.Millisecond)
	}
	if problem := p.position(ctx, r, &out); problem != nil {
		return out, problem, nil
	}
	if p.Consent {
		out.Reporter = civic.Reporter{
			Name: oneLine(p.cell(r, FieldName)), Phone: oneLine(p.cell(r, FieldPhone)), Address: oneLine(p.cell(r, FieldReplyTo)),
			Consent: civic.Consent{Sheet: oneLine(p.cell(r, FieldSheet))},
		}
		if !out.Reporter.IsZero() {
			out.Reporter.Consent.Given = true
		}
		if out.Reporter.Address != "" && out.Reporter.Name != "" {
			out.Reporter.Reply = civic.ReplyPost
		}
	}
	unsure := p.kind(r, &out)
	for _, one := range out.Validate(p.known) {
		if unsure != nil && one.Field == "category" {
			continue
		}
		return out, &Problem{r.N, fieldOf(one.Field), one.Key, lang.Args(one.Args)}, nil
	}
	return out, nil, unsure
}

// position is what the table or the map says of where it is.
func (p *Plan) position(ctx context.Context, r Row, out *civic.Report) *Problem {
	lat, lon := p.cell(r, FieldLat), p.cell(r, FieldLon)
	if lat != "" || lon != "" {
		a, errA := strconv.ParseFloat(strings.Replace(lat, ",", ".", 1), 64)
		b, errB := strconv.ParseFloat(strings.Replace(lon, ",", ".", 1), 64)
		if errA != nil || errB != nil || math.Abs(a) > 90 || math.Abs(b) > 180 {
			return wrong(r, FieldLat, "position", lang.Args{"Value": short(lat + " " + lon)})
		}
		out.Place.Position, out.Place.Source = civic.Position{Lat: civic.Degrees(a), Lon: civic.Degrees(b)}, civic.SourceMap
		return nil
	}
	if p.Locate == nil || out.Place.Address == "" {
		return nil
	}
	key := [2]string{out.Place.Settlement, out.Place.Address}
	found, ok := p.places[key]
	if !ok {
		found.at, found.ok = p.Locate(ctx, key[0], key[1])
		p.places[key] = found
	}
	if found.ok {
		out.Place.Position, out.Place.Source = found.at, civic.SourceAddress
	}
	return nil
}

// fieldOf is the field that a problem of a report is in.
func fieldOf(path string) Field {
	switch path {
	case "category":
		return FieldCategory
	case "place.address":
		return FieldAddress
	case "place.settlement":
		return FieldSettlement
	case "place.position":
		return FieldLat
	case "origin":
		return FieldOrigin
	case "reporter.name":
		return FieldName
	case "reporter.phone":
		return FieldPhone
	case "reporter.address":
		return FieldReplyTo
	}
	return FieldText
}

// days are the ways in which people and programs here write a day, with and without a time.
var days = []string{
	"2.1.2006", "2.1.06", "2006-01-02", "2/1/2006", "2-1-2006", "2.1.2006 15:04", "2.1.2006 15:04:05", "2.1.06 15:04", "2006-01-02 15:04",
	"2006-01-02 15:04:05", "2006-01-02T15:04:05", "2/1/2006 15:04", time.RFC3339,
}

// day reads a day. A spreadsheet keeps days as numbers, counted from 1900.
func (p *Plan) day(s string) (time.Time, bool) {
	s = strings.Join(strings.Fields(strings.TrimRight(s, " .\u0433")), " ") // "20.11.2026 g."
	s = strings.Replace(s, ", ", " ", 1)
	for _, form := range days {
		if t, err := time.ParseInLocation(form, s, time.Local); err == nil {
			return t, true
		}
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && p.Table.Dates && n > 20_000 && n < 80_000 {
		t, err := excelize.ExcelDateToTime(n, false)
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.Local), err == nil
	}
	return time.Time{}, false
}

// key is what a row is known by: its number and year, or else all that stands in it. The nth of equal rows is another one.
func (p *Plan) key(r Row, out civic.Report, seen map[string]int) ([]string, bool) {
	if out.Origin != "" {
		key := []string{p.Table.Source, "number", civic.Normalise(out.Origin), strconv.Itoa(out.ReceivedAt.Year())}
		name := fmt.Sprintf("%q", key)
		seen[name]++
		return key, seen[name] == 1
	}
	key := []string{p.Table.Source, "row"}
	for i := range p.Fields {
		key = append(key, r.Cell(i))
	}
	name := fmt.Sprintf("%q", key)
	seen[name]++
	return append(key, strconv.Itoa(seen[name])), true
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// short is a value as it is said to people.
func short(s string) string {
	if r := []rune(oneLine(s)); len(r) > 40 {
		return string(r[:39]) + "\u2026"
	}
	return oneLine(s)
}
