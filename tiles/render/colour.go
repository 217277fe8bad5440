package render

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// colour is one of the style's: "#RRGGBB", or "#RRGGBBAA" to let through what is below.
type colour struct{ r, g, b, a uint8 }

func parseColour(s string) (c colour, err error) {
	hex, ok := strings.CutPrefix(s, "#")
	if !ok || len(hex) != 6 && len(hex) != 8 {
		return c, fmt.Errorf("%w: colour %q", ErrStyle, s)
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		return c, fmt.Errorf("%w: colour %q", ErrStyle, s)
	}
	if len(hex) == 6 {
		n = n<<8 | 0xff
	}
	return colour{uint8(n >> 24), uint8(n >> 16), uint8(n >> 8), uint8(n)}, nil
}

func (c colour) ink() ink {
	return ink{uint32(c.r) | uint32(c.g)<<8 | uint32(c.b)<<16 | 0xff<<24, (uint32(c.a) + uint32(c.a)>>7)}
}

// over is the colour that one gives over another.
func (c colour) over(under colour) colour {
	at := func(over, under uint8) uint8 {
		return uint8((int(over)*int(c.a) + int(under)*(255-int(c.a)) + 127) / 255)
	}
	return colour{at(c.r, under.r), at(c.g, under.g), at(c.b, under.b), 255}
}

// contrast is WCAG 2.2's contrast ratio, 1 to 21, of two opaque colours.
func contrast(a, b colour) float64 {
	la, lb := a.luminance(), b.luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is WCAG 2.2's relative luminance, 0 to 1.
func (c colour) luminance() float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
}
