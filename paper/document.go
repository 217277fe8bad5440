package paper

import (
	"strings"
	"time"

	"priyom/lang"
)

// Sheet is what a document is printed on and what it says of itself.
type Sheet struct {
	Paper Paper // A4 if empty
	Title string
	Voice *lang.Voice
	At    time.Time // when it was made: the PDF's dates, in the time zone of the foot
	Foot  string    // at the foot of every page, on the left; the page's number is on the right
	Serif bool      // letters and appeals are set in the office's serif
	Size  Points    // of the running text; zero is the paper's own
}

// Document is a flow broken into pages.
type Document struct {
	Flow
	sheet  Sheet
	format format
	laid   []Page
	pieces int // that laid was made of
}

// New is an empty document.
func New(s Sheet) *Document {
	f := s.Paper.format()
	if s.Size > 0 {
		f.body = s.Size
	}
	d := &Document{sheet: s, format: f}
	d.Flow = Flow{m: newMetrics(), width: f.width - f.left - f.right, format: f}
	if s.Serif {
		d.face = Serif
	}
	if f.height > 0 {
		d.room = f.height - f.top - f.bottom
	}
	return d
}

// Sheet is what the document was made with.
func (d *Document) Sheet() Sheet { return d.sheet }

// Pages are the laid-out pages, at least one. They must not be changed.
func (d *Document) Pages() []Page {
	if d.laid == nil || d.pieces != len(d.Flow.pieces) {
		d.pieces = len(d.Flow.pieces)
		d.laid = d.layout()
	}
	return d.laid
}

func (d *Document) layout() []Page {
	f := d.format
	if d.sheet.Paper.Roll() {
		body := d.whole()
		page := Page{Width: f.width, Height: f.top + body.height + f.bottom}
		body.draw(&Canvas{page: &page, x: f.left, y: f.top, Width: d.width, m: d.m})
		return []Page{page}
	}
	pages := []*Page{{Width: f.width, Height: f.height}}
	y := Mm(0)
	place := func(p piece) {
		if p.draw != nil {
			p.draw(&Canvas{page: pages[len(pages)-1], x: f.left, y: f.top + y, Width: d.width, m: d.m})
		}
		y += p.height
	}
	turn := func() {
		pages = append(pages, &Page{Width: f.width, Height: f.height})
		y = 0
	}
	for i, p := range d.Flow.pieces {
		if p.ends {
			turn()
			continue
		}
		if y > 0 && y+d.together(i) > d.room && !p.gap {
			turn()
			if p.head != nil {
				place(*p.head)
			}
		}
		if p.gap && y == 0 || p.gap && y+p.height > d.room {
			continue
		}
		place(p)
	}
	laid := make([]Page, len(pages))
	for i, p := range pages {
		d.foot(p, i+1, len(pages))
		laid[i] = *p
	}
	return laid
}

// together is the height of a piece and of what is glued to it, as far as a page could hold it.
func (d *Document) together(i int) Mm {
	h := Mm(0)
	for ; i < len(d.Flow.pieces); i++ {
		p := d.Flow.pieces[i]
		if h > 0 && h+p.height > d.room || p.ends {
			break
		}
		h += p.height
		if !p.glued {
			break
		}
	}
	return h
}

func (d *Document) foot(p *Page, n, of int) {
	f := d.format
	if f.under == 0 || d.sheet.Voice == nil {
		return
	}
	s := Style{Size: 7.5, Ink: InkGrey}
	c := &Canvas{page: p, x: f.left, y: f.height - f.under, Width: d.width, m: d.m}
	right := ""
	if of > 1 {
		v := d.sheet.Voice
		right = v.With("paper.page", lang.Args{"N": v.Number(int64(n)), "Of": v.Number(int64(of))})
	}
	room := d.width - c.Measure(right, s) - 4
	c.Text(0, 0, d.m.shortened(s, strings.ReplaceAll(d.sheet.Foot, "\n", " "), room), s)
	s.Align = Right
	c.Aligned(0, 0, d.width, right, s)
}

// shortened is a text cut to a width.
func (m *metrics) shortened(s Style, text string, width Mm) string {
	text = m.clean(s.Face, text)
	if m.measure(s.Face, s.Size, text) <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 0 && m.measure(s.Face, s.Size, string(runes)+"\u2026") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "\u2026"
}
