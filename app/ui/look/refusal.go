package look

import (
	"priyom/app/present"
	"priyom/app/widgets"
	"priyom/lang"
)

// Refusal says on a banner why a report was refused, and hides it where none was.
func Refusal(b *widgets.Banner, r present.Refusal, v *lang.Voice) {
	under := r.Words
	if r.Reason != "" && under != "" {
		under = r.Reason + ". " + under
	} else if under == "" {
		under = r.Reason
	}
	b.Set(widgets.Caution, v.Say("details.refused"), under)
	widgets.Show(b, under != "")
}
