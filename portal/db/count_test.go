package db_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

var writesCases = regexp.MustCompile(`(?i)(UPDATE|INSERT INTO|DELETE FROM) cases\b`)

// Sums over cases are only right if every method that changes one says so.
func TestWhoeverWritesCasesTouchesThem(t *testing.T) {
	fset := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			writes, touches := false, false
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.BasicLit:
					writes = writes || writesCases.MatchString(n.Value)
				case *ast.SelectorExpr:
					touches = touches || n.Sel.Name == "touch"
				}
				return true
			})
			if writes {
				found++
			}
			if writes && !touches {
				t.Errorf("%s: %s changes cases and doesn't touch them first", fset.Position(f.Pos()), f.Name.Name)
			}
		}
	}
	if found < 4 {
		t.Errorf("only %d methods change cases", found)
	}
}

// A counter is told of each case once, as it was before the transaction and as it is in the end.
func TestCounterIsTold(t *testing.T) {
	d, now := queue(t)
	var told [][]db.Changed
	d.Count(func(_ *db.Tx, changed []db.Changed) error {
		told = append(told, changed)
		return nil
	})
	c := db.Case{Report: civic.ReportID{1}, Arrival: 1, Number: "СТ-1", Status: civic.StatusModeration, StatusAt: *now, Captured: *now, Received: *now}
	write(t, d, func(tx *db.Tx) error {
		e := entry(civic.DeviceID{1}, 1, journal.Hash{})
		if err := tx.AddDevice(device(1), "CT", 1); err != nil {
			return err
		}
		if _, err := tx.AddEntry(e); err != nil {
			return err
		}
		r := db.Report{Report: civic.Report{ID: c.Report}, Device: e.Device, Epoch: e.Epoch, Seq: e.Seq, Arrival: 1}
		return errors.Join(tx.AddReport(r), tx.OpenCase(c))
	})
	write(t, d, func(tx *db.Tx) error {
		c, err := tx.Case(c.Report)
		if err != nil {
			return err
		}
		c.Department = "roads"
		return errors.Join(tx.PutCase(&c), tx.AddStep(c.Report, db.Step{Status: civic.StatusAssigned, At: tx.Now}))
	})
	write(t, d, func(*db.Tx) error { return nil })
	if len(told) != 2 || len(told[0]) != 1 || len(told[1]) != 1 {
		t.Fatalf("%+v", told)
	}
	first, second := told[0][0], told[1][0]
	if first.Before != nil || first.After == nil || second.Before == nil || second.Before.Department != "" || second.After.Department != "roads" ||
		second.After.Status != civic.StatusAssigned {
		t.Errorf("%+v, %+v", first, second)
	}
}
