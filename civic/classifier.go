package civic

import (
	"slices"
	"sync"
)

// Classifier is all that can be reported, by themes. It is immutable; one value may be used from many goroutines. The zero
// Classifier knows nothing.
type Classifier struct {
	version     string
	themes      []Theme
	departments []Department
	deadlines   []DeadlineClass
	category    map[CategorySlug]*Category
	indexing    sync.Once
	index       *index // made by indexed
}

// Theme is a group of categories, such as roads.
type Theme struct {
	Slug       ThemeSlug  `json:"slug"`
	Icon       string     `json:"icon"` // name of a drawing
	Title      Title      `json:"title"`
	Categories []Category `json:"categories"` // the commonest first; shared: don't change it
}

// Category is one kind of problem.
type Category struct {
	Slug       CategorySlug   `json:"slug"` // begins with its theme's
	Theme      ThemeSlug      `json:"-"`
	Title      Title          `json:"title"`
	Say        Sayings        `json:"say"`
	Department DepartmentSlug `json:"department"` // who deals with it unless a moderator knows better
	Deadline   DeadlineSlug   `json:"deadline"`
	Emergency  bool           `json:"emergency"` // lives are in danger: the screen shows 112 at once
}

// Department is somebody who deals with problems.
type Department struct {
	Slug  DepartmentSlug `json:"slug"`
	Title Title          `json:"title"`
}

// Version names the contents: 16 hexadecimal digits of a hash over the data, whatever their white space.
func (c *Classifier) Version() string { return c.version }

// Themes lists all themes in their order. The caller owns the slice, not the categories in it.
func (c *Classifier) Themes() []Theme { return slices.Clone(c.themes) }

// Departments lists all departments in their order. The caller owns the slice.
func (c *Classifier) Departments() []Department { return slices.Clone(c.departments) }

// Theme finds a theme, and says whether there is one of that slug.
func (c *Classifier) Theme(slug ThemeSlug) (Theme, bool) {
	for _, t := range c.themes {
		if t.Slug == slug {
			return t, true
		}
	}
	return Theme{}, false
}

// Category finds a category, and says whether there is one of that slug. A nil Classifier has none.
func (c *Classifier) Category(slug CategorySlug) (Category, bool) {
	if c == nil {
		return Category{}, false
	}
	if found := c.category[slug]; found != nil {
		return *found, true
	}
	return Category{}, false
}

// Department finds a department, and says whether there is one of that slug.
func (c *Classifier) Department(slug DepartmentSlug) (Department, bool) {
	for _, d := range c.departments {
		if d.Slug == slug {
			return d, true
		}
	}
	return Department{}, false
}

// DeadlineClasses lists all deadline classes in their order. The caller owns the slice.
func (c *Classifier) DeadlineClasses() []DeadlineClass { return slices.Clone(c.deadlines) }

// Deadline finds a deadline class, and says whether there is one of that slug.
func (c *Classifier) Deadline(slug DeadlineSlug) (DeadlineClass, bool) {
	for _, d := range c.deadlines {
		if d.Slug == slug {
			return d, true
		}
	}
	return DeadlineClass{}, false
}
