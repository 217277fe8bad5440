// Package paper makes what people take home or sign: lists, receipts, letters, forms.
//
// Its invariant: a document is laid out once, in millimetres, and both backends draw the same laid-out pages: the PDF that
// is printed and the picture of the preview break lines and pages at the same places. A document made twice from the same
// words at the same time is the same PDF, byte for byte. Nothing here reads a file, asks the clock or knows a window; what
// people read comes in from package lang, so a document holds words, never keys. See docs/paper.md.
//
// A Document is for one goroutine.
package paper
