package register

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// readXLSX reads the first sheet that isn't empty. Cells are what is stored, not what is shown: dates are numbers.
func readXLSX(raw []byte) (rows []Row, err error) {
	if err := notBomb(raw); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader( // all in memory: nothing readable in temporary files
		bytes.NewReader(raw), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxBare, UnzipXMLSizeLimit: maxBare})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	for _, sheet := range f.GetSheetList() {
		if rows, err = readSheet(f, sheet); err != nil {
			return nil, err
		}
		for _, r := range rows {
			if filled(r.Cells) > 1 {
				return rows, nil
			}
		}
	}
	return rows, nil
}

func readSheet(f *excelize.File, sheet string) (all []Row, err error) {
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for n := 1; rows.Next(); n++ {
		if n > 4*MaxRows {
			return nil, ErrRows
		}
		cells, err := rows.Columns()
		if err != nil {
			return nil, fmt.Errorf("%w: row %d: %w", ErrFile, n, err)
		}
		if filled(cells) == 0 {
			continue
		}
		if all, err = add(all, Row{n, cells}); err != nil {
			return nil, err
		}
	}
	if err := rows.Error(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	return all, nil
}

// notBomb looks at what a zip says of itself; what lies is stopped while it is unpacked.
func notBomb(raw []byte) error {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFile, err)
	}
	var sum uint64
	for _, f := range z.File {
		if sum += f.UncompressedSize64; sum > maxBare || f.UncompressedSize64 > maxBare {
			return ErrBomb
		}
	}
	return nil
}
