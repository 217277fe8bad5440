package present

import (
	"strings"

	"priyom/civic"
	"priyom/lang"
)

// phrasesOffered is how many phrases are offered: one for each digit.
const phrasesOffered = 9

// Phrases are the sentences that reports of the chosen category are made of; nil without a category.
func (in *Intake) Phrases() []string {
	c, ok := in.p.env.Known.Category(in.report.Category)
	if !ok {
		return nil
	}
	all := in.p.env.Phrases.For(c, in.p.look.Lang)
	return all[:min(len(all), phrasesOffered)]
}

// AddPhrase puts one of them behind what was written.
func (in *Intake) AddPhrase(i int) {
	phrases := in.Phrases()
	if i < 0 || i >= len(phrases) {
		return
	}
	text := strings.TrimRight(in.report.Text, " ")
	switch {
	case text == "":
	case strings.HasSuffix(text, "\n"):
	case strings.ContainsAny(text[len(text)-1:], ".!?"), strings.HasSuffix(text, "\u2026"):
		text += " "
	default:
		text += ". "
	}
	in.SetText(text + phrases[i])
}

// script is what to say to 112: the place as far as it is known, what it is, who is hurt, and what to do until they come.
func (in *Intake) script() []string {
	v := in.p.Voice()
	r := in.trimmed()
	where := join(", ", r.Place.Settlement, r.Place.Address)
	if where == "" && r.Place.Source != civic.SourceNone {
		where = degrees(r.Place.Position)
	}
	if where == "" {
		where = v.Say("intake.danger.nowhere")
	}
	lines := []string{v.With("intake.danger.where", lang.Args{"Where": where})}
	what := civic.FirstLine(r.Text)
	if r.Category != "" {
		what = in.p.categoryOf(r.Category).Title
	}
	if what != "" {
		lines = append(lines, v.With("intake.danger.what", lang.Args{"What": what}))
	}
	lines = append(lines, v.Say("intake.danger.hurt"), v.Say("intake.danger.stay"))
	if advice := in.p.env.Phrases.Advice(r.Category, in.p.look.Lang); advice != "" {
		lines = append(lines, advice)
	}
	return lines
}
