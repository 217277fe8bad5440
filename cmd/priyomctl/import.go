package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/lang"
	"priyom/register"
	"priyom/tiles/places"
)

// errLeft ends a reading of a table of which rows are left.
var errLeft = errors.New("rows are left; mend them in the file and import it")

// importing is what `import` is told.
type importing struct {
	file, category, errors, pack, language string
	columns, choices                       []string
	consent, dry, asJSON                   bool
}

func (t *terminal) importCommand() *cobra.Command {
	var i importing
	c := &cobra.Command{
		Use: "import FILE", Short: "take in a table of a paper register or of a dispatch service", Args: cobra.ExactArgs(1),
		Long: "Take in a CSV or XLSX table: each row becomes a report. Columns are recognised by their titles; --map says otherwise.\n" +
			"Importing the same table again takes in nothing twice, so a reading that was cut short is simply repeated. Rows that\n" +
			"can't be taken in are written into a file beside the table, with what is wrong: mend and import that.\n" +
			"Names, phones and addresses of people are only taken in with --consent.",
		RunE: func(cmd *cobra.Command, args []string) error {
			i.file = args[0]
			return t.importTable(cmd.Context(), i)
		},
	}
	f := c.Flags()
	f.StringArrayVar(&i.columns, "map", nil, "FIELD=COLUMN, the column by its title or number from 1, 0 for none; FIELD is one of "+fieldNames())
	f.StringVar(&i.category, "category", "", "category of rows whose kind isn't understood, as `priyomctl categories` lists them")
	f.StringArrayVar(&i.choices, "choose", nil, "WORDS=SLUG, the category of rows of this kind")
	f.BoolVar(&i.consent, "consent", false, "everybody in the table agreed on paper to the processing of their data")
	f.BoolVar(&i.dry, "dry-run", false, "only tell what would happen")
	f.StringVar(&i.errors, "errors", "", "file for the rows that are left (beside the table)")
	f.StringVar(&i.pack, "pack", "", "district pack to find addresses on")
	f.BoolVar(&i.asJSON, "json", false, "as JSON")
	f.StringVar(&i.language, "lang", string(civic.LangRU), "language of what is said about rows: ru, uk or en")
	return c
}

