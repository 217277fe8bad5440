package civic_test

import (
	"slices"
	"strings"
	"testing"

	"priyom/civic"
)

func TestAnswerIsChecked(t *testing.T) {
	whole := civic.Answer{Number: "12-45", Signatory: "Глава района А. Б. Ветров", Text: "Фонарь заменён."}
	for name, row := range map[string]struct {
		change func(*civic.Answer)
		want   []string
	}{
		"whole":             {func(*civic.Answer) {}, nil},
		"nothing but space": {func(a *civic.Answer) { a.Text = " \n" }, []string{"answer.text.missing"}},
		"nobody signed":     {func(a *civic.Answer) { a.Signatory = "" }, []string{"answer.signatory.missing"}},
		"as long as it may": {func(a *civic.Answer) { a.Text = strings.Repeat("ы", civic.MaxAnswerText) }, nil},
		"a letter too long": {func(a *civic.Answer) { a.Text = strings.Repeat("ы", civic.MaxAnswerText+1) }, []string{"answer.text.long"}},
		"number too long":   {func(a *civic.Answer) { a.Number = strings.Repeat("1", 201) }, []string{"answer.number.long"}},
		"not UTF-8":         {func(a *civic.Answer) { a.Text = "\xff" }, []string{"answer.text.missing"}},
	} {
		a := whole
		row.change(&a)
		if got := a.Check(); !slices.Equal(got, row.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestOutcomesOfHandingOver(t *testing.T) {
	settle := 0
	for _, o := range civic.HandOutcomes() {
		if !o.Known() {
			t.Errorf("%s isn't known", o)
		}
		if o.Settles() {
			settle++
		}
	}
	if settle != 4 || civic.HandOutcome("pigeon").Known() || civic.HandOutcome("").Settles() {
		t.Errorf("%d outcomes end the matter", settle)
	}
}

func TestAnswerIDs(t *testing.T) {
	const text = "01938c3b-7a51-7e33-8d4e-0a1b2c3d4e5f"
	id, err := civic.ParseAnswerID(text)
	if err != nil || id.String() != text || id.IsZero() || !(civic.AnswerID{}).IsZero() {
		t.Errorf("%s, %v", id, err)
	}
	var again civic.AnswerID
	if b, err := id.MarshalText(); err != nil || again.UnmarshalText(b) != nil || again != id {
		t.Errorf("%s, %v", again, err)
	}
}
