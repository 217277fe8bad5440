package db_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/stdlib"

	"priyom/portal/db"
	"priyom/portal/db/dbtest"
)

// statements finds every SQL statement in this package that is a constant, with its place in the source. Those that are put
// together at run time are seen by their own tests alone.
func statements(t *testing.T) map[string]string {
	t.Helper()
	files := token.NewFileSet()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var parsed []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, f)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	lenient := types.Config{Importer: nothing{}, Error: func(error) {}} // constants need no imports
	_, _ = lenient.Check("db", files, parsed, info)
	found := map[string]string{}
	for _, f := range parsed {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !queries(call) {
				return true
			}
			for _, arg := range call.Args {
				if v := info.Types[arg].Value; v != nil && v.Kind() == constant.String && looksLikeSQL.MatchString(constant.StringVal(v)) {
					found[constant.StringVal(v)] = files.Position(arg.Pos()).String()
				}
			}
			return true
		})
	}
	if len(found) < 100 {
		t.Fatalf("only %d statements found", len(found))
	}
	return found
}

var looksLikeSQL = regexp.MustCompile(`^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b`)

// queries says that a call is one of exec, change, one and all.
func queries(call *ast.CallExpr) bool {
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name == "exec" || f.Sel.Name == "change"
	case *ast.Ident:
		return f.Name == "one" || f.Name == "all"
	}
	return false
}

// nothing is no package at all.
type nothing struct{}

func (nothing) Import(string) (*types.Package, error) { return nil, fs.ErrNotExist }

// Every statement is one that both engines understand, and takes arguments of the types that columns have: where a number
// in a statement makes a parameter a short integer, large ones fail.
func TestStatementsFitBothEngines(t *testing.T) {
	file, schema := filepath.Join(t.TempDir(), "portal.db"), dbtest.Schema(t)
	open(t, file)
	open(t, schema)
	lite, server := dbtest.Raw(t, file), dbtest.Raw(t, schema)
	defer lite.Close()
	defer server.Close()
	c, err := server.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	all := statements(t)
	for _, query := range slices.Sorted(maps.Keys(all)) {
		for _, problem := range style(query) {
			t.Errorf("%s: %s: %s", all[query], problem, query)
		}
		if s, err := lite.PrepareContext(t.Context(), db.Numbered(query)); err != nil {
			t.Errorf("%s: SQLite: %v: %s", all[query], err, query)
		} else if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := c.Raw(func(conn any) error { return prepares(t.Context(), conn.(*stdlib.Conn), query) }); err != nil {
			t.Errorf("%s: PostgreSQL: %v: %s", all[query], err, query)
		}
	}
}

func prepares(ctx context.Context, c *stdlib.Conn, query string) error {
	s, err := c.Conn().Prepare(ctx, "", query)
	if err != nil {
		return err
	}
	for i, oid := range s.ParamOIDs {
		switch oid {
		case pgtype.Int8OID, pgtype.ByteaOID, pgtype.TextOID, pgtype.Float8OID:
		case pgtype.Int4OID:
			return fmt.Errorf("$%d is a short integer there: compare it with a column first, or CAST($%d AS BIGINT)", i+1, i+1)
		default:
			return fmt.Errorf("$%d has the type %d there", i+1, oid)
		}
	}
	return nil
}

var (
	limited  = regexp.MustCompile(`\bLIMIT\b`)
	ordered  = regexp.MustCompile(`\bORDER BY\b`)
	offset   = regexp.MustCompile(`\bOFFSET\b`)
	foreign  = regexp.MustCompile(`(?i)\bINSERT OR\b|\browid\b|\bIFNULL\b|\bstrftime\b|\bdatetime\b|\bGLOB\b`)
	bySorted = regexp.MustCompile(`\bORDER BY\s+([^()]+?)(?:\bLIMIT\b|\)|$)`)
)

// style is what a statement does that differs between the engines and that neither refuses.
func style(query string) (problems []string) {
	if limited.MatchString(query) && !ordered.MatchString(query) {
		problems = append(problems, "LIMIT without ORDER BY")
	}
	if offset.MatchString(query) {
		problems = append(problems, "OFFSET reads all that it skips")
	}
	if word := foreign.FindString(query); word != "" {
		problems = append(problems, word+" is SQLite's alone")
	}
	return append(problems, nullsInOrder(query)...)
}

// nullable are columns that may be NULL; SQLite puts those first, PostgreSQL last.
var nullable = regexp.MustCompile(`\b(revoked_at|queue_oldest|spent_at|registered_at|published_at|replied_at|solved_at|due_at|ended_at|closed_at|taken_at|executor|author|merged_into)\b`)

// never are statements whose rows have none: a petition is published, and what failed has ended.
var never = []string{"FROM petition ORDER BY published_at", "FROM job WHERE state = 'failed' ORDER BY ended_at"}

func nullsInOrder(query string) (problems []string) {
	for _, by := range bySorted.FindAllStringSubmatch(query, -1) {
		for _, column := range strings.Split(by[1], ",") {
			name := nullable.FindString(column)
			if name == "" || strings.Contains(column, "NULLS") || holds(query, name) || slices.ContainsFunc(never, func(s string) bool { return strings.Contains(query, s) }) {
				continue
			}
			problems = append(problems, fmt.Sprintf("where %s is NULL the order differs: say %s IS NOT NULL, or NULLS FIRST or LAST", name, name))
		}
	}
	return problems
}

// holds says that a statement leaves out rows where a column is NULL.
func holds(query, column string) bool {
	return regexp.MustCompile(`\b` + column + `\s*(IS NOT NULL|[<>=])`).MatchString(query)
}
