package present

import (
	"fmt"
	"strings"

	"priyom/civic"
	"priyom/lang"
)

func (in *Intake) savedWords() string {
	v := in.p.Voice()
	switch {
	case in.savedBad:
		return v.Say("intake.draft.unsaved")
	case !in.begun:
		return v.Say("intake.draft.none")
	case in.dirty && in.savedAt.IsZero():
		return v.Say("intake.draft.saving")
	case in.restored:
		return v.With("intake.draft.restored", lang.Args{"Time": v.Since(in.savedAt, in.p.env.Clock())})
	}
	return v.With("intake.draft.saved", lang.Args{"Time": v.Since(in.savedAt, in.p.env.Clock())})
}

// wrong is what is wrong with each field, once somebody tried to save.
func (in *Intake) wrong() map[string]string {
	wrong := map[string]string{}
	if in.formBad != "" {
		wrong[FieldForm] = in.formBad
	}
	var problems civic.Problems
	switch r := in.trimmed(); {
	case in.checked:
		problems = r.Validate(in.p.env.Known)
	case in.near.trying:
		problems = r.Reporter.Validate()
	}
	v := in.p.Voice()
	for _, p := range problems {
		field := p.Field
		if strings.HasPrefix(field, FieldPhotos) {
			field = FieldPhotos
		}
		if _, already := wrong[field]; !already {
			wrong[field] = v.With(p.Key, lang.Args(p.Args))
		}
	}
	if _, already := wrong[FieldText]; in.checked && !already && strings.Contains(in.report.Text, civic.Gap) {
		wrong[FieldText] = v.With("intake.phrase.gap", lang.Args{"Gap": civic.Gap})
	}
	return wrong
}

func (in *Intake) advice() string {
	problems := in.trimmed().Advice()
	if len(problems) == 0 {
		return ""
	}
	return in.p.Voice().With(problems[0].Key, lang.Args(problems[0].Args))
}

// trimmed is the report without white space around what was typed, the person written as people read it, and consent bound to
// the text it was given to.
func (in *Intake) trimmed() civic.Report {
	r := in.report
	for _, s := range []*string{&r.Text, &r.Place.Address, &r.Place.Settlement, &r.Reporter.Name, &r.Reporter.Phone, &r.Reporter.Address, &r.Reporter.Consent.Sheet} {
		*s = strings.TrimSpace(*s)
	}
	who := &r.Reporter
	who.Name, who.Phone, who.Consent.Version = civic.TidyName(who.Name), civic.GroupPhone(who.Phone), ""
	if who.Consent.Given {
		who.Consent.Version = in.p.consentVersion()
	}
	return r
}

// spot is a place's position in words.
func (p *Point) spot(place civic.Place) Spot {
	v := p.Voice()
	if place.Source == civic.SourceNone {
		return Spot{}
	}
	s := Spot{Set: true, Where: degrees(place.Position), Source: string(place.Source)}
	if key := "source." + string(place.Source); v.Has(key) {
		s.Source = v.Say(key)
	}
	return s
}

// degrees writes a position as maps take it: latitude, longitude, to a metre.
func degrees(p civic.Position) string {
	return fmt.Sprintf("%.5f, %.5f", float64(p.Lat), float64(p.Lon))
}

// chips are the chosen category first, then the commonest of its theme.
func (in *Intake) chips() []Category {
	c, ok := in.p.env.Known.Category(in.report.Category)
	if !ok {
		return nil
	}
	chips := []Category{in.p.category(c, "")}
	theme, _ := in.p.env.Known.Theme(c.Theme)
	for _, other := range theme.Categories {
		if other.Slug != c.Slug && len(chips) < related {
			chips = append(chips, in.p.category(other, ""))
		}
	}
	return chips
}
