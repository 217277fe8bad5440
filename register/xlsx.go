package register

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// What a sheet can hold: the format's own limits (ECMA-376).
const (
	maxCell = 32767 // characters
	maxName = 31    // of a sheet
)

// writeXLSX writes the rows as they come, through a temporary file if there are many: texts as texts, times as times, the head
// frozen and with a filter.
func (s Sheet) writeXLSX(w io.Writer) (err error) {
	f := excelize.NewFile(excelize.Options{TmpDir: s.Temp})
	defer func() { err = errors.Join(err, f.Close()) }()
	name := sheetName(s.Name)
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return fmt.Errorf("register: sheet: %w", err)
	}
	form := "dd.mm.yyyy hh:mm"
	date, err := f.NewStyle(&excelize.Style{CustomNumFmt: &form})
	if err != nil {
		return fmt.Errorf("register: style: %w", err)
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return fmt.Errorf("register: style: %w", err)
	}
	out, err := f.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("register: sheet: %w", err)
	}
	n, err := s.stream(out, date, bold)
	if err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("register: sheet: %w", err)
	}
	last, err := excelize.CoordinatesToCellName(len(s.Columns), n)
	if err != nil {
		return fmt.Errorf("register: sheet: %w", err)
	}
	if err := f.AutoFilter(name, "A1:"+last, nil); err != nil {
		return fmt.Errorf("register: filter: %w", err)
	}
	if _, err := f.WriteTo(w); err != nil {
		return fmt.Errorf("register: write: %w", err)
	}
	return nil
}

// stream writes head and rows, and returns the number of the last one.
func (s Sheet) stream(out *excelize.StreamWriter, date, bold int) (n int, err error) {
	for i, c := range s.Columns {
		if err := out.SetColWidth(i+1, i+1, max(4, c.Width)); err != nil {
			return 0, fmt.Errorf("register: width: %w", err)
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return 0, fmt.Errorf("register: panes: %w", err)
	}
	head := make([]any, len(s.Columns))
	for i, c := range s.Columns {
		head[i] = excelize.Cell{Value: c.Title, StyleID: bold}
	}
	if err := out.SetRow("A1", head); err != nil {
		return 0, fmt.Errorf("register: head: %w", err)
	}
	n = 1
	for row, err := range s.Rows {
		if err != nil {
			return n, err
		}
		n++
		cells := make([]any, len(row))
		for i, c := range row {
			switch c := c.(type) {
			case time.Time:
				if !c.IsZero() {
					cells[i] = excelize.Cell{Value: wallClock(c), StyleID: date}
				}
			case string:
				cells[i] = cut(c)
			default:
				cells[i] = c
			}
		}
		at, err := excelize.CoordinatesToCellName(1, n)
		if err != nil {
			return n, fmt.Errorf("register: row: %w", err)
		}
		if err := out.SetRow(at, cells); err != nil {
			return n, fmt.Errorf("register: row %d: %w", n, err)
		}
	}
	return n, nil
}

// wallClock is a time as a spreadsheet keeps it: what the clock showed here, without a zone, to the minute.
func wallClock(t time.Time) time.Time {
	t = t.Local()
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, time.UTC)
}

// cut keeps a text within what a cell holds, and out of it what XML can't hold.
func cut(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) > maxCell {
		s = string([]rune(s)[:maxCell])
	}
	return s
}

// sheetName is a name that a sheet may have.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return ' '
		}
		return r
	}, s)
	if r := []rune(strings.TrimSpace(s)); len(r) > 0 {
		return string(r[:min(len(r), maxName)])
	}
	return "1"
}
