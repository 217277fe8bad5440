package render

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// icon is a drawing of strokes on a square of iconSide units.
type icon struct {
	id    uint32
	lines [][][2]float64
}

const (
	iconSide   = 16.0
	iconPen    = 1.5 // the strokes' width, in the icon's units
	curveSteps = 8   // chords for a curve
)

// parseIcon reads an icon as SVG writes paths, of which it knows M, L, H, V, C, Q and Z, all absolute, and one word of its
// own: "O x y r" is a circle.
func parseIcon(id uint32, path string) (*icon, error) {
	i := &icon{id: id}
	words := iconWords(path)
	bad := func() (*icon, error) { return nil, fmt.Errorf("%w: path %q", ErrStyle, path) }
	var command string
	for len(words) > 0 {
		if strings.Contains("MLHVCQZO", words[0]) {
			command, words = words[0], words[1:]
		}
		takes, ok := map[string]int{"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "Z": 0, "O": 3}[command]
		if !ok || len(words) < takes {
			return bad()
		}
		n := make([]float64, takes)
		for k := range n {
			v, err := strconv.ParseFloat(words[k], 64)
			if err != nil || !(math.Abs(v) <= 2*iconSide) {
				return bad()
			}
			n[k] = v
		}
		words = words[takes:]
		if command != "M" && command != "O" && len(i.lines) == 0 {
			return bad()
		}
		i.add(command, n)
		switch command { // what follows without a letter
		case "M":
			command = "L"
		case "Z":
			command = ""
		}
	}
	if len(i.lines) == 0 {
		return bad()
	}
	return i, nil
}

// iconWords takes a path apart: letters and numbers.
func iconWords(path string) []string {
	var spaced strings.Builder
	for _, c := range path {
		switch {
		case c == ',':
			c = ' '
		case c >= 'A' && c <= 'Z':
			spaced.WriteString(" " + string(c) + " ")
			continue
		}
		spaced.WriteRune(c)
	}
	return strings.Fields(spaced.String())
}

func (i *icon) add(command string, n []float64) {
	if command == "M" {
		i.lines = append(i.lines, [][2]float64{{n[0], n[1]}})
		return
	}
	if command == "O" {
		var circle [][2]float64
		for k := range 3*curveSteps + 1 {
			sin, cos := math.Sincos(2 * math.Pi * float64(k%(3*curveSteps)) / (3 * curveSteps))
			circle = append(circle, [2]float64{n[0] + n[2]*cos, n[1] + n[2]*sin})
		}
		i.lines = append(i.lines, circle)
		return
	}
	line := &i.lines[len(i.lines)-1]
	at := (*line)[len(*line)-1]
	switch command {
	case "L":
		*line = append(*line, [2]float64{n[0], n[1]})
	case "H":
		*line = append(*line, [2]float64{n[0], at[1]})
	case "V":
		*line = append(*line, [2]float64{at[0], n[0]})
	case "Z":
		*line = append(*line, (*line)[0])
	case "Q":
		for k := 1; k <= curveSteps; k++ {
			*line = append(*line, quadratic(at, [2]float64{n[0], n[1]}, [2]float64{n[2], n[3]}, float64(k)/curveSteps))
		}
	case "C":
		for k := 1; k <= curveSteps; k++ {
			*line = append(*line, cubic(at, [2]float64{n[0], n[1]}, [2]float64{n[2], n[3]}, [2]float64{n[4], n[5]}, float64(k)/curveSteps))
		}
	}
}

func quadratic(a, b, c [2]float64, t float64) (p [2]float64) {
	for k := range p {
		p[k] = float64((1-t)*(1-t)*a[k]) + float64(2*t*(1-t)*b[k]) + float64(t*t*c[k])
	}
	return p
}

func cubic(a, b, c, d [2]float64, t float64) (p [2]float64) {
	u := 1 - t
	for k := range p {
		p[k] = float64(u*u*u*a[k]) + float64(3*u*u*t*b[k]) + float64(3*u*t*t*c[k]) + float64(t*t*t*d[k])
	}
	return p
}
