package rules

import (
	"strings"

	"priyom/civic"
	"priyom/portal/deadlines"
	"priyom/portal/web/kit"
)

// marks are the words of a special day's line as the calendar's file has them. People write them in their own language; their words are
// "rules.day.<mark>", and a weekday's "rules.day.<mon>". Before like comes a weekday.
var marks = append([]string{"holiday", "off", "work", "short", "suspended", "like"}, weekdays...)

// dialect is how special days are written down.
type dialect struct {
	say  map[string]string // by mark, in the reader's language
	read map[string]string // the mark by a word of any language, in small letters
}

// dialectOf is a language's. The error is a word that is missing.
func dialectOf(k *kit.Kit, lang civic.Lang) (dialect, error) {
	d := dialect{map[string]string{}, map[string]string{}}
	for _, l := range civic.Langs() {
		say := k.Words(l)
		for _, mark := range marks {
			word, err := say("rules.day." + mark)
			if err != nil {
				return d, err
			}
			if d.read[strings.ToLower(word)] = mark; l == lang {
				d.say[mark] = word
			}
		}
	}
	for _, mark := range marks {
		d.read[mark] = mark
	}
	return d, nil
}

// line writes a day down.
func (d dialect) line(day deadlines.Day) string {
	word := func(mark string) string {
		if w := d.say[mark]; w != "" {
			return w
		}
		return mark
	}
	line := day.Date + " " + word(day.Kind)
	if day.Like != "" {
		line += " " + word("like") + "=" + word(day.Like)
	}
	if day.Short {
		line += " " + word("short")
	}
	if day.Suspended {
		line += " " + word("suspended")
	}
	return strings.TrimSpace(line + " " + day.Why)
}

// day reads a line: date, kind, and what else there is to say. ok is false for an empty one. Whether it makes sense is the calendar's to say.
func (d dialect) day(line string) (day deadlines.Day, ok bool) {
	fields := strings.Fields(line)
	if len(fields) == 0 {
		return day, false
	}
	day.Date = fields[0]
	if len(fields) > 1 {
		if day.Kind = d.read[strings.ToLower(fields[1])]; day.Kind == "" {
			day.Kind = fields[1]
		}
	}
	rest := fields[min(2, len(fields)):]
	for len(rest) > 0 {
		before, after, likened := strings.Cut(strings.ToLower(rest[0]), "=")
		mark := d.read[before]
		switch {
		case likened && mark == "like":
			if day.Like = d.read[after]; day.Like == "" {
				day.Like = after
			}
		case !likened && mark == "short":
			day.Short = true
		case !likened && mark == "suspended":
			day.Suspended = true
		default:
			day.Why = strings.Join(rest, " ")
			return day, true
		}
		rest = rest[1:]
	}
	return day, true
}
