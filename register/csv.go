package register

import (
	"encoding/csv"
	"fmt"
	"io"
)

// bom tells spreadsheets that a file is UTF-8.
const bom = "\ufeff"

// writeCSV writes RFC 4180, with the mark that spreadsheets need to read UTF-8.
func (s Sheet) writeCSV(w io.Writer) error {
	if _, err := io.WriteString(w, bom); err != nil {
		return fmt.Errorf("register: write: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if s.Semicolons {
		out.Comma = ';'
	}
	line := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		line[i] = disarm(c.Title)
	}
	if err := out.Write(line); err != nil {
		return fmt.Errorf("register: write: %w", err)
	}
	for row, err := range s.Rows {
		if err != nil {
			return err
		}
		for i := range line {
			line[i] = ""
			if i < len(row) {
				line[i] = disarm(text(row[i]))
			}
		}
		if err := out.Write(line); err != nil {
			return fmt.Errorf("register: write: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("register: write: %w", err)
	}
	return nil
}
