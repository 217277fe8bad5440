package opendata_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/opendata"
)

var now = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// canary is text of a report that the public doesn't see.
const canary = "Канарейкина Роза из клетки"

// table is a district with n published reports and one hidden one, to be written.
func table(t *testing.T, n int, change func(i int, c *db.Case)) *opendata.Table {
	t.Helper()
	d, err := db.Open(t.Context(), dbtest.Address(t), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	f, err := dbtest.New(t.Context(), d, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
		for i := range n {
			_, failed := f.Add(tx, func(c *db.Case) {
				c.Text, c.Published = "Яма", now
				c.Place = civic.Place{Settlement: "Ставчены", Address: "ул. Лесная, 12", Source: civic.SourceMap, Position: civic.Position{Lat: 52.3, Lon: -42.9}}
				if change != nil {
					change(i, c)
				}
			})
			err = errors.Join(err, failed)
		}
		_, failed := f.Add(tx, func(c *db.Case) { c.Text = canary })
		return errors.Join(err, failed)
	}); err != nil {
		t.Fatal(err)
	}
	known, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	return &opendata.Table{DB: d, Columns: opendata.Public(), Words: opendata.Words{Lang: civic.LangRU, Known: known, Base: "https://portal.example/reports/"}}
}

func names(columns []opendata.Column) (all []string) {
	for _, c := range columns {
		all = append(all, c.Name)
	}
	return all
}

// Programs of others rely on the names and their order: new ones come at the end, none goes.
func TestColumnsStay(t *testing.T) {
	want := []string{
		"id", "number", "url", "status", "theme", "theme_title", "category", "category_title", "text", "settlement", "address", "lat", "lon",
		"department", "department_title", "received_at", "published_at", "replied_at", "solved_at", "closed_at", "due_at", "overdue", "supporters",
		"returned", "reworked", "rating",
	}
	if got := names(opendata.Public()); !slices.Equal(got[:len(want)], want) {
		t.Errorf("%q", got)
	}
}

func TestCSV(t *testing.T) {
	hostile := []string{"=1+1", "+7", "-1", "@SUM(A1)", "\tx", `с "кавычками", и
строками`}
	w := table(t, 2500, func(i int, c *db.Case) {
		if i < len(hostile) {
			c.Text = hostile[i]
		}
	})
	for _, excel := range []bool{false, true} {
		var b bytes.Buffer
		if err := w.WriteCSV(t.Context(), &b, opendata.CSV{Excel: excel}); err != nil {
			t.Fatal(err)
		}
		content, marked := strings.CutPrefix(b.String(), "\ufeff")
		r := csv.NewReader(strings.NewReader(content))
		if excel {
			r.Comma = ';'
		}
		rows, err := r.ReadAll()
		if err != nil || marked != excel || len(rows) != 2501 {
			t.Fatalf("excel %v: %d rows, marked %v, %v", excel, len(rows), marked, err)
		}
		text, lon := slices.Index(rows[0], "text"), slices.Index(rows[0], "lon")
		for i, said := range hostile[:5] {
			if got := rows[i+1][text]; got != "'"+said {
				t.Errorf("%q is written %q", said, got)
			}
		}
		if rows[6][text] != hostile[5] || rows[1][lon] != "-42.9000000" {
			t.Errorf("%q, %q", rows[6][text], rows[1][lon])
		}
		if strings.Contains(content, canary) {
			t.Error("what nobody published is in the file")
		}
	}
}

func TestGeoJSON(t *testing.T) {
	w := table(t, 3, func(i int, c *db.Case) {
		if i == 1 {
			c.Place.Source = civic.SourceNone
		}
	})
	var b bytes.Buffer
	if err := w.WriteGeoJSON(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Type     string
		License  string
		Features []struct {
			Geometry   *struct{ Coordinates []float64 }
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "FeatureCollection" || got.License != opendata.License || len(got.Features) != 3 || got.Features[1].Geometry != nil {
		t.Fatalf("%+v", got)
	}
	if at := got.Features[0].Geometry.Coordinates; at[0] != -42.9 || at[1] != 52.3 || got.Features[0].Properties["text"] != "Яма" {
		t.Errorf("%+v", got.Features[0])
	}
	if strings.Contains(b.String(), canary) {
		t.Error("what nobody published is in the file")
	}
}

func TestXLSX(t *testing.T) {
	w := table(t, 1200, func(i int, c *db.Case) {
		if i == 0 {
			c.Text = "=HYPERLINK(\"https://example.org\")"
		}
	})
	w.Columns, w.Filter.Hidden = opendata.Inner(), true
	var b bytes.Buffer
	if err := w.WriteXLSX(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil || len(rows) != 1202 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if !slices.Equal(rows[0], names(opendata.Inner())) {
		t.Errorf("%q", rows[0])
	}
	cell, err := excelize.CoordinatesToCellName(slices.Index(rows[0], "text")+1, 2)
	if err != nil {
		t.Fatal(err)
	}
	if formula, err := f.GetCellFormula(f.GetSheetName(0), cell); err != nil || formula != "" {
		t.Errorf("a formula: %q, %v", formula, err)
	}
}

// What is asked for is what is in the file.
func TestFilters(t *testing.T) {
	w := table(t, 4, func(i int, c *db.Case) {
		c.Theme, c.Status, c.Received = "roads", civic.StatusClosed, now.AddDate(0, 0, -i)
		if i == 0 {
			c.Theme, c.Status, c.Place.Settlement, c.Department = "water", civic.StatusInWork, "Заречье", "water"
		}
	})
	for name, row := range map[string]struct {
		f    db.CaseFilter
		want int
	}{
		"all":          {db.CaseFilter{}, 4},
		"and hidden":   {db.CaseFilter{Hidden: true}, 5},
		"a theme":      {db.CaseFilter{Theme: "water"}, 1},
		"a settlement": {db.CaseFilter{Settlement: "Ставчены"}, 3},
		"a department": {db.CaseFilter{Department: "water", Settlement: "Ставчены"}, 0},
		"a status":     {db.CaseFilter{Status: civic.StatusClosed}, 3},
		"since":        {db.CaseFilter{From: now.AddDate(0, 0, -1)}, 2},
		"until":        {db.CaseFilter{Till: now}, 3},
	} {
		w.Filter = row.f
		var b bytes.Buffer
		if err := w.WriteCSV(t.Context(), &b, opendata.CSV{}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(b.String(), "\r\n") - 1; got != row.want {
			t.Errorf("%s: %d rows, want %d", name, got, row.want)
		}
	}
}
