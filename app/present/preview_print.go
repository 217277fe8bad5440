package present

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"priyom/durable"
	"priyom/lang"
	"priyom/paper"
)

// ownFolder is where papers are kept, in the folder for documents.
const ownFolder = "Priyom"

// Print hands the paper to the system. Whatever comes of it, the report isn't touched, and the paper stays to be tried again.
func (r *Preview) Print() {
	if r.made == nil || r.busy {
		return
	}
	v := r.p.Voice()
	if r.p.env.Press == nil {
		r.tell(ToneWarn, v.Say("preview.print.none"), v.Say("preview.print.next"))
		return
	}
	printer, media, name := r.printer, media(r.work.Papers[r.on], r.pages[0]), r.printer
	if name == "" {
		name = r.standard
	}
	r.pdf(func(pdf []byte) {
		r.p.press.do(func(ctx context.Context) func() {
			err := r.p.env.Press.Print(ctx, pdf, printer, media, printFolder(r.p.home))
			return func() { r.printed(name, err) }
		})
	})
}

// printed says what came of printing.
func (r *Preview) printed(printer string, err error) {
	r.busy = false
	v := r.p.Voice()
	if err == nil {
		words := v.Say("preview.printed")
		if printer != "" {
			words = v.With("preview.printed-by", lang.Args{"Name": printer})
		}
		r.tell(ToneGood, words, "")
		return
	}
	r.p.env.Log.Warn("not printed", "error", err)
	key := "preview.print.refused"
	var kinded interface{ Kind() string }
	if errors.As(err, &kinded) && v.Has("preview.print."+kinded.Kind()) {
		key = "preview.print." + kinded.Kind()
	} else if errors.Is(err, fs.ErrPermission) || durable.IsFull(err) {
		key = "preview.print.disk"
	}
	r.tell(ToneWarn, v.Say(key), v.Say("preview.print.next"))
}

// pdf makes the PDF and hands it over on the screens' goroutine.
func (r *Preview) pdf(then func(pdf []byte)) {
	made := r.made
	r.busy, r.told = true, toldPaper{}
	r.changed()
	r.p.read.do(func(context.Context) func() {
		var out bytes.Buffer
		err := made.PDF(&out)
		return func() {
			if err != nil {
				r.busy = false
				r.p.env.Log.Error("pdf not made", "error", err)
				r.tell(ToneAlarm, r.p.Voice().Say("preview.unmade"), r.p.Voice().Say("trouble.unknown"))
				return
			}
			then(out.Bytes())
		}
	})
}

// Save keeps the paper as a PDF, in a folder of its own among the documents.
func (r *Preview) Save() {
	folder := r.p.home
	if r.p.env.Documents != nil {
		if documents, err := r.p.env.Documents(); err == nil {
			folder = documents
		}
	}
	r.saveIn(filepath.Join(folder, ownFolder))
}

// SaveElsewhere lets choose the folder first.
func (r *Preview) SaveElsewhere() {
	if r.made == nil || r.busy {
		return
	}
	r.p.Picker.OpenFolder(r.saveIn)
}

func (r *Preview) saveIn(folder string) {
	if r.made == nil || r.busy {
		return
	}
	name := fileName(r.work.File)
	r.pdf(func(pdf []byte) {
		r.p.write.do(func(context.Context) func() {
			path, err := "", os.MkdirAll(folder, 0o700)
			if err == nil {
				path, err = saveNew(folder, name, ".pdf", pdf)
			}
			return func() { r.saved(path, err) }
		})
	})
}

func (r *Preview) saved(path string, err error) {
	r.busy = false
	v := r.p.Voice()
	if err != nil {
		r.p.env.Log.Error("paper not saved", "error", errorKind(err))
		next := v.Say("preview.save.next")
		if durable.IsFull(err) {
			next = v.Say("trouble.disk-full")
		}
		r.tell(ToneAlarm, v.Say("preview.save.failed"), next)
		return
	}
	r.tell(ToneGood, v.With("preview.saved", lang.Args{"Path": path}), v.Say("preview.saved-next"))
	r.told.path = path
	r.changed()
}

// Show opens the file that was saved.
func (r *Preview) Show() {
	if r.told.path == "" || r.p.env.Press == nil {
		return
	}
	if err := r.p.env.Press.Show(r.told.path); err != nil {
		r.p.env.Log.Warn("file not opened", "error", errorKind(err))
		r.p.notice(ToneWarn, r.p.Voice().With("preview.open-failed", lang.Args{"Path": r.told.path}))
	}
}

func (r *Preview) tell(tone Tone, words, next string) {
	r.told = toldPaper{tone: tone, told: words, next: next}
	r.changed()
}

// media is a paper as CUPS names it: half a sheet is said to be A5, which printers know.
func media(on paper.Paper, p paper.Page) string {
	switch on {
	case paper.A5, paper.A5Landscape:
		return "A5"
	case paper.Roll80:
		return fmt.Sprintf("Custom.%.0fx%.0fmm", float64(p.Width), math.Ceil(float64(p.Height)))
	}
	return "A4"
}

// emptyPrintFolder removes what a print system had to read from the disk before the program was started again.
func emptyPrintFolder(home string) error { return os.RemoveAll(printFolder(home)) }
