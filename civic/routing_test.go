package civic_test

import (
	"errors"
	"testing"

	"priyom/assets"
	"priyom/civic"
)

// routing is a district whose villages look after some things themselves.
const routing = `[
	{"themes": ["roads"], "department": "utilities"},
	{"settlements": ["Липовый Лог"], "themes": ["roads"], "title": {"ru": "Администрация Липового Лога", "uk": "Адміністрація Липового Лога", "en": "Office of Lipovyy Log"}},
	{"settlements": ["Липовый Лог"], "categories": ["roads-pothole"], "department": "roads"},
	{"settlements": ["Заречье", "Новое Заречье"], "title": {"ru": "Заречная управа", "uk": "Зарічна управа", "en": "Zarechye office"}}
]`

func TestResponsible(t *testing.T) {
	known, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	r, err := civic.ParseRouting([]byte(routing))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Check(known); err != nil {
		t.Fatal(err)
	}
	title := func(slug civic.DepartmentSlug) string {
		d, ok := known.Department(slug)
		if !ok {
			t.Fatalf("no department %s", slug)
		}
		return d.Title.RU
	}
	usual := func(slug civic.CategorySlug) string {
		c, ok := known.Category(slug)
		if !ok {
			t.Fatalf("no category %s", slug)
		}
		return title(c.Department)
	}
	for name, c := range map[string]struct {
		kind       civic.CategorySlug
		settlement string
		want       string
	}{
		"the whole district's theme":        {"roads-pothole", "Ставчены", title("utilities")},
		"nowhere yet":                       {"roads-pothole", "", title("utilities")},
		"a category before its theme":       {"roads-pothole", "с. Липовый Лог", title("roads")},
		"a village's theme":                 {"roads-broken", "липовый лог", "Администрация Липового Лога"},
		"a village for everything":          {"water-none-street", "дер. Заречье", "Заречная управа"},
		"the longer name":                   {"water-none-street", "с. Новое Заречье", "Заречная управа"},
		"another village of a similar name": {"water-none-street", "Заречье-2", usual("water-none-street")},
		"no route":                          {"water-none-street", "Ставчены", usual("water-none-street")},
	} {
		if _, ok := known.Category(c.kind); !ok {
			t.Fatalf("%s: no category %s", name, c.kind)
		}
		if d, ok := r.Responsible(known, c.kind, c.settlement); !ok || d.Title.RU != c.want {
			t.Errorf("%s: %q, want %q", name, d.Title.RU, c.want)
		}
	}
	if _, ok := r.Responsible(known, "no-such-kind", ""); ok {
		t.Error("somebody deals with what isn't known")
	}
	if d, ok := (civic.Routing{}).Responsible(known, "water-none-street", "Заречье"); !ok || d.Title.RU != usual("water-none-street") {
		t.Errorf("without a table: %q", d.Title.RU)
	}
}

func TestBadRoutingIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"no JSON": "{", "no list": "{}", "leads nowhere": `[{"themes": ["roads"]}]`, "no slug": `[{"department": "Отдел"}]`,
		"a language is missing": `[{"title": {"ru": "Управа"}}]`, "no name": `[{"settlements": ["…"], "department": "roads"}]`,
	} {
		if _, err := civic.ParseRouting([]byte(text)); !errors.Is(err, civic.ErrRouting) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRoutingToTheUnknownIsFoundByCheck(t *testing.T) {
	known, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{`[{"department": "circus"}]`, `[{"themes": ["circus"], "department": "roads"}]`, `[{"categories": ["circus"], "department": "roads"}]`} {
		r, err := civic.ParseRouting([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Check(known); !errors.Is(err, civic.ErrRouting) {
			t.Errorf("%s: %v", text, err)
		}
		if d, ok := r.Responsible(known, "water-none-street", ""); !ok || d.Title.RU == "" {
			t.Errorf("%s: nobody is responsible", text)
		}
	}
}

func FuzzParseRouting(f *testing.F) {
	f.Add([]byte(routing))
	f.Add([]byte(`[{"settlements":[""],"department":"x"}]`))
	known, err := assets.Classifier()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := civic.ParseRouting(data)
		if err != nil {
			return
		}
		_ = r.Check(known)
		if _, ok := r.Responsible(known, "roads-pothole", "с. Липовый Лог"); !ok {
			t.Error("nobody is responsible")
		}
	})
}
