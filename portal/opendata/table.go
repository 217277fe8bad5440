package opendata

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"priyom/portal/db"
)

// License is under which the public files are given out.
const License = "https://creativecommons.org/licenses/by/4.0/"

const pageLength = 1000

// Table is reports as a table that is yet to be written.
type Table struct {
	DB      *db.DB
	Filter  db.CaseFilter
	Columns []Column
	Words   Words
}

// each calls f for every case, the first arrived first. Between pages nothing is held: a slow reader keeps nobody waiting.
func (t *Table) each(ctx context.Context, f func(db.Case) error) error {
	for arrival := int64(0); ; {
		var page []db.Case
		err := t.DB.Read(ctx, func(tx *db.Tx) (err error) {
			page, err = tx.CasesLike(t.Filter, arrival, pageLength)
			return err
		})
		if err != nil {
			return err
		}
		for _, c := range page {
			arrival = c.Arrival
			if err := f(c); err != nil {
				return err
			}
		}
		if len(page) < pageLength {
			return nil
		}
	}
}

// CSV is how a table is written as text.
type CSV struct {
	Excel bool // as Excel opens it by a double click: with a byte order mark and semicolons
}

// WriteCSV writes a table as CSV (RFC 4180), in UTF-8.
func (t *Table) WriteCSV(ctx context.Context, to io.Writer, how CSV) error {
	w := csv.NewWriter(to)
	w.UseCRLF = true
	if how.Excel {
		if _, err := io.WriteString(to, "\ufeff"); err != nil {
			return err
		}
		w.Comma = ';'
	}
	line := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		line[i] = c.Name
	}
	if err := w.Write(line); err != nil {
		return err
	}
	err := t.each(ctx, func(c db.Case) error {
		for i, column := range t.Columns {
			line[i] = plain(column.read(&t.Words, c))
		}
		return w.Write(line)
	})
	w.Flush()
	if err == nil {
		err = w.Error()
	}
	return err
}

// plain writes a value as text. What a program for tables would take for a formula gets an apostrophe before it (OWASP, CSV
// injection).
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return Harmless(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', 7, 64)
	case time.Time:
		return v.Format(time.RFC3339)
	}
	return ""
}

// Harmless keeps text from being taken for a formula.
func Harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// feature is a report as GeoJSON has it (RFC 7946).
type feature struct {
	Type       string         `json:"type"`
	ID         string         `json:"id"`
	Geometry   *geometry      `json:"geometry"`
	Properties map[string]any `json:"properties"`
}

type geometry struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude first
}

// WriteGeoJSON writes a table as points; a report without a place has no geometry.
func (t *Table) WriteGeoJSON(ctx context.Context, to io.Writer) error {
	if _, err := fmt.Fprintf(to, "{\"type\":\"FeatureCollection\",\"license\":%q,\"features\":[", License); err != nil {
		return err
	}
	before := "\n"
	err := t.each(ctx, func(c db.Case) error {
		f := feature{Type: "Feature", ID: c.Report.String(), Properties: map[string]any{}}
		at := map[string]float64{}
		for _, column := range t.Columns {
			v := column.read(&t.Words, c)
			if x, ok := v.(float64); ok {
				at[column.Name] = x
				continue
			}
			f.Properties[column.Name] = v
		}
		if lat, ok := at["lat"]; ok {
			f.Geometry = &geometry{"Point", [2]float64{at["lon"], lat}}
		}
		raw, err := json.Marshal(f)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(to, "%s%s", before, raw)
		before = ",\n"
		return err
	})
	if err == nil {
		_, err = io.WriteString(to, "\n]}\n")
	}
	return err
}

// WriteXLSX writes a table as a workbook. What doesn't fit on a sheet goes on on the next one.
func (t *Table) WriteXLSX(ctx context.Context, to io.Writer) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	b := &book{file: f, table: t}
	if b.dates, err = f.NewStyle(&excelize.Style{NumFmt: 22}); err != nil { // m/d/yy h:mm, which is shown as is usual where one is
		return err
	}
	if err := b.turn(); err != nil {
		return err
	}
	if err := t.each(ctx, b.add); err != nil {
		return err
	}
	if err := b.sheet.Flush(); err != nil {
		return err
	}
	_, err = f.WriteTo(to)
	return err
}

// book is a workbook being written, sheet by sheet.
type book struct {
	file  *excelize.File
	table *Table
	sheet *excelize.StreamWriter
	row   int
	dates int
}

// turn begins the next sheet.
func (b *book) turn() error {
	name := fmt.Sprintf("reports %d", b.file.SheetCount)
	if b.sheet == nil {
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return err
		}
	} else {
		name = fmt.Sprintf("reports %d", b.file.SheetCount+1)
		if err := b.sheet.Flush(); err != nil {
			return err
		}
		if _, err := b.file.NewSheet(name); err != nil {
			return err
		}
	}
	var err error
	if b.sheet, err = b.file.NewStreamWriter(name); err != nil {
		return err
	}
	if err := b.sheet.SetColWidth(1, len(b.table.Columns), 18); err != nil {
		return err
	}
	heads := make([]any, len(b.table.Columns))
	for i, c := range b.table.Columns {
		heads[i] = c.Name
	}
	b.row = 1
	return b.sheet.SetRow("A1", heads)
}

func (b *book) add(c db.Case) error {
	if b.row == excelize.TotalRows {
		if err := b.turn(); err != nil {
			return err
		}
	}
	b.row++
	cells := make([]any, len(b.table.Columns))
	for i, column := range b.table.Columns {
		cells[i] = column.read(&b.table.Words, c)
		if at, ok := cells[i].(time.Time); ok {
			cells[i] = excelize.Cell{StyleID: b.dates, Value: at}
		}
	}
	return b.sheet.SetRow(fmt.Sprintf("A%d", b.row), cells)
}
