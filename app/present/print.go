package present

import (
	"context"

	"priyom/paper"
)

// print shows a paper before it is printed.
func (p *Point) print(doc *paper.Document) {
	title := doc.Sheet().Title
	p.Preview.Open(Paperwork{
		Title: title, File: fileName(title), Papers: []paper.Paper{doc.Sheet().Paper},
		Make: func(context.Context, paper.Paper) (*paper.Document, error) { return doc, nil },
	})
}
