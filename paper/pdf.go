package paper

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"strings"

	"codeberg.org/go-pdf/fpdf"
)

// PDF writes the document. Its text can be searched and copied; of each typeface only the letters used are in it.
func (d *Document) PDF(w io.Writer) error {
	pages := d.Pages()
	out := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "mm", Size: fpdf.SizeType{Wd: float64(pages[0].Width), Ht: float64(pages[0].Height)}})
	out.SetAutoPageBreak(false, 0)
	out.SetMargins(0, 0, 0)
	out.SetCatalogSort(true)
	out.SetCreationDate(d.sheet.At)
	out.SetModificationDate(d.sheet.At)
	out.SetProducer("Priyom", true)
	out.SetTitle(d.sheet.Title, true)
	if d.sheet.Voice != nil {
		out.SetLang(string(d.sheet.Voice.Lang()))
	}
	p := &pdfPages{out: out}
	for _, face := range facesUsed(pages) {
		family, style := face.family()
		out.AddUTF8FontFromBytes(family, style, face.file())
	}
	for _, page := range pages {
		out.AddPageFormat("P", fpdf.SizeType{Wd: float64(page.Width), Ht: float64(page.Height)})
		for _, item := range page.Items {
			p.draw(page, item)
		}
	}
	if err := out.Output(w); err != nil {
		return fmt.Errorf("paper: pdf: %w", err)
	}
	return nil
}

func facesUsed(pages []Page) []Face {
	var used [faceCount]bool
	for _, page := range pages {
		for _, item := range page.Items {
			if t, ok := item.(Text); ok {
				used[t.Face] = true
			}
		}
	}
	var faces []Face
	for f := range faceCount {
		if used[f] {
			faces = append(faces, f)
		}
	}
	return faces
}

type pdfPages struct {
	out      *fpdf.Fpdf
	pictures int
}

func (p *pdfPages) draw(page Page, item Item) {
	switch i := item.(type) {
	case Text:
		family, style := i.Face.family()
		p.out.SetFont(family, style, float64(i.Size))
		r, g, b := i.Ink.rgb()
		p.out.SetTextColor(int(r), int(g), int(b))
		p.out.Text(float64(i.X), float64(i.Y), i.Text)
	case Line:
		p.pen(i.Ink, i.Width)
		if i.Dash > 0 {
			p.out.SetDashPattern([]float64{float64(i.Dash)}, 0)
			defer p.out.SetDashPattern(nil, 0)
		}
		p.out.Line(float64(i.X1), float64(i.Y1), float64(i.X2), float64(i.Y2))
	case Box:
		p.box(i)
	case Picture:
		p.picture(i)
	case Code:
		p.code(page, i)
	case Strokes:
		p.strokes(i)
	}
}

func (p *pdfPages) pen(ink Ink, width Mm) {
	r, g, b := ink.rgb()
	p.out.SetDrawColor(int(r), int(g), int(b))
	p.out.SetLineWidth(float64(width))
}

func (p *pdfPages) box(b Box) {
	if b.Filled {
		r, g, bl := b.Fill.rgb()
		p.out.SetFillColor(int(r), int(g), int(bl))
		p.out.Rect(float64(b.X), float64(b.Y), float64(b.W), float64(b.H), "F")
	}
	if b.Frame > 0 {
		p.pen(b.Ink, b.Frame)
		p.out.Rect(float64(b.X), float64(b.Y), float64(b.W), float64(b.H), "D")
	}
}

func (p *pdfPages) picture(i Picture) {
	var data bytes.Buffer
	if err := png.Encode(&data, i.Image); err != nil {
		p.out.SetError(err)
		return
	}
	p.pictures++
	name, options := fmt.Sprint("picture-", p.pictures), fpdf.ImageOptions{ImageType: "PNG"}
	p.out.RegisterImageOptionsReader(name, options, &data)
	p.out.ImageOptions(name, float64(i.X), float64(i.Y), float64(i.W), float64(i.H), false, options, 0, "")
}

// code paints all dark modules as one path: painted one by one, viewers leave hairlines between them.
func (p *pdfPages) code(page Page, c Code) {
	const k = 72 / 25.4 // points in a millimetre
	size := float64(c.Side) / float64(max(len(c.Modules), 1))
	var path strings.Builder
	path.WriteString("q 0 g ")
	for row, modules := range c.Modules {
		for from := 0; from < len(modules); from++ {
			n := 0
			for from+n < len(modules) && modules[from+n] {
				n++
			}
			if n > 0 {
				x, y := float64(c.X)+float64(from)*size, float64(page.Height-c.Y)-float64(row+1)*size
				fmt.Fprintf(&path, "%.3f %.3f %.3f %.3f re ", x*k, y*k, float64(n)*size*k, size*k)
				from += n
			}
		}
	}
	path.WriteString("f Q")
	p.out.RawWriteStr(path.String())
}

func (p *pdfPages) strokes(s Strokes) {
	p.pen(s.Ink, s.Width)
	p.out.SetLineCapStyle("round")
	p.out.SetLineJoinStyle("round")
	for _, line := range s.Lines {
		for i, at := range line {
			if i == 0 {
				p.out.MoveTo(float64(at.X), float64(at.Y))
				if len(line) == 1 { // a dot
					p.out.LineTo(float64(at.X), float64(at.Y))
				}
				continue
			}
			p.out.LineTo(float64(at.X), float64(at.Y))
		}
		if len(line) > 0 {
			p.out.DrawPath("D")
		}
	}
	p.out.SetLineCapStyle("butt")
	p.out.SetLineJoinStyle("miter")
}
