package present

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"priyom/civic"
	"priyom/durable"
	"priyom/lang"
	"priyom/paper"
	"priyom/register"
	"priyom/store"
)

// Format is a kind of file that the register is written as.
type Format = register.Format

// The formats.
const (
	FormatCSV  = register.CSV
	FormatXLSX = register.XLSX
	FormatPDF  = register.PDF
)

// Export is what is to be written of the register.
type Export struct {
	All      bool // whatever is narrowed
	Format   Format
	Personal bool // with the columns about people
}

// ExportState is how far the writing of a file is.
type ExportState struct {
	Running   bool
	Done, All int // rows
}

// operatorNames reads what the operators are called.
func (p *Point) operatorNames(ctx context.Context) (map[civic.OperatorID]string, error) {
	operators, err := p.store.Operators(ctx)
	names := make(map[civic.OperatorID]string, len(operators))
	for _, o := range operators {
		names[o.ID] = o.Name
	}
	return names, err
}

// Export writes the register into a folder, under a name that wasn't there before. It may take a while; Cancel ends it.
func (j *Journal) Export(e Export, dir string) {
	if j.export.Running {
		return
	}
	ctx, cancel := context.WithCancel(j.p.ctx)
	j.export, j.endExport = ExportState{Running: true}, cancel
	j.changed()
	question, voice := j.exportQuestion(e), j.p.Voice()
	name := freeName(dir, voice.With("journal.export.file", lang.Args{"Day": j.p.env.Clock().Local().Format("2006-01-02")}), "."+string(e.Format))
	j.p.workers.Go(func() {
		defer cancel()
		err := j.p.writeRegister(ctx, e, question, voice, name, func(done, all int) {
			j.p.env.Post(func() {
				j.export.Done, j.export.All = done, all
				j.changed()
			})
		})
		if j.p.ctx.Err() != nil {
			return
		}
		j.p.env.Post(func() { j.exported(name, err) })
	})
}

// exportQuestion is what an export is of.
func (j *Journal) exportQuestion(e Export) store.Query {
	q := j.question()
	if e.All {
		q.Text, q.Statuses, q.Settlements, q.Categories, q.Operators = "", nil, nil, nil, nil
		q.Due, q.Taken = everything, everything
	}
	return q
}

// Print shows the register as it will be printed.
func (j *Journal) Print(e Export) {
	q, v, now := j.exportQuestion(e), j.p.Voice(), j.p.env.Clock()
	title := v.Say("register.sheet")
	j.p.Preview.Open(Paperwork{
		Title: title, File: v.With("journal.export.file", lang.Args{"Day": now.Local().Format("2006-01-02")}), Papers: []paper.Paper{paper.A4Landscape},
		Make: func(ctx context.Context, _ paper.Paper) (*paper.Document, error) {
			ids, err := j.p.store.Find(ctx, q)
			if err != nil {
				return nil, err
			}
			book, err := j.p.book(ctx, v)
			if err != nil {
				return nil, err
			}
			return book.List(ctx, ids, e.Personal, nil, now)
		},
	})
}

// CancelExport ends the writing; nothing is left of the file.
func (j *Journal) CancelExport() {
	if j.export.Running {
		j.endExport()
	}
}

func (j *Journal) exported(path string, err error) {
	j.export = ExportState{}
	switch {
	case errors.Is(err, context.Canceled):
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		j.p.failed("register not written", errors.Join(errFolderGone, errorKind(err)))
	case durable.IsFull(err):
		j.p.failed("register not written", errors.Join(store.ErrDiskFull, errorKind(err)))
	case err != nil:
		j.p.failed("register not written", errorKind(err))
	default:
		j.p.notice(ToneGood, j.p.Voice().With("journal.export.done", lang.Args{"File": filepath.Base(path), "Folder": filepath.Dir(path)}))
	}
	j.changed()
}
