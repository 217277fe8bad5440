package register

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// What a table may be. Whatever is larger is refused before much of it is read.
const (
	MaxFile    = 50 << 20 // bytes
	MaxRows    = 100_000
	MaxColumns = 100
	maxBare    = 300 << 20 // bytes of an XLSX when it is unpacked
)

// Errors of reading; people are told by their keys.
var (
	ErrFile    = errors.New("register: no table that can be read")
	ErrLarge   = errors.New("register: the file is too large")
	ErrRows    = errors.New("register: too many rows")
	ErrColumns = errors.New("register: too many columns")
	ErrEmpty   = errors.New("register: no rows")
	ErrBomb    = errors.New("register: unpacked it would be too large")
	ErrOld     = errors.New("register: an old or protected spreadsheet")
)

// Table is what was read: a head and rows, all text.
type Table struct {
	Source string // the file's name without its folder and ending; what the rows' keys begin with
	Head   []string
	Rows   []Row
	Dates  bool // dates may be numbers of a spreadsheet
}

// Row is one row.
type Row struct {
	N     int // as a spreadsheet numbers it
	Cells []string
}

// errorsEnding marks a file of rows that couldn't be taken in: mended, it is the same source.
const errorsEnding = ".errors"

// Read reads a table from a file. It is known by its content, not by its ending.
func Read(path string) (*Table, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("register: open: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	raw, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("register: read: %w", err)
	}
	name := filepath.Base(path)
	return Parse(strings.TrimSuffix(strings.TrimSuffix(name, filepath.Ext(name)), errorsEnding), raw)
}

// Parse reads a table from the content of a file.
func Parse(source string, raw []byte) (*Table, error) {
	var rows []Row
	var err error
	spreadsheet := bytes.HasPrefix(raw, []byte("PK"))
	switch {
	case len(raw) > MaxFile:
		return nil, ErrLarge
	case spreadsheet:
		rows, err = readXLSX(raw)
	case bytes.HasPrefix(raw, []byte{0xD0, 0xCF, 0x11, 0xE0}): // a compound file: .xls, or an XLSX under a password
		return nil, ErrOld
	default:
		rows, err = readCSV(raw)
	}
	if err != nil {
		return nil, err
	}
	t := &Table{Source: source, Dates: spreadsheet}
	return t, t.fill(rows)
}

// fill takes the first row that has two cells as the head, and what has anything in it below as rows.
func (t *Table) fill(rows []Row) error {
	at := 0
	for at < len(rows) && filled(rows[at].Cells) < 2 {
		at++ // a title over the table
	}
	if at == len(rows) {
		if at = 0; len(rows) == 0 || filled(rows[0].Cells) == 0 {
			return ErrEmpty
		}
	}
	t.Head = rows[at].Cells
	for i := range t.Head {
		t.Head[i] = strings.Join(strings.Fields(t.Head[i]), " ")
	}
	for _, r := range rows[at+1:] {
		if filled(r.Cells) > 0 {
			t.Rows = append(t.Rows, r)
		}
	}
	if len(t.Rows) == 0 {
		return ErrEmpty
	}
	for _, r := range t.Rows {
		for len(t.Head) < len(r.Cells) {
			t.Head = append(t.Head, "")
		}
	}
	return nil
}

func filled(cells []string) (n int) {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// Cell is what stands in a row's column; "" beyond its end.
func (r Row) Cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return strings.TrimSpace(r.Cells[i])
}

// decode makes UTF-8 of what spreadsheets and dispatch services here write: UTF-8, UTF-16 with its mark, or windows-1251.
func decode(raw []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(raw, []byte(bom)):
		raw = raw[len(bom):]
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}), bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		out, _, err := transform.Bytes(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder(), raw)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFile, err)
		}
		return out, nil
	}
	if utf8.Valid(raw) {
		return raw, nil
	}
	out, err := charmap.Windows1251.NewDecoder().Bytes(raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	return out, nil
}

func readCSV(raw []byte) ([]Row, error) {
	text, err := decode(raw)
	if err != nil {
		return nil, err
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, ErrFile
	}
	in := csv.NewReader(bytes.NewReader(text))
	in.Comma, in.LazyQuotes, in.FieldsPerRecord, in.ReuseRecord = separator(text), true, -1, true
	var rows []Row
	number, next := 0, 1 // of the row before, and the line that the next one begins at if no empty one is between
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFile, err)
		}
		line, _ := in.FieldPos(0)
		number += max(1, line-next+1)
		next = line + 1
		row := Row{N: number, Cells: make([]string, len(cells))}
		for i, c := range cells {
			next += strings.Count(c, "\n")
			row.Cells[i] = arm(c)
		}
		if rows, err = add(rows, row); err != nil {
			return nil, err
		}
	}
}

// add keeps a row within the limits.
func add(rows []Row, r Row) ([]Row, error) {
	for len(r.Cells) > 0 && strings.TrimSpace(r.Cells[len(r.Cells)-1]) == "" {
		r.Cells = r.Cells[:len(r.Cells)-1]
	}
	switch {
	case len(r.Cells) > MaxColumns:
		return nil, fmt.Errorf("%w: row %d has %d", ErrColumns, r.N, len(r.Cells))
	case len(rows) > MaxRows: // one is the head
		return nil, ErrRows
	}
	return append(rows, r), nil
}

// separator is what parts the cells: the one of semicolon, tab and comma that the first lines have most of, outside quotes.
func separator(text []byte) rune {
	counts := map[byte]int{}
	quoted := false
	lines := 0
	for _, c := range text[:min(len(text), 64<<10)] {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			if lines++; lines == 20 {
				return most(counts)
			}
		case c == ';', c == '\t', c == ',':
			counts[c]++
		}
	}
	return most(counts)
}

// most weighs commas less: they stand in texts and addresses, too.
func most(counts map[byte]int) rune {
	best, score := ';', 0
	for _, c := range []byte{';', '\t', ','} {
		n := counts[c] * 2
		if c == ',' {
			n = counts[c]
		}
		if n > score {
			best, score = rune(c), n
		}
	}
	return best
}
