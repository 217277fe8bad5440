package present

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"priyom/lang"
	"priyom/register"
	"priyom/store"
)

// everything is all time.
var everything = store.Range{}

// writeRegister writes what answers a question into a file.
func (p *Point) writeRegister(ctx context.Context, e Export, q store.Query, v *lang.Voice, path string, progress func(done, all int)) error {
	ids, err := p.store.Find(ctx, q)
	if err != nil {
		return err
	}
	book, err := p.book(ctx, v)
	if err != nil {
		return err
	}
	if e.Format == FormatPDF {
		doc, err := book.List(ctx, ids, e.Personal, nil, p.env.Clock())
		if err != nil {
			return err
		}
		return register.SavePDF(path, doc)
	}
	told := 0
	return register.Save(path, book.Sheet(ctx, ids, e.Personal, func(done int) {
		if done-told > 500 { // some times a second
			told = done
			progress(done, len(ids))
		}
	}), e.Format)
}

// book is this point's register.
func (p *Point) book(ctx context.Context, v *lang.Voice) (register.Book, error) {
	names, err := p.operatorNames(ctx)
	return register.Book{Store: p.store, Known: p.env.Known, Voice: v, Operators: names}, err
}

// freeName is a path in a folder that nothing has yet.
func freeName(dir, name, ending string) string {
	path := filepath.Join(dir, name+ending)
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = filepath.Join(dir, fmt.Sprintf("%s (%d)%s", name, n, ending))
	}
}
