package osmload

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"priyom/tiles/osmload/osmfile"
	"priyom/tiles/pack"
)

// maxName is the most bytes that a name may have; a feature's limit is far above.
const maxName = 250

// clip makes a string one line of whole runes that isn't too long, and that holds on to nothing of the file.
func clip(s string) string {
	if s == "" {
		return ""
	}
	if len(s) <= maxName && tidyText(s) {
		return strings.Clone(s)
	}
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if len(s) > maxName {
		s = strings.ToValidUTF8(s[:maxName], "")
	}
	return strings.Clone(s)
}

// tidyText says that a string is valid and has no space but single ones between words, as nearly all are.
func tidyText(s string) bool {
	before := ' '
	for _, r := range s {
		if r == utf8.RuneError || unicode.IsSpace(r) && (r != ' ' || before == ' ') {
			return false
		}
		before = r
	}
	return before != ' '
}

// text is a string clipped. The same one is often met: those of the last while are remembered.
func (w *worker) text(s string) string {
	if s == "" {
		return ""
	}
	if known, ok := w.texts[s]; ok {
		return known
	}
	if len(w.texts) == maxTexts {
		clear(w.texts)
	}
	clipped := clip(s)
	key := clipped
	if key != s {
		key = strings.Clone(s) // s itself holds on to its block
	}
	w.texts[key] = clipped
	return clipped
}

const maxTexts = 4096

// namesOf are a thing's names; one that has none of people there takes another.
func namesOf(tags osmfile.Tags, clip func(string) string) (n pack.Names) {
	international := ""
	for _, t := range tags {
		switch t.Key {
		case "name":
			n.Local = clip(t.Value)
		case "name:ru":
			n.RU = clip(t.Value)
		case "name:uk":
			n.UK = clip(t.Value)
		case "name:en":
			n.EN = clip(t.Value)
		case "int_name":
			international = clip(t.Value)
		}
	}
	if n.EN == "" {
		n.EN = international
	}
	for _, other := range []string{n.RU, n.UK, n.EN} {
		if n.Local == "" {
			n.Local = other
		}
	}
	return n
}

func yes(value string) bool { return value != "" && value != "no" }

// onewayOf is OSM's oneway=*, with what roundabouts and motorways imply.
func onewayOf(tags osmfile.Tags) pack.Oneway {
	switch tags.Get("oneway") {
	case "yes", "true", "1":
		return pack.Forward
	case "-1", "reverse":
		return pack.Backward
	case "":
		junction := tags.Get("junction")
		if junction == "roundabout" || junction == "circular" || tags.Get("highway") == "motorway" {
			return pack.Forward
		}
	}
	return pack.Both
}

// layerOf is layer=*, which goes from -5 to 5.
func layerOf(tags osmfile.Tags) int8 {
	layer := tags.Get("layer")
	if layer == "" {
		return 0
	}
	n, err := strconv.Atoi(strings.TrimSpace(layer))
	if err != nil {
		return 0
	}
	return int8(max(-5, min(5, n)))
}

// metres reads "12", "12.5 m" or "12,5"; 0 if it is something else.
func metres(s string) float64 {
	if s == "" {
		return 0
	}
	s = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "m"))
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || v < 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// buildingRank is 255 − height in metres; a storey has three. 0 if nobody said.
func buildingRank(tags osmfile.Tags) uint8 {
	h := metres(tags.Get("height"))
	if h == 0 {
		h = 3 * metres(tags.Get("building:levels"))
	}
	if h == 0 {
		return 0
	}
	return uint8(255 - min(254, math.Ceil(h)))
}

// populationOf reads population=*, in which people put spaces and commas; 0 if nobody said.
func populationOf(tags osmfile.Tags) int {
	n := 0
	for _, r := range tags.Get("population") {
		switch {
		case r >= '0' && r <= '9':
			n = n*10 + int(r-'0')
		case r == ' ' || r == ',' || r == '.' || r == '\u00a0':
		default:
			return 0
		}
		if n > 50_000_000 {
			return 0
		}
	}
	return n
}

// settlementRank is 200 − 28·log10 of the population: 4 for ten millions, 200 for one. Where nobody counted, the class's usual.
func settlementRank(class pack.Class, population int) uint8 {
	if population == 0 {
		population = map[pack.Class]int{pack.City: 100_000, pack.Town: 10_000, pack.Village: 500, pack.Suburb: 2000, pack.Hamlet: 50}[class]
	}
	return uint8(max(0, 200-math.Round(28*math.Log10(float64(max(1, population))))))
}
