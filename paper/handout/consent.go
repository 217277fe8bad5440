package handout

import (
	"strings"

	"priyom/assets"
	"priyom/civic"
	"priyom/lang"
	"priyom/paper"
)

// Consent is the consent to the processing of personal data, a document of its own, with the version that the report was
// given under, or else the present one. What isn't known is a line to be filled in by hand. sheet is the number that the
// signed paper is kept under.
func (o Office) Consent(r civic.Reporter, sheet string) (*paper.Document, error) {
	version := r.Consent.Version
	text, err := assets.ConsentText(version, o.Voice.Lang())
	if err != nil { // nothing was agreed to yet, or to a text of another program
		version = ConsentVersion()
		if text, err = assets.ConsentText(version, o.Voice.Lang()); err != nil {
			return nil, err
		}
	}
	return o.agreement(text, o.with("consent.foot", lang.Args{"Version": version}), sheet, strings.NewReplacer("{name}", or(r.Name, 52), "{address}", or(r.Address, 62),
		"{document}", blank(58), "{district}", or(o.District, 40), "{operator}", blank(50), "{place}", or(o.Place, 40))), nil
}

// SigningConsent is the consent of somebody who signs a petition at the desk or on a sheet: a document of its own, for that alone. What
// isn't known of them is a line to be filled in by hand.
func (o Office) SigningConsent(p civic.Petition, g civic.Signature) (*paper.Document, error) {
	text, err := SigningText(o.Voice.Lang())
	if err != nil {
		return nil, err
	}
	where := ""
	if strings.TrimSpace(g.Signatory.Address) != "" {
		where = joined(", ", g.Settlement, g.Signatory.Address)
	}
	return o.agreement(text, o.with("consent.signing-foot", lang.Args{"Number": p.Number, "Version": text.Version}), g.Consent.Sheet, strings.NewReplacer(
		"{name}", or(g.Signatory.Name, 52), "{address}", or(where, 62), "{district}", or(o.District, 40), "{petition}", or(p.Number, 12))), nil
}

// agreement is a text that is agreed to, with its blanks filled, to be signed on paper.
func (o Office) agreement(text assets.Consent, foot, sheet string, filled *strings.Replacer) *paper.Document {
	s := o.sheet(paper.A4, text.Title, foot)
	s.Serif, s.Size = true, 11.5
	d := paper.New(s)
	d.Styled(o.with("consent.sheet", lang.Args{"Number": or(sheet, 12)}), paper.Style{Face: paper.Serif, Align: paper.Right})
	d.Space(4)
	d.Styled(text.Title, paper.Style{Face: paper.SerifBold, Size: 15, Align: paper.Middle})
	d.Space(3)
	for _, p := range text.Paragraphs {
		d.Paragraph(filled.Replace(p))
		d.Space(0.8)
	}
	d.Keep(func(f *paper.Flow) {
		f.Signature(joined(" / ", o.say("sign.citizen"), o.say("sign.name")), o.say("sign.date"))
		f.Small(o.with("consent.version", lang.Args{"Version": text.Version}))
	})
	return d
}
