package assets

import (
	"testing"

	"priyom/civic"
)

// Every kind of problem has questions, and every list is of a kind that there is.
func TestChecklistsFitTheClassifier(t *testing.T) {
	lists, err := Checklists()
	if err != nil {
		t.Fatal(err)
	}
	known, err := Classifier()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{"": true}
	for _, theme := range known.Themes() {
		kinds[string(theme.Slug)] = true
		for _, c := range theme.Categories {
			kinds[string(c.Slug)] = true
			asked := lists.For(c)
			if len(asked) < 3 || len(asked) > civic.MaxChecks {
				t.Errorf("%s has %d questions", c.Slug, len(asked))
			}
		}
	}
	for _, of := range lists.Kinds() {
		if !kinds[of] {
			t.Errorf("a list for %q, which is no kind of problem", of)
		}
	}
	pothole, _ := known.Category("roads-pothole")
	if got := lists.For(pothole); got[1].Slug != "edges-sealed" || got[len(got)-1].Slug != "safe" || got[0].Ask.In(civic.LangRU) == "" {
		t.Errorf("a pothole's are %+v", got)
	}
}
