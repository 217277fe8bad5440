package demo

import (
	"regexp"
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	n, err := loadNames()
	if err != nil {
		t.Fatal(err)
	}
	var all []name
	for _, p := range n.Places {
		all = append(all, p.name)
		if !strings.Contains("mfnp", p.Gender) || p.Gender == "" {
			t.Errorf("%s has no gender", p.RU)
		}
	}
	for _, list := range [][]streetName{n.Streets, n.Main, n.Lanes, {n.Square}} {
		for _, s := range list {
			all = append(all, s.name)
			if s.Short == "" {
				t.Errorf("%s has no short form", s.RU)
			}
		}
	}
	for _, list := range [][]name{n.Rivers, n.Streams, n.Ponds, n.Forests, n.Stops, n.District.Towns, {n.District.District, n.District.Town, n.Station, n.Cemetery}} {
		all = append(all, list...)
	}
	for _, f := range n.Facilities {
		all = append(all, f.Names...)
	}
	foreign := regexp.MustCompile(`[ыэъёЫЭЪЁ]`)
	for _, s := range all {
		if s.RU == "" || s.UK == "" || s.EN == "" {
			t.Errorf("%+v isn't in three languages", s)
		}
		if foreign.MatchString(s.UK) || regexp.MustCompile(`[іїєґ]`).MatchString(s.RU) || regexp.MustCompile(`[^\x00-\x7F]`).MatchString(s.EN) {
			t.Errorf("%+v has another language's letters", s)
		}
	}
	joined := ""
	seen := map[string]bool{}
	for i := range 3000 {
		v := n.village(i)
		if seen[v.RU] {
			t.Fatalf("village %d is called %s again", i, v.RU)
		}
		seen[v.RU] = true
		joined += v.RU
	}
	for _, s := range all {
		joined += s.RU
	}
	for _, part := range []string{"ё", "-", "1-я", "2-я", "1-й", "40 лет", "улица", "переулок", "проспект", "площадь"} {
		if !strings.Contains(joined, part) {
			t.Errorf("no name has %q in it", part)
		}
	}
}
