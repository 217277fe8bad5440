package present

import (
	"context"
	"image"
	"path/filepath"

	"priyom/lang"
	"priyom/paper"
)

// Paperwork is something to be printed, and how it is made.
type Paperwork struct {
	Title  string        // of the page that shows it
	File   string        // what its PDF is called, without the ending
	Papers []paper.Paper // what it may be printed on, the usual one first
	Kind   string        // papers of one kind are printed on what the last of them was printed on; "" forgets

	// Make lays it out, away from the screens.
	Make func(ctx context.Context, on paper.Paper) (*paper.Document, error)
}

// Press is this machine's way to paper. An error of Print that has a Kind() string is told in words.
type Press interface {
	// Printers are the names of the printers, and the one that is taken if none is named.
	Printers(ctx context.Context) (names []string, standard string, err error)
	// Print hands a PDF over. folder is for a system that wants a file.
	Print(ctx context.Context, pdf []byte, printer, media, folder string) error
	// Show opens a file with the system's own program.
	Show(path string) error
}

// Zoom is how large a page is shown.
type Zoom int

// The zooms, from the smallest on.
const (
	ZoomPage  Zoom = iota // all of it
	ZoomWidth             // as wide as there is room
	Zoom100               // as large as on paper
	Zoom150
	Zoom200
	zooms
)

// PreviewState is a paper before it is printed.
type PreviewState struct {
	Title    string
	Under    string // which page of how many
	Papers   []string
	Paper    int
	Printers []string // the first is the system's own choice
	Printer  int
	Pages    int
	Page     int
	Zoom     Zoom
	Picture  image.Image // of the page; nil until it is drawn
	Width    float32     // of the picture, in the screen's units
	Height   float32
	Loading  bool
	Busy     bool // printing or saving
	Tone     Tone // of what came of it
	Told     string
	Next     string // what can be done about it
	Saved    bool   // there is a file to be opened
}

// told is what came of printing or saving.
type toldPaper struct {
	tone       Tone
	told, next string
	path       string // of the file that was saved
}

// Preview shows what will be printed, and prints it.
type Preview struct {
	OnChange func()

	p        *Point
	work     Paperwork
	back     Page
	on       int // of work.Papers
	made     *paper.Document
	pages    []paper.Page
	page     int
	zoom     Zoom
	picture  image.Image
	loading  bool
	again    bool
	drawing  bool
	busy     bool
	told     toldPaper
	version  int // of the paper: what comes for an older one is dropped
	printers []string
	standard string
	printer  string            // "" is the system's choice
	kept     map[string]string // preferences chosen here: the disk may be behind them
	wide     float32           // room, in units
	high     float32
	pixels   float32 // in a unit
}

func newPreview(p *Point) *Preview {
	return &Preview{p: p, back: PageIntake, kept: map[string]string{}, pixels: 1, wide: 600, high: 560}
}

// State is what to show.
func (r *Preview) State() PreviewState {
	v := r.p.Voice()
	s := PreviewState{
		Title: r.work.Title, Paper: r.on, Pages: len(r.pages), Page: r.page, Zoom: r.zoom, Picture: r.picture, Loading: r.loading, Busy: r.busy,
		Tone: r.told.tone, Told: r.told.told, Next: r.told.next, Saved: r.told.path != "",
	}
	for _, on := range r.work.Papers {
		s.Papers = append(s.Papers, v.Say("preview.paper."+string(on)))
	}
	s.Printers = []string{v.Say("preview.printer.standard")}
	if r.standard != "" {
		s.Printers[0] = v.With("preview.printer.named", lang.Args{"Name": r.standard})
	}
	for i, name := range r.printers {
		s.Printers = append(s.Printers, name)
		if name == r.printer {
			s.Printer = i + 1
		}
	}
	if s.Pages > 0 {
		s.Under = v.With("preview.page", lang.Args{"N": v.Number(int64(r.page + 1)), "Of": v.Number(int64(s.Pages))})
		scale := r.scale()
		s.Width, s.Height = float32(r.pages[r.page].Width)*scale, float32(r.pages[r.page].Height)*scale
	}
	return s
}

// Back is the page where it was asked for.
func (r *Preview) Back() Page { return r.back }

// Open shows a paper.
func (r *Preview) Open(w Paperwork) {
	if r.p.page != PagePreview {
		r.back = r.p.page
	}
	r.work, r.on, r.page, r.told, r.zoom = w, 0, 0, toldPaper{}, ZoomPage
	r.p.Go(PagePreview)
	r.p.read.do(func(ctx context.Context) func() {
		kind, err := "", error(nil)
		if w.Kind != "" {
			kind, err = r.p.store.Preference(ctx, "paper."+w.Kind)
		}
		printer, err2 := r.p.store.Preference(ctx, "printer")
		if err != nil || err2 != nil {
			r.p.env.Log.Warn("preferences of papers not read", "error", err, "error2", err2)
		}
		return func() {
			if chosen, ok := r.kept["printer"]; ok {
				printer = chosen
			}
			if chosen, ok := r.kept["paper."+w.Kind]; ok {
				kind = chosen
			}
			r.printer = printer
			for i, on := range w.Papers {
				if string(on) == kind {
					r.on = i
				}
			}
			r.remake()
		}
	})
	r.findPrinters()
}

// findPrinters asks each time: printers are plugged in and out.
func (r *Preview) findPrinters() {
	if r.p.env.Press == nil {
		return
	}
	r.p.press.do(func(ctx context.Context) func() {
		names, standard, err := r.p.env.Press.Printers(ctx)
		if err != nil {
			r.p.env.Log.Info("printers not listed", "error", err)
		}
		return func() {
			r.printers, r.standard = names, standard
			r.changed()
		}
	})
}

// Close goes back.
func (r *Preview) Close() {
	r.version++
	r.made, r.pages, r.picture, r.loading = nil, nil, nil, false // what is printed may be personal: it doesn't stay in memory
	r.p.Go(r.back)
}

// SetPaper chooses what it is printed on.
func (r *Preview) SetPaper(i int) {
	if i < 0 || i >= len(r.work.Papers) || i == r.on {
		return
	}
	r.on, r.page, r.told = i, 0, toldPaper{}
	if r.work.Kind != "" {
		r.keep("paper."+r.work.Kind, string(r.work.Papers[i]))
	}
	r.remake()
}

// SetPrinter chooses a printer; the first is the system's own choice.
func (r *Preview) SetPrinter(i int) {
	if i < 0 || i > len(r.printers) {
		return
	}
	r.printer = ""
	if i > 0 {
		r.printer = r.printers[i-1]
	}
	r.keep("printer", r.printer)
	r.changed()
}

func (r *Preview) keep(key, value string) {
	r.kept[key] = value
	r.p.write.do(func(ctx context.Context) func() {
		if err := r.p.store.SetPreference(ctx, key, value); err != nil {
			r.p.env.Log.Warn("preference not kept", "error", err)
		}
		return nil
	})
}

func (r *Preview) changed() {
	if r.OnChange != nil {
		r.OnChange()
	}
}

// printFolder is where a paper lies while a system prints it that wants a file.
func printFolder(home string) string { return filepath.Join(home, "print") }
