package theme

// Density is how large things are to a mouse or to a thumb.
type Density uint8

// The densities.
const (
	Desk  Density = iota // body 15, controls 40
	Touch                // body 16, controls 48
)

// body is the size of running text, control the height of what can be tapped; pixels at 100 %.
func (d Density) body() float32 {
	if d == Touch {
		return 16
	}
	return 15
}

func (d Density) control() float32 {
	if d == Touch {
		return 48
	}
	return 40
}

// Step is a text size, counted in pixels from running text. Only two weights exist, so the steps are few.
type Step int8

// The steps.
const (
	Print   Step = -3 // small print under a name
	Caption Step = -2 // labels, captions, chips of statuses
	Small   Step = -1 // words in buttons and chips
	Body    Step = 0
	Heading Step = 2 // a card's title
	Large   Step = 5 // the one figure or sentence a card is about
	Title   Step = 9 // a page's title
)

// The radii, in pixels at any text size.
const (
	CardRadius    float32 = 14
	ActionRadius  float32 = 12 // of the main action
	ControlRadius float32 = 10 // of entries and buttons
	PhotoRadius   float32 = 8
)

// lineHeight is the height of a line of Noto Sans, Fyne's bundled font, per pixel of size.
const lineHeight = 1.362

// Smallest and largest text size a user may ask for.
const (
	MinScale float32 = 1
	MaxScale float32 = 1.5
)
