package civic

import (
	"errors"
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
)

// classifierFiles are a small classifier in three languages.
func classifierFiles() fstest.MapFS {
	return fstest.MapFS{
		"deadlines.json": {Data: []byte(`[
			{"slug":"emergency","first_reply":{"n":1,"unit":"hour"}},
			{"slug":"ordinary","first_reply":{"n":8,"unit":"working-hour"},"resolve":{"n":10,"unit":"working-day"}}]`)},
		"departments.json": {Data: []byte(`[
			{"slug":"roads","title":{"ru":"Дороги","uk":"Дороги","en":"Roads"}},
			{"slug":"light","title":{"ru":"Свет","uk":"Світло","en":"Light"}},
			{"slug":"gas","title":{"ru":"Газ","uk":"Газ","en":"Gas"}}]`)},
		"themes/01-roads.json": {Data: []byte(`{"slug":"roads","icon":"construction","title":{"ru":"Дороги","uk":"Дороги","en":"Roads"},"categories":[
			{"slug":"roads-pothole","title":{"ru":"Яма на дороге","uk":"Яма на дорозі","en":"Pothole"},
			 "say":{"ru":["выбоина","провал асфальта"],"uk":["вибоїна","розбита дорога"],"en":["hole in the road"]},
			 "department":"roads","deadline":"ordinary","emergency":false},
			{"slug":"roads-snow","title":{"ru":"Снег не чистят","uk":"Сніг не чистять","en":"Snow not cleared"},
			 "say":{"ru":["замело","сугробы на дороге"],"uk":["замело","кучугури"],"en":["snowed in"]},
			 "department":"roads","deadline":"ordinary","emergency":false},
			{"slug":"roads-ice","title":{"ru":"Гололёд","uk":"Ожеледиця","en":"Ice"},
			 "say":{"ru":["скользко","посыпьте дорогу"],"uk":["слизько","ґанок у кризі"],"en":["slippery road"]},
			 "department":"roads","deadline":"ordinary","emergency":false}]}`)},
		"themes/02-light.json": {Data: []byte(`{"slug":"light","icon":"lightbulb","title":{"ru":"Свет","uk":"Світло","en":"Light"},"categories":[
			{"slug":"light-lamp","title":{"ru":"Не горит фонарь","uk":"Не горить ліхтар","en":"Street light out"},
			 "say":{"ru":["лампочка на столбе","темно на улице"],"uk":["лампочка на стовпі","темно на вулиці"],"en":["dark street"]},
			 "department":"light","deadline":"ordinary","emergency":false},
			{"slug":"light-gas","title":{"ru":"Запах газа","uk":"Запах газу","en":"Smell of gas"},
			 "say":{"ru":["газом пахнет"],"uk":["під’їзд у газу"],"en":["gas leak"]},
			 "department":"gas","deadline":"emergency","emergency":true}]}`)},
	}
}

func testClassifier(t testing.TB) *Classifier {
	t.Helper()
	c, err := ParseClassifier(classifierFiles())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestClassifier(t *testing.T) {
	c := testClassifier(t)
	got, ok := c.Category("light-gas")
	if !ok || got.Theme != "light" || got.Title.In(LangUK) != "Запах газу" || !got.Emergency || got.Department != "gas" {
		t.Errorf("got %+v, %v", got, ok)
	}
	if _, ok := c.Category("light"); ok {
		t.Error("a theme is no category")
	}
	if d, ok := c.Department(got.Department); !ok || d.Title.In(LangEN) != "Gas" {
		t.Errorf("department %+v, %v", d, ok)
	}
	if _, ok := c.Department("magic"); ok {
		t.Error("no department of magic")
	}
	if d, ok := c.Deadline(got.Deadline); !ok || d.FirstReply != (Span{N: 1, Unit: UnitHour}) {
		t.Errorf("deadline %+v, %v", d, ok)
	}
	if _, ok := c.Deadline("never"); ok {
		t.Error("no such deadline")
	}
	if theme, ok := c.Theme("roads"); !ok || len(theme.Categories) != 3 || theme.Icon != "construction" {
		t.Errorf("theme %+v, %v", theme, ok)
	}
	if _, ok := c.Theme("magic"); ok {
		t.Error("no such theme")
	}
	themes := c.Themes()
	if len(themes) != 2 || themes[0].Slug != "roads" || len(c.Departments()) != 3 {
		t.Errorf("themes %+v", themes)
	}
	themes[0].Slug = "changed"
	if c.Themes()[0].Slug != "roads" {
		t.Error("the list of themes is not the caller's own")
	}
	if got.Title.In("fr") != "Smell of gas" || got.Say.In("fr")[0] != "gas leak" {
		t.Error("an unknown language is not English")
	}
}

func TestVersionFollowsTheContents(t *testing.T) {
	version := func(change func(fstest.MapFS)) string {
		files := classifierFiles()
		change(files)
		c, err := ParseClassifier(files)
		if err != nil {
			t.Fatal(err)
		}
		return c.Version()
	}
	same := version(func(fstest.MapFS) {})
	if len(same) != 16 || same != testClassifier(t).Version() {
		t.Errorf("version %q", same)
	}
	if got := version(func(f fstest.MapFS) { replace(f, "themes/01-roads.json", "\n", "\r\n") }); got != same {
		t.Error("line ends change the version")
	}
	seen := map[string]string{same: "nothing"}
	for name, change := range map[string]func(fstest.MapFS){
		"a title":    func(f fstest.MapFS) { replace(f, "themes/01-roads.json", "Pothole", "Hole") },
		"a name":     func(f fstest.MapFS) { replace(f, "departments.json", "Light", "Lights") },
		"a deadline": func(f fstest.MapFS) { replace(f, "deadlines.json", "10", "11") },
		"an order": func(f fstest.MapFS) {
			f["themes/03-roads.json"] = f["themes/01-roads.json"]
			delete(f, "themes/01-roads.json")
		},
	} {
		got := version(change)
		if other, twice := seen[got]; twice {
			t.Errorf("%s and %s change the same", name, other)
		}
		seen[got] = name
	}
}

func replace(f fstest.MapFS, name, old, to string) {
	data := string(f[name].Data)
	if !strings.Contains(data, old) {
		panic("nothing to replace: " + old)
	}
	f[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(data, old, to))}
}

