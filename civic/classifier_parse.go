package civic

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"strings"
)

// ErrClassifier is returned for classifier data that make no sense.
var ErrClassifier = errors.New("civic: bad classifier")

// deadlineEmergency is the class of all that endangers lives, and of nothing else.
const deadlineEmergency DeadlineSlug = "emergency"

// ParseClassifier reads a classifier: departments.json and deadlines.json, each a list, and themes/*.json, one theme a file
// in the order of the names. Fields of tomorrow are ignored. Slugs must be unique, a category's must begin with its
// theme's, every title must be there in every language, departments and deadlines must exist, and a category is an emergency
// exactly if its deadline is. The error is ErrClassifier with the file's name.
func ParseClassifier(files fs.FS) (*Classifier, error) {
	c := &Classifier{category: map[CategorySlug]*Category{}}
	sum := sha256.New()
	raw, err := readJSON(files, "deadlines.json", sum, nil)
	if err != nil {
		return nil, err
	}
	if c.deadlines, err = ParseDeadlines(raw); err != nil {
		return nil, fmt.Errorf("%w: deadlines.json: %w", ErrClassifier, err)
	}
	if _, err := readJSON(files, "departments.json", sum, &c.departments); err != nil {
		return nil, err
	}
	if err := c.checkDepartments(); err != nil {
		return nil, fmt.Errorf("%w: departments.json: %w", ErrClassifier, err)
	}
	names, err := fs.Glob(files, "themes/*.json")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("%w: no themes", ErrClassifier)
	}
	for _, name := range names {
		var t Theme
		if _, err := readJSON(files, name, sum, &t); err != nil {
			return nil, err
		}
		if err := c.addTheme(t); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrClassifier, name, err)
		}
	}
	c.version = hex.EncodeToString(sum.Sum(nil)[:8])
	return c, nil
}

// readJSON reads a file, into to unless that is nil, and adds its name and contents without white space to sum.
func readJSON(files fs.FS, name string, sum hash.Hash, to any) ([]byte, error) {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrClassifier, err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, raw); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrClassifier, name, err)
	}
	fmt.Fprintf(sum, "%s %d\n%s\n", name, compact.Len(), compact.Bytes())
	if to != nil {
		if err := json.Unmarshal(raw, to); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrClassifier, name, err)
		}
	}
	return raw, nil
}

func (c *Classifier) checkDepartments() error {
	seen := map[DepartmentSlug]bool{}
	for _, d := range c.departments {
		if !validSlug(d.Slug) || seen[d.Slug] || !d.Title.complete() {
			return fmt.Errorf("department %q", d.Slug)
		}
		seen[d.Slug] = true
	}
	return nil
}

func (c *Classifier) addTheme(t Theme) error {
	if _, twice := c.Theme(t.Slug); twice || !validSlug(t.Slug) || !t.Title.complete() || t.Icon == "" || len(t.Categories) == 0 {
		return fmt.Errorf("theme %q", t.Slug)
	}
	for i := range t.Categories {
		category := &t.Categories[i]
		category.Theme = t.Slug
		if err := c.check(category); err != nil {
			return fmt.Errorf("category %q: %w", category.Slug, err)
		}
		c.category[category.Slug] = category
	}
	c.themes = append(c.themes, t)
	return nil
}

func (c *Classifier) check(category *Category) error {
	if !validSlug(category.Slug) || !strings.HasPrefix(string(category.Slug), string(category.Theme)+"-") {
		return errors.New("slug")
	}
	if c.category[category.Slug] != nil {
		return errors.New("twice")
	}
	if !category.Title.complete() {
		return errors.New("title")
	}
	if _, ok := c.Department(category.Department); !ok {
		return fmt.Errorf("department %q", category.Department)
	}
	if _, ok := c.Deadline(category.Deadline); !ok {
		return fmt.Errorf("deadline %q", category.Deadline)
	}
	if category.Emergency != (category.Deadline == deadlineEmergency) {
		return errors.New("emergency without its deadline, or the other way round")
	}
	return nil
}

// complete says that the title has words in every language.
func (t Title) complete() bool {
	for _, lang := range Langs() {
		if Normalise(t.In(lang)) == "" {
			return false
		}
	}
	return true
}
