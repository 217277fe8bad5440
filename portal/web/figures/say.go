package figures

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"priyom/civic"
	"priyom/portal/statistics"
)

// drawer draws one page in one language.
type drawer struct {
	*Figures
	asked
	lang      civic.Lang
	t         func(id string, pairs ...any) (string, error)
	executors map[string]string
	err       error // the first that was met; a page is whole or not at all
}

// say is a word of the catalogue.
func (d *drawer) say(id string, pairs ...any) string {
	s, err := d.t(id, pairs...)
	if err != nil && d.err == nil {
		d.err = err
	}
	return s
}

// number writes a whole number as people do.
func (d *drawer) number(n int64) string {
	return message.NewPrinter(language.Make(string(d.lang))).Sprintf("%d", n)
}

// decimal writes a number with one place, or without if it is whole.
func (d *drawer) decimal(x float64) string {
	s := strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0")
	if d.lang != civic.LangEN {
		s = strings.ReplaceAll(s, ".", ",")
	}
	return s
}

// rating writes a mean of ratings.
func (d *drawer) rating(x float64) string {
	s := fmt.Sprintf("%.1f", x)
	if d.lang != civic.LangEN {
		s = strings.ReplaceAll(s, ".", ",")
	}
	return s
}

// share writes a part of a whole; "" of nothing.
func (d *drawer) share(part, of int64) string {
	if of == 0 {
		return ""
	}
	return d.decimal(statistics.Share(part, of)) + " %"
}

// length writes how long something took: minutes, hours, or days of 24 hours.
func (d *drawer) length(t time.Duration) string {
	switch {
	case t < time.Hour:
		return d.say("figures.minutes", "V", d.number(max(1, int64(t.Round(time.Minute)/time.Minute))))
	case t < 36*time.Hour:
		return d.say("figures.hours", "V", d.decimal(t.Hours()))
	}
	return d.say("figures.days", "V", d.decimal(t.Hours()/24))
}

// median writes a median; "" if there is none.
func (d *drawer) median(m statistics.Median) string {
	switch {
	case m.N == 0:
		return ""
	case m.Over:
		return d.say("figures.over", "V", d.length(m.Time))
	}
	return d.length(m.Time)
}

// month writes a month, and short for an axis.
func (d *drawer) month(m statistics.Month) string {
	return d.say(fmt.Sprintf("figures.month.%d", m.Month())) + " " + fmt.Sprint(m.Year())
}

func (d *drawer) shortMonth(m time.Month) string {
	short := string([]rune(d.say(fmt.Sprintf("figures.month.%d", m)))[:3])
	if d.lang == civic.LangEN {
		return short
	}
	return strings.ToLower(short)
}

// theme, department and settlement are what things are called.
func (d *drawer) theme(slug string) string {
	if t, ok := d.Kit.Classifier.Theme(civic.ThemeSlug(slug)); ok {
		return t.Title.In(d.lang)
	}
	return d.say("figures.other")
}

func (d *drawer) department(slug string) string {
	if slug == "" {
		return d.say("figures.nobody")
	}
	if t, ok := d.Kit.Classifier.Department(civic.DepartmentSlug(slug)); ok {
		return t.Title.In(d.lang)
	}
	return slug
}

func (d *drawer) settlement(name string) string {
	if name == "" {
		return d.say("figures.elsewhere")
	}
	return name
}

func (d *drawer) executor(id string) string {
	if name := d.executors[id]; name != "" {
		return name
	}
	return d.say("figures.gone")
}