func fieldNames() string {
	var names []string
	for _, f := range register.Readable() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// importJSON is what became of a table, as scripts read it.
type importJSON struct {
	Source  string            `json:"source"`
	Columns map[string]string `json:"columns"` // field to title
	Rows    int               `json:"rows"`
	Ready   int               `json:"ready"`
	Fresh   int               `json:"fresh"`
	Known   int               `json:"known"`
	Left    int               `json:"left"`
	Unsure  map[string]int    `json:"unsure,omitempty"` // words to rows
	Errors  string            `json:"errors,omitempty"` // the file with what is left
}

func (t *terminal) importTable(ctx context.Context, i importing) error {
	known, err := classifier()
	if err != nil {
		return err
	}
	catalogue, err := lang.Load()
	if err != nil {
		return err
	}
	table, err := register.Read(i.file)
	if err != nil {
		return err
	}
	plan := register.NewPlan(table, known, catalogue)
	if err := i.fill(plan, known); err != nil {
		return err
	}
	v := catalogue.Voice(civic.Lang(i.language))
	if i.pack == "" {
		return t.take(ctx, i, plan, v)
	}
	return withPlaces(i.pack, func(l *places.Places) error {
		plan.Locate = register.OnMap(l, v.Lang())
		return t.take(ctx, i, plan, v)
	})
}

// fill adds to a plan what was said about it.
func (i importing) fill(plan *register.Plan, known *civic.Classifier) error {
	plan.Consent = i.consent
	for _, one := range i.columns {
		name, column, _ := strings.Cut(one, "=")
		f := register.Field(name)
		if !slices.Contains(register.Readable(), f) {
			return fmt.Errorf("--map %s: no field %q; give one of %s", one, name, fieldNames())
		}
		at := slices.IndexFunc(plan.Table.Head, func(title string) bool { return civic.Normalise(title) == civic.Normalise(column) && title != "" })
		if n, err := strconv.Atoi(column); err == nil && n >= 0 && n <= len(plan.Table.Head) {
			at = n - 1
		} else if at < 0 {
			return fmt.Errorf("--map %s: no column %q; there are %q", one, column, plan.Table.Head)
		}
		plan.Set(at, f)
	}
	category := func(slug string) (civic.CategorySlug, error) {
		if _, ok := known.Category(civic.CategorySlug(slug)); !ok {
			return "", fmt.Errorf("no category %q", slug)
		}
		return civic.CategorySlug(slug), nil
	}
	var err error
	if i.category != "" {
		if plan.Otherwise, err = category(i.category); err != nil {
			return err
		}
	}
	for _, one := range i.choices {
		words, slug, _ := strings.Cut(one, "=")
		if plan.Choices[civic.Normalise(words)], err = category(slug); err != nil {
			return err
		}
	}
	return nil
}

// take holds the table against the rules, hands in what is ready and writes down what is left.
func (t *terminal) take(ctx context.Context, i importing, plan *register.Plan, v *lang.Voice) error {
	checked, err := plan.Check(ctx, time.Now(), nil)
	if err != nil {
		return err
	}
	out := importJSON{Source: plan.Table.Source, Columns: map[string]string{}, Rows: len(plan.Table.Rows), Ready: len(checked.Ready), Left: len(checked.Bad) + len(checked.Waiting)}
	for at, f := range plan.Fields {
		if f != register.Ignore {
			out.Columns[string(f)] = plan.Table.Head[at]
		}
	}
	for _, u := range checked.Unsure {
		if out.Unsure == nil {
			out.Unsure = map[string]int{}
		}
		out.Unsure[u.Words] = u.Rows
	}
	if !i.dry {
		s, err := t.open(ctx)
		if err != nil {
			return err
		}
		result, err := register.Run(ctx, s, checked, nil)
		out.Fresh, out.Known = result.Fresh, result.Known
		if err != nil {
			return fmt.Errorf("%d rows are in: %w; import the same table again", result.Fresh, err)
		}
		if out.Left > 0 {
			if out.Errors = i.errors; out.Errors == "" {
				out.Errors = filepath.Join(filepath.Dir(i.file), plan.LeftName())
			}
			if err := register.Save(out.Errors, plan.Left(checked, v), register.CSV); err != nil {
				return err
			}
		}
	}
	if err := t.tellImport(i, out, checked, v); err != nil {
		return err
	}
	if out.Left > 0 && !i.dry {
		return errLeft
	}
	return nil
}

func (t *terminal) tellImport(i importing, out importJSON, checked *register.Checked, v *lang.Voice) error {
	if i.asJSON {
		return t.printJSON(out)
	}
	for _, f := range register.Readable() {
		if title, ok := out.Columns[string(f)]; ok {
			fmt.Fprintf(t.out, "%s\t%q\n", f, title)
		}
	}
	const told = 20
	for n, p := range checked.Problems {
		if n == told {
			fmt.Fprintf(t.out, "and %d more\n", len(checked.Problems)-told)
			break
		}
		fmt.Fprintln(t.out, v.With("register.errors.row", lang.Args{"N": p.N, "What": p.Words(v)}))
	}
	for _, u := range checked.Unsure[:min(told, len(checked.Unsure))] {
		fmt.Fprintf(t.out, "kind not understood: %q, %d rows, perhaps %s\n", u.Words, u.Rows, joinSlugs(u.Offered))
	}
	fmt.Fprintf(t.out, "%d rows: %d ready, %d taken in, %d were here, %d left %s\n", out.Rows, out.Ready, out.Fresh, out.Known, out.Left, out.Errors)
	return nil
}

func joinSlugs(slugs []civic.CategorySlug) string {
	if len(slugs) == 0 {
		return "none"
	}
	var all []string
	for _, s := range slugs {
		all = append(all, string(s))
	}
	return strings.Join(all, ", ")
}
