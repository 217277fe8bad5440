package paper

import "image"

// Page is one laid-out page. Items are drawn in order.
type Page struct {
	Width, Height Mm
	Items         []Item
}

// Item is something at its place on a page: Text, Line, Box, Picture, Code or Strokes.
type Item interface{ item() }

// Text is one line of text.
type Text struct {
	X, Y  Mm // the left end of the baseline
	Text  string
	Face  Face
	Size  Points
	Ink   Ink
	Width Mm // as measured
}

// Line is a straight line. A dash is the length of the dashes and of the gaps; zero is a full line.
type Line struct {
	X1, Y1, X2, Y2 Mm
	Width, Dash    Mm
	Ink            Ink
}

// Box is a rectangle: filled, if Filled, and framed, if Frame is wider than zero.
type Box struct {
	X, Y, W, H Mm
	Filled     bool
	Fill       Ink
	Frame      Mm
	Ink        Ink // of the frame
}

// Picture is an image stretched to its place.
type Picture struct {
	X, Y, W, H Mm
	Image      image.Image
}

// Code is a QR code; Side includes the quiet margin of four modules.
type Code struct {
	X, Y, Side Mm
	Modules    [][]bool // rows, dark is true, with the margin
}

// Strokes is a drawing by hand, such as a signature.
type Strokes struct {
	Lines [][]Point
	Width Mm
	Ink   Ink
}

// Point is a place on a page.
type Point struct{ X, Y Mm }

func (Text) item()    {}
func (Line) item()    {}
func (Box) item()     {}
func (Picture) item() {}
func (Code) item()    {}
func (Strokes) item() {}

// Ink is a colour, 0xRRGGBB. Papers are printed on black-and-white machines: a meaning must not hang on it.
type Ink uint32

// The inks of our papers.
const (
	InkBlack Ink = 0x111111
	InkGrey  Ink = 0x4A5560 // second things: captions, the foot
	InkLine  Ink = 0x8A929A
	InkWhite Ink = 0xFFFFFF
	InkPale  Ink = 0xEFF1F3 // zebra, heads of tables
	inkZebra Ink = 0xF5F6F8
	inkHair  Ink = 0xB4BBC1
)

func (i Ink) rgb() (r, g, b uint8) { return uint8(i >> 16), uint8(i >> 8), uint8(i) }
