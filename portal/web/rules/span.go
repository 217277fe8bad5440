package rules

import (
	"net/http"
	"strconv"
	"strings"

	"priyom/civic"
)

// span is one span in a form, as it was typed.
type span struct {
	Name    string // of its fields: Name and Name + ".unit"
	Word    string // translation key of its label
	N, Unit string
	Must    bool
	Problem string // translation key; "": none
}

// units are what a span can be counted in, as the form names them: the unit, and what happens on a day off.
func units() []string {
	return []string{"hour", "working-hour", "working-day", "day", "day:before", "day:after"}
}

// Units is for templates.
func (span) Units() []string { return units() }

// spanOf puts a span into the form.
func spanOf(name, word string, must bool, s civic.Span) span {
	f := span{Name: name, Word: word, Must: must, Unit: "working-day"}
	if !s.IsZero() {
		f.N, f.Unit = strconv.Itoa(s.N), string(s.Unit)
		if s.DayOff != "" {
			f.Unit += ":" + string(s.DayOff)
		}
	}
	return f
}

// read reads the span from a posted form; what is wrong is said at it.
func (f *span) read(r *http.Request) (s civic.Span, ok bool) {
	f.N, f.Unit = strings.TrimSpace(r.PostForm.Get(f.Name)), r.PostForm.Get(f.Name+".unit")
	if f.N == "" {
		if f.Must {
			f.Problem = "rules.span.must"
		}
		return s, !f.Must
	}
	unit, off, _ := strings.Cut(f.Unit, ":")
	n, err := strconv.Atoi(f.N)
	s = civic.Span{N: n, Unit: civic.Unit(unit), DayOff: civic.DayOff(off)}
	if err != nil || s.Check() != nil {
		f.Problem = "rules.span.bad"
		return civic.Span{}, false
	}
	return s, true
}
