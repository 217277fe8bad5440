package lang_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	files "priyom/assets/lang"
	"priyom/civic"
)

// forms are the plural forms that a language needs.
var forms = map[civic.Lang][]string{
	civic.LangRU: {"few", "many", "one", "other"}, civic.LangUK: {"few", "many", "one", "other"}, civic.LangEN: {"one", "other"},
}

// catalogue reads one language as it lies there: a text has the form "".
func catalogue(t *testing.T, l civic.Lang) map[string]map[string]string {
	t.Helper()
	raw, err := files.Files.ReadFile(string(l) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatalf("%s: %v", l, err)
	}
	said := map[string]map[string]string{}
	for key, value := range tree {
		said[key] = map[string]string{}
		switch value := value.(type) {
		case string:
			said[key][""] = value
		case map[string]any:
			for form, text := range value {
				said[key][form], _ = text.(string)
			}
		}
	}
	return said
}

var placeholder = regexp.MustCompile(`\{\{\.(\w+)\}\}`)

func placeholders(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func TestCataloguesAgree(t *testing.T) {
	russian := catalogue(t, civic.LangRU)
	for _, l := range civic.Langs() {
		said := catalogue(t, l)
		for key := range russian {
			if said[key] == nil {
				t.Errorf("%s: no %s", l, key)
			}
		}
		for key, texts := range said {
			model := russian[key]
			if model == nil {
				t.Errorf("%s: %s is in no other", l, key)
				continue
			}
			_, plain := texts[""]
			_, plainModel := model[""]
			if plain != plainModel {
				t.Errorf("%s: %s is plural in one language only", l, key)
			}
			if got := slices.Sorted(maps.Keys(texts)); !plain && !slices.Equal(got, forms[l]) {
				t.Errorf("%s: %s has the forms %v", l, key, got)
			}
			want := placeholders(model["other"] + model[""])
			for form, text := range texts {
				if got := placeholders(text); !slices.Equal(got, want) {
					t.Errorf("%s: %s %s has %v, want %v", l, key, form, got, want)
				}
				if strings.TrimSpace(text) != text || text == "" {
					t.Errorf("%s: %s %s is %q", l, key, form, text)
				}
			}
		}
	}
}

// TestNumbersStayWithTheirSign: a line that ends in "No." makes one look for the number.
func TestNumbersStayWithTheirSign(t *testing.T) {
	for _, l := range civic.Langs() {
		for key, texts := range catalogue(t, l) {
			if strings.HasPrefix(key, "register.head.") {
				continue // what columns of other tables are called
			}
			for _, text := range texts {
				if strings.Contains(text, "\u2116 ") || strings.Contains(text, "No. {{") {
					t.Errorf("%s: %s has a space that breaks: %q", l, key, text)
				}
			}
		}
	}
}

// TestLettersAreOfTheLanguage finds texts that were left in another language.
func TestLettersAreOfTheLanguage(t *testing.T) {
	foreign := map[civic.Lang]string{civic.LangRU: "іїєґ", civic.LangUK: "ыэёъ"}
	for _, l := range civic.Langs() {
		for key, texts := range catalogue(t, l) {
			if strings.HasPrefix(key, "lang.") {
				continue // each language is named in itself
			}
			for _, text := range texts {
				if l == civic.LangEN && strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) ||
					foreign[l] != "" && strings.ContainsAny(strings.ToLower(text), foreign[l]) {
					t.Errorf("%s: %s is %q", l, key, text)
				}
			}
		}
	}
}

// keyed are the folders whose string literals name keys of the catalogue.
var keyed = []string{"app/present", "app/ui", "doctor", "lang", "paper", "register"}

// forTests are folders that are in no program.
var forTests = regexp.MustCompile(`^(\w+test|torture|bench|testdata)$`)

var looksLikeKey = regexp.MustCompile(`^[a-z0-9-]+\.([a-z0-9-]+\.?)*$`)

// TestKeysAreUsedAndThere holds the program's literals and the catalogue against each other: a key that is said must be there,
// and a key that nothing says is dead. A literal that ends in a dot begins a family.
func TestKeysAreUsedAndThere(t *testing.T) {
	said := catalogue(t, civic.LangRU)
	families := map[string]bool{}
	for _, key := range slices.Collect(maps.Keys(said)) {
		for at, r := range key {
			if r == '.' {
				families[key[:at+1]] = true
			}
		}
	}
	used := map[string]bool{}
	for _, quoted := range literals(t, keyed) {
		literal, err := strconv.Unquote(quoted)
		if err != nil {
			t.Fatal(err)
		}
		if !looksLikeKey.MatchString(literal) {
			continue
		}
		family, _, _ := strings.Cut(literal, ".")
		if !families[family+"."] || strings.HasSuffix(literal, ".json") {
			continue
		}
		used[literal] = true
		if said[literal] == nil && !families[literal] {
			t.Errorf("%q is said but isn't there", literal)
		}
	}
	// What comes from the domain and over the line is said by causeWords and wrong.
	for _, family := range []string{"validate.", "photo.", "problem.", "verdict.", "link.", "queue.", "message."} {
		used[family] = true
	}
	for key := range said {
		if !covered(key, used) {
			t.Errorf("nothing says %q", key)
		}
	}
}

// covered says that a key, or a family that it belongs to, is used.
func covered(key string, used map[string]bool) bool {
	for at, r := range key {
		if r == '.' && used[key[:at+1]] {
			return true
		}
	}
	return used[key]
}

// literals are all string literals in the Go files of some folders, as they are written; tests and what only tests import
// are left out.
func literals(t *testing.T, folders []string) []string {
	t.Helper()
	var found []string
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join("..", folder), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && forTests.MatchString(d.Name()) {
				return fs.SkipDir
			}
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					found = append(found, lit.Value)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

// TestNoCyrillicInCode holds that texts belong to the catalogues: no Go file outside tests has a Cyrillic letter in a literal.
func TestNoCyrillicInCode(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	var folders []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") || strings.HasSuffix(e.Name(), ".go") {
			folders = append(folders, e.Name())
		}
	}
	for _, literal := range literals(t, folders) {
		if strings.ContainsFunc(literal, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
			t.Errorf("%q", literal)
		}
	}
}
