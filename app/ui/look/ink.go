package look

import (
	"priyom/app/widgets"
	"priyom/civic"
)

// Strokes are what was drawn on a pad, as a signature has it.
func Strokes(lines [][]widgets.Ink) []civic.Stroke {
	var strokes []civic.Stroke
	for _, line := range lines {
		stroke := make(civic.Stroke, len(line))
		for i, p := range line {
			stroke[i] = civic.InkPoint{X: p.X, Y: p.Y, At: p.At}
		}
		strokes = append(strokes, stroke)
	}
	return strokes
}

// Ink is a signature as a pad draws it.
func Ink(strokes []civic.Stroke) [][]widgets.Ink {
	var lines [][]widgets.Ink
	for _, stroke := range strokes {
		line := make([]widgets.Ink, len(stroke))
		for i, p := range stroke {
			line[i] = widgets.Ink{X: p.X, Y: p.Y, At: p.At}
		}
		lines = append(lines, line)
	}
	return lines
}
