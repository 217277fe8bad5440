package paper

// Mm is a length on paper in millimetres; y grows downwards.
type Mm float64

// Points is a size of type: 1/72 inch.
type Points float64

// mm is the size as a length.
func (p Points) mm() Mm { return Mm(p) * 25.4 / 72 }

// Paper is what a document is printed on.
type Paper string

// The papers.
const (
	A4          Paper = "a4"
	A4Landscape Paper = "a4-landscape"
	A5          Paper = "a5"
	A5Landscape Paper = "a5-landscape" // an A4 sheet cut in two
	Roll80      Paper = "roll-80"      // a receipt printer's: 80 mm wide, as long as it takes
)

// format is a paper's geometry: height zero is a roll.
type format struct {
	width, height                   Mm
	left, right, top, bottom, under Mm // under is from the foot's baseline to the edge
	body                            Points
	heading                         Points
}

func (p Paper) format() format {
	switch p {
	case A4Landscape:
		return format{297, 210, 15, 15, 14, 18, 9, 10, 15}
	case A5:
		return format{148, 210, 12, 12, 11, 15, 8, 9.5, 13}
	case A5Landscape:
		return format{210, 148.5, 15, 12, 10, 14, 7, 10, 14}
	case Roll80:
		// The head of such a printer is 72 mm wide.
		return format{80, 0, 4, 4, 4, 6, 0, 9, 12}
	default:
		return format{210, 297, 20, 15, 15, 20, 11, 10.5, 16}
	}
}

// Roll says that the paper has no pages.
func (p Paper) Roll() bool { return p.format().height == 0 }
