package present_test

import (
	"testing"

	"priyom/app/present/presenttest"
	"priyom/civic"
)

func TestGuessesLearnFromThisDevice(t *testing.T) {
	l := presenttest.NewLoop(t)
	p := presenttest.Open(t, l, presenttest.Env(t, l))
	first := func(text string) civic.CategorySlug {
		found, _ := p.Guesses.Of(text)
		l.Drain()
		if len(found) == 0 {
			return ""
		}
		return found[0].Slug
	}
	if found, sure := p.Guesses.Of("на дороге яма"); len(found) != 3 || found[0].Slug != "roads-pothole" || found[0].Title == "" || !sure {
		t.Errorf("%+v, sure %v", found, sure)
	}
	if got := first("бабайка"); got != "" {
		t.Errorf("a word that nobody knows is %s", got)
	}
	learned := 0
	p.Guesses.OnChange = func() { learned++ }
	for range 2 {
		presenttest.Take(t, l, p, "animals-birds", "Опять бабайка шумит", "Мельничная, 1")
		p.Intake.Clear()
	}
	if _, sure := p.Guesses.Of("бабайка"); sure {
		t.Error("sure of what nobody told")
	}
	l.Until("the device has learned", func() bool { return learned > 0 && first("бабайку видели") == "animals-birds" })
	if recent := p.Guesses.Recent(5); len(recent) != 1 || recent[0].Slug != "animals-birds" {
		t.Errorf("chosen last: %+v", recent)
	}
	if found, sure := p.Guesses.Of(""); sure || len(found) != 1 {
		t.Errorf("without words: %+v", found)
	}
}
