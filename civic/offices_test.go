package civic_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"priyom/civic"
)

// A point says of itself what it wants to; the rest is the district's.
func TestOfficesAt(t *testing.T) {
	o, err := civic.ParseOffices([]byte(`[{"phone": "112-34", "hours": "пн–пт 8–17"},
		{"place": "с. Ставчены,  библиотека", "phone": "2-18"}, {"place": "Малые Ключи", "hours": "вт, чт 10–14"}]`))
	if err != nil {
		t.Fatal(err)
	}
	for place, want := range map[string]civic.Office{
		"":           {Phone: "112-34", Hours: "пн–пт 8–17"},
		"пос. Новый": {Phone: "112-34", Hours: "пн–пт 8–17"},
		"с. ставчены, Библиотека ": {Phone: "2-18", Hours: "пн–пт 8–17"},
		"Малые Ключи":              {Phone: "112-34", Hours: "вт, чт 10–14"},
	} {
		want.Place = place
		if got := o.At(place); got != want {
			t.Errorf("%q: %+v", place, got)
		}
	}
	if (civic.Offices{}).At("x") != (civic.Office{Place: "x"}) {
		t.Error("nobody said anything, and yet something is said")
	}
	only, err := civic.ParseOffices([]byte(`[{"place": "Малые Ключи", "phone": "1"}]`))
	if err != nil || only.At("Ставчены") != (civic.Office{Place: "Ставчены"}) {
		t.Errorf("another place's is taken: %+v, %v", only.At("Ставчены"), err)
	}
	if again, err := civic.ParseOffices([]byte(`[{"place": "Малые Ключи", "phone": "1"}]`)); err != nil || !again.Equal(only) || o.Equal(only) || len(o.List()) != 3 {
		t.Error("lists aren't told apart by what was read")
	}
}

func TestOfficesThatMakeNoSense(t *testing.T) {
	many, err := json.Marshal(make([]civic.Office, civic.MaxOffices+1))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"no list":       `{"phone": "1"}`,
		"nothing":       `[{"place": "Ставчены"}]`,
		"twice":         `[{"place": "Ставчены", "phone": "1"}, {"place": "ставчены ", "hours": "2"}]`,
		"district's":    `[{"phone": "1"}, {"hours": "2"}]`,
		"long phone":    `[{"phone": "` + strings.Repeat("1", civic.MaxOfficePhone+1) + `"}]`,
		"long hours":    `[{"hours": "` + strings.Repeat("я", civic.MaxOfficeHours+1) + `"}]`,
		"long place":    `[{"place": "` + strings.Repeat("я", civic.MaxName+1) + `", "phone": "1"}]`,
		"several lines": `[{"hours": "a\nb"}]`,
		"too many":      string(many),
	} {
		if _, err := civic.ParseOffices([]byte(text)); !errors.Is(err, civic.ErrOffices) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := civic.ParseOffices([]byte(`[{"hours": "` + strings.Repeat("я", civic.MaxOfficeHours) + `"}]`)); err != nil {
		t.Errorf("what is just short enough: %v", err)
	}
}
