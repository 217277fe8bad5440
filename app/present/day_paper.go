package present

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"time"

	"priyom/lang"
	"priyom/paper"
	"priyom/store"
)

// Print prints the day's sheet.
func (d *Day) Print() {
	if d.loaded {
		d.p.print(d.sheet())
	}
}

// sheet is the day on paper: the figures, every number with its whole hash, and lines to sign on.
func (d *Day) sheet() *paper.Document {
	v, now, s := d.p.Voice(), d.p.env.Clock(), d.State()
	var figures, under []string
	for _, f := range s.Figures {
		figures = append(figures, f.Label+" "+v.Number(int64(f.N)))
	}
	under = append(under, join(" \u00b7 ", d.p.place(), date(d.from)), join(" \u00b7 ", figures...))
	for _, list := range [][]Figure{s.Channels, s.Operators} {
		var parts []string
		for _, f := range list {
			parts = append(parts, f.Label+" "+v.Number(int64(f.N)))
		}
		under = append(under, join(" \u00b7 ", parts...))
	}
	for _, f := range s.Facts {
		under = append(under, f.Label+": "+f.Value)
	}
	var rows [][]string
	for i, r := range d.read.Reports {
		row := d.Row(i)
		hash, checked := d.marks(r, row)
		rows = append(rows, []string{row.Number, row.When, row.Who, join(": ", row.Word, row.Cause), strconv.Itoa(row.Photos), hash, checked})
	}
	doc := paper.NewTable(paper.Sheet{Paper: paper.A4Landscape, Title: v.Say("day.title") + ", " + date(d.from), Voice: v, At: now, Foot: d.p.foot()}, under, []paper.TableColumn{
		{Title: v.Say("day.column.number"), Width: 30},
		{Title: v.Say("day.column.time"), Width: 14},
		{Title: v.Say("day.column.channel"), Width: 44},
		{Title: v.Say("day.column.state")},
		{Title: v.Say("day.column.photos"), Width: 13, Align: paper.Right},
		{Title: v.Say("day.column.hash"), Width: 96},
		{Title: v.Say("day.column.checked"), Width: 24},
	}, rows, v.Say("day.empty.title"))
	for i, g := range s.Gaps {
		if i == 0 {
			doc.Subheading(v.Say("day.gaps"))
		}
		doc.Paragraph(g)
	}
	if s.Earlier != "" {
		doc.Paragraph(s.Earlier)
	}
	if !d.read.Head.Hash.IsZero() {
		doc.Small(v.With("day.head", lang.Args{"Seq": v.Number(int64(d.read.Head.Seq)), "Hash": d.read.Head.Hash.String()}))
	}
	doc.Keep(func(f *paper.Flow) {
		f.Subheading(v.Say("day.paper"))
		f.Paragraph(s.Said)
		f.Signature(v.Say("day.sheet.sign"), v.Say("day.sheet.date"))
		f.Signature(v.Say("day.sheet.take"), v.Say("day.sheet.date"))
	})
	return doc
}

// marks are the hash of a report's entry, and the word that it is in the book; "" for what isn't so.
func (d *Day) marks(r store.DayReport, row DayRow) (hash, checked string) {
	if !r.Hash.IsZero() {
		hash = r.Hash.String()
	}
	if row.Checked {
		checked = d.p.Voice().Say("day.check")
	}
	return hash, checked
}

// SaveCSV saves the day as a table where a person says.
func (d *Day) SaveCSV() {
	if !d.loaded {
		return
	}
	content, err := d.CSV()
	if err != nil {
		d.p.failed("write the day as CSV", err)
		return
	}
	d.p.saveAs("priyom-"+d.key(), ".csv", content, "file.saved")
}

// CSV is the day as a table for other programs: one row for each report, nothing personal.
func (d *Day) CSV() ([]byte, error) {
	v := d.p.Voice()
	var b bytes.Buffer
	b.WriteString("\ufeff") // or spreadsheets take it for a code page of their own
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	head := make([]string, 0, 9)
	for _, c := range []string{"number", "time", "channel", "operator", "state", "cause", "photos", "checked", "hash"} {
		head = append(head, v.Say("day.column."+c))
	}
	rows := [][]string{head}
	for i, r := range d.read.Reports {
		row := d.Row(i)
		hash, checked := d.marks(r, row)
		rows = append(rows, []string{
			r.Number, r.Captured.Local().Format(time.DateTime), v.Say("channel." + string(r.Channel)), d.p.operatorName(r.Operator), row.Word, row.Cause,
			strconv.Itoa(r.Photos.All), checked, hash,
		})
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}
