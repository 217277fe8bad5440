package photo

// Orientation is how the stored pixels have to be turned to stand upright, in EXIF's numbers 1 to 8: 1 is upright, 3
// upside down, 6 lies on its left side, 8 on its right; 2, 4, 5 and 7 are their mirror images, which only software makes.
type Orientation uint8

// Upright is the orientation of pixels that need no turning.
const Upright Orientation = 1

// turn is an orientation taken apart: the upright picture's axes as the stored picture's, exchanged and run backwards.
type turn struct {
	swap         bool // upright x runs along stored y
	backX, backY bool // along stored x, y
}

// turns follows CIPA DC-008, tag 0x0112: where the stored picture's 0th row and 0th column are to be seen.
var turns = [9]turn{
	1: {},
	2: {backX: true},
	3: {backX: true, backY: true},
	4: {backY: true},
	5: {swap: true},
	6: {swap: true, backY: true},
	7: {swap: true, backX: true, backY: true},
	8: {swap: true, backX: true},
}

func (o Orientation) turn() turn {
	if o < 1 || o > 8 {
		return turn{}
	}
	return turns[o]
}

// then is what two turns make, t first.
func (t turn) then(next turn) turn {
	alongX, alongY := next.backX, next.backY // what next does to stored x and y, as t has laid them
	if t.swap {
		alongX, alongY = alongY, alongX
	}
	return turn{t.swap != next.swap, t.backX != alongX, t.backY != alongY}
}

// orientation is the number of a turn.
func (t turn) orientation() Orientation {
	for o := Upright; o <= 8; o++ {
		if turns[o] == t {
			return o
		}
	}
	return Upright
}
