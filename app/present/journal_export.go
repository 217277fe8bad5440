package present

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"priyom/civic"
	"priyom/durable"
	"priyom/lang"
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
	question, voice := j.question(), j.p.Voice()
	if e.All {
		question.Text, question.Statuses, question.Settlements, question.Categories, question.Operators = "", nil, nil, nil, nil
		question.Due, question.Taken = everything, everything
	}
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
