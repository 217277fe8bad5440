package paper

// NewTable is a printed list in one call: its title, lines under the title (what is listed, by whom, from when to when;
// an empty line is left out), and the table. Without rows, empty is said instead of the table.
//
//	doc := paper.NewTable(paper.Sheet{Paper: paper.A4Landscape, Title: …, Voice: v, At: now, Foot: …}, under, columns, rows, empty)
//	doc.Signature(…) // more blocks may follow
//	err := doc.PDF(w)
func NewTable(s Sheet, under []string, columns []TableColumn, rows [][]string, empty string) *Document {
	d := New(s)
	d.Heading(s.Title)
	for _, line := range under {
		d.Small(line)
	}
	d.Space(2)
	if len(rows) == 0 {
		d.Paragraph(empty)
		return d
	}
	d.Table(columns, rows)
	return d
}