func TestParseClassifierRefuses(t *testing.T) {
	const roads, light = "themes/01-roads.json", "themes/02-light.json"
	edit := func(name, old, to string) func(fstest.MapFS) {
		return func(f fstest.MapFS) { replace(f, name, old, to) }
	}
	tests := map[string]struct {
		change func(fstest.MapFS)
		says   string // the file or the slug to look at
	}{
		"no departments": {func(f fstest.MapFS) { delete(f, "departments.json") }, "departments.json"},
		"no deadlines":   {func(f fstest.MapFS) { delete(f, "deadlines.json") }, "deadlines.json"},
		"no themes": {func(f fstest.MapFS) {
			maps.DeleteFunc(f, func(n string, _ *fstest.MapFile) bool { return strings.HasPrefix(n, "t") })
		}, "no themes"},
		"not JSON":            {edit(roads, "{", ""), roads},
		"wrong type":          {edit(roads, "false", "7"), roads},
		"bad deadlines":       {edit("deadlines.json", "hour", "moon"), "deadlines.json"},
		"department twice":    {edit("departments.json", `"light"`, `"roads"`), "departments.json"},
		"nameless department": {edit("departments.json", "Gas", ""), "gas"},
		"theme twice":         {func(f fstest.MapFS) { f["themes/03.json"] = f[roads] }, "themes/03.json"},
		"theme without icon":  {edit(roads, "construction", ""), roads},
		"theme without title": {edit(light, `"title":{"ru":"Свет",`, `"title":{"ru":"…",`), light},
		"empty theme": {func(f fstest.MapFS) {
			f["themes/03.json"] = &fstest.MapFile{Data: []byte(`{"slug":"x","icon":"x","title":{"ru":"x","uk":"x","en":"x"}}`)}
		}, "themes/03.json"},
		"category twice":        {edit(roads, "roads-ice", "roads-snow"), "roads-snow"},
		"foreign category":      {edit(roads, "roads-ice", "light-ice"), "light-ice"},
		"slug of the theme":     {edit(roads, "roads-ice", "roads"), "roads"},
		"slug in capitals":      {edit(roads, "roads-ice", "roads-ICE"), "roads-ICE"},
		"category without name": {edit(roads, "Pothole", " "), "roads-pothole"},
		"no such department":    {edit(light, `"department":"gas"`, `"department":"magic"`), "magic"},
		"no such deadline":      {edit(light, `"deadline":"ordinary"`, `"deadline":"never"`), "never"},
		"slow emergency":        {edit(light, `"deadline":"emergency"`, `"deadline":"ordinary"`), "light-gas"},
		"fast trifle":           {edit(light, `true`, `false`), "light-gas"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			files := classifierFiles()
			tt.change(files)
			c, err := ParseClassifier(files)
			if !errors.Is(err, ErrClassifier) || c != nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want a word on %s", err, tt.says)
			}
		})
	}
	if _, err := ParseClassifier(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no files: %v", err)
	}
}

func TestFieldsOfTomorrowAreIgnored(t *testing.T) {
	files := classifierFiles()
	replace(files, "themes/02-light.json", `"icon":`, `"colour":"yellow","icon":`)
	if _, err := ParseClassifier(files); err != nil {
		t.Error(err)
	}
}

func FuzzParseTheme(f *testing.F) {
	files := classifierFiles()
	f.Add(files["themes/01-roads.json"].Data)
	f.Add(files["themes/02-light.json"].Data)
	f.Fuzz(func(t *testing.T, data []byte) {
		files := classifierFiles()
		files["themes/01-roads.json"] = &fstest.MapFile{Data: data}
		c, err := ParseClassifier(files)
		if err != nil {
			if !errors.Is(err, ErrClassifier) {
				t.Fatal(err)
			}
			return
		}
		for _, theme := range c.Themes() {
			for _, category := range theme.Categories {
				found := c.Search(category.Title.RU, LangRU, len(c.category))
				if len(found) == 0 || found[0].Kind != MatchTitle {
					t.Fatalf("%q finds %+v", category.Title.RU, found)
				}
			}
		}
	})
}
