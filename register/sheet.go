package register

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
)

// Format is a kind of file.
type Format string

// The formats.
const (
	CSV  Format = "csv"
	XLSX Format = "xlsx"
)

// Column is a column of a sheet that is written.
type Column struct {
	Title string
	Width float64 // in characters
}

// Cell is what stands in a cell: a text, a time.Time, or an int. A zero time is an empty cell.
type Cell any

// Rows are a sheet's. An error ends them.
type Rows iter.Seq2[[]Cell, error]

// Sheet is a table to be written.
type Sheet struct {
	Name    string // of the sheet in the file
	Columns []Column
	Rows    Rows
	// Semicolons says that a comma is part of numbers where the file is read, so that a spreadsheet there expects semicolons.
	Semicolons bool
	// Temp is the folder for what doesn't fit into memory meanwhile: the one that the file goes to, as both say the same.
	Temp string
}

// Write writes the sheet in a format.
func (s Sheet) Write(w io.Writer, f Format) error {
	switch f {
	case CSV:
		return s.writeCSV(w)
	case XLSX:
		return s.writeXLSX(w)
	}
	return fmt.Errorf("register: no format %q", f)
}

// timeForm is how a time is written where it is text: it sorts, and spreadsheets know it.
const timeForm = "2006-01-02 15:04"

// text is a cell as CSV has it.
func text(c Cell) string {
	switch c := c.(type) {
	case string:
		return c
	case time.Time:
		if c.IsZero() {
			return ""
		}
		return c.Local().Format(timeForm)
	}
	return fmt.Sprint(c)
}

// disarm keeps a spreadsheet from running a text as a formula: what begins like one gets an apostrophe (OWASP, CSV injection).
func disarm(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// arm takes the apostrophe off again.
func arm(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@\t\r", rune(s[1])) {
		return s[1:]
	}
	return s
}
