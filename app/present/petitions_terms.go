package present

import (
	"strings"

	"priyom/civic"
	"priyom/paper/handout"
)

// SigningVersion is the text to which somebody agrees now who signs a petition.
func SigningVersion() string { return handout.SigningVersion() }

// Terms is what somebody agrees to who signs the chosen petition on their own device, with what they typed filled in.
func (s *Petitions) Terms() (title string, paragraphs []string) {
	v := s.p.Voice()
	text, err := handout.SigningText(v.Lang())
	if err != nil {
		s.p.env.Log.Error("no text of the consent", "error", err)
		return "", nil
	}
	or := func(said string) string {
		if said = strings.TrimSpace(said); said == "" {
			return "__________"
		}
		return said
	}
	number := ""
	if p, ok := s.current(); ok {
		number = p.Number
	}
	where := civic.Tidy(join(", ", s.draft.Settlement, s.draft.Address))
	filled := strings.NewReplacer("{name}", or(s.draft.Name), "{address}", or(where), "{district}", or(s.p.enrolment.PortalName), "{petition}", or(number))
	for _, p := range text.Paragraphs {
		paragraphs = append(paragraphs, filled.Replace(p))
	}
	return text.Title, paragraphs
}
