package present

import (
	"math"
	"time"

	"priyom/civic"
	"priyom/lang"
)

// said is a position in words, with a next step where one is needed.
func (w *Whereabouts) said(s WhereState, age time.Duration) Said {
	v := w.p.Voice()
	said := Said{Icon: "locate", Tone: ToneCalm}
	switch s.Step {
	case WhereOff:
		said.Title, said.Under = v.Say("where.off"), v.Say("where.off-under")
	case WhereDenied:
		said.Tone, said.Title, said.Under = ToneWarn, v.Say("where.denied"), v.Say("where.denied-under")
	case WhereSearching:
		said.Icon, said.Title, said.Under = "hourglass", v.Say("where.searching"), v.Say("where.searching-under")
		if !s.Waits {
			said.Under = v.Say("where.sky")
		}
	case WhereCoarse, WhereFound, WhereOld:
		said.Title = v.With("where.accuracy", lang.Args{"Metres": Far(v, s.Here.Position.Accuracy)})
		said.Under, said.Aside = v.Say("source."+string(s.Here.Source)), Ago(v, age)
		if s.Step == WhereFound {
			said.Tone = ToneGood
		}
	}
	switch {
	case s.Here.Source == civic.SourceMock:
		said.Icon, said.Tone, said.Under = "triangle-alert", ToneWarn, v.Say("where.mock")
	case s.Step == WhereCoarse && s.Waits:
		said.Icon, said.Under = "hourglass", v.With("where.waits", lang.Args{"Metres": Far(v, WhereGood)})
	case s.Step == WhereCoarse:
		said.Tone, said.Under = ToneWarn, v.Say("where.coarse")
	}
	return said
}

// Far is a distance as people say it: metres, tens of metres from a hundred on, kilometres from one on.
func Far(v *lang.Voice, far civic.Metres) string {
	switch metres := float64(far); {
	case metres >= 9950:
		return v.With("map.kilometres", lang.Args{"N": v.Number(int64(math.Round(metres / 1000)))})
	case metres >= 995:
		return v.With("map.kilometres", lang.Args{"N": v.Decimal(math.Round(metres/100) / 10)})
	case metres >= 100:
		return v.With("map.metres", lang.Args{"N": v.Number(int64(math.Round(metres/10)) * 10)})
	default:
		return v.With("map.metres", lang.Args{"N": v.Number(int64(math.Ceil(metres)))})
	}
}

// Ago is an age in words; "just now" within a minute.
func Ago(v *lang.Voice, age time.Duration) string {
	switch {
	case age < time.Minute:
		return v.Say("where.now")
	case age < time.Hour:
		return v.Count("where.minutes", int(age/time.Minute), nil)
	}
	return v.Count("where.hours", int(age/time.Hour), nil)
}

// Toward is the direction of one position from another in words: "to the north-east".
func Toward(v *lang.Voice, from, to civic.Position) string {
	return v.Say("where.toward." + string(civic.Toward(civic.Course(from, to))))
}

// PlaceSaid is where a place's position came from, in words, with the accuracy if it is known; "" without a position.
func PlaceSaid(v *lang.Voice, place civic.Place) string {
	if place.Source == civic.SourceNone {
		return ""
	}
	said := v.Say("source." + string(place.Source))
	if place.Position.Accuracy > 0 {
		said = join(" \u00b7 ", said, v.With("where.within", lang.Args{"Metres": Far(v, place.Position.Accuracy)}))
	}
	return said
}
