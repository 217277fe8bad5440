package mbtiles

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/picture"
)

// Kind says whether tiles cover what is under them.
type Kind string

// The kinds.
const (
	Baselayer Kind = "baselayer"
	Overlay   Kind = "overlay"
)

// Metadata is what a tileset says about itself. What it doesn't say is zero.
type Metadata struct {
	Name             string
	Format           picture.Format
	Bounds           Bounds
	MinZoom, MaxZoom tiles.Zoom
	Attribution      string // plain; HTML, which the format allows, is taken out
	Description      string
	Kind             Kind
	Version          string // of the tileset, a plain number
}

// Bounds is a rectangle on Earth; the zero one is unknown.
type Bounds struct{ West, South, East, North civic.Degrees }

// ParseBounds reads "left,bottom,right,top" in degrees. It says false to what isn't a rectangle on Earth.
func ParseBounds(s string) (b Bounds, ok bool) {
	parts := strings.Split(s, ",")
	if len(parts) != 4 {
		return b, false
	}
	var n [4]civic.Degrees
	for i, part := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return b, false
		}
		n[i] = civic.Degrees(v)
	}
	b = Bounds{n[0], n[1], n[2], n[3]}
	return b, b.West >= -180 && b.West < b.East && b.East <= 180 && b.South >= -90 && b.South < b.North && b.North <= 90
}

// String is "left,bottom,right,top", to a centimetre.
func (b Bounds) String() string {
	return fmt.Sprintf("%.7f,%.7f,%.7f,%.7f", b.West, b.South, b.East, b.North)
}

// parseFormat knows the names that are found in the wild; the specification's are png, jpg, pbf and mvt.
func parseFormat(s string) (picture.Format, error) {
	switch s = strings.ToLower(strings.TrimSpace(s)); s {
	case "png", "image/png", "png8", "png24", "png32":
		return picture.PNG, nil
	case "jpg", "jpeg", "image/jpeg", "image/jpg":
		return picture.JPEG, nil
	case "webp", "image/webp":
		return picture.WebP, nil
	case "pbf", "mvt", "application/x-protobuf", "application/vnd.mapbox-vector-tile":
		return picture.Unknown, ErrVector
	}
	return picture.Unknown, fmt.Errorf("%w: %.40q", ErrFormat, s)
}

// parseMetadata takes what is right and leaves what isn't: only the format decides whether a file is of use.
func parseMetadata(values map[string]string) (m Metadata, err error) {
	m.Name, m.Attribution, m.Description = plainText(values["name"]), plainText(values["attribution"]), plainText(values["description"])
	if m.Version = values["version"]; len(m.Version) > 20 {
		m.Version = ""
	}
	if k := Kind(values["type"]); k == Baselayer || k == Overlay {
		m.Kind = k
	}
	if b, ok := ParseBounds(values["bounds"]); ok {
		m.Bounds = b
	}
	m.MinZoom, m.MaxZoom = parseZoom(values["minzoom"]), parseZoom(values["maxzoom"])
	if format := values["format"]; format != "" {
		m.Format, err = parseFormat(format)
	}
	return m, err
}

func parseZoom(s string) tiles.Zoom {
	n, err := strconv.ParseUint(s, 10, 8)
	if err != nil {
		return 0
	}
	return min(tiles.Zoom(n), tiles.MaxZoom)
}

// rows are the metadata table's, in the order in which the specification names them, without those that are unknown.
func (m Metadata) rows() [][2]string {
	all := [][2]string{
		{"name", m.Name},
		{"format", m.Format.String()},
		{"bounds", m.Bounds.String()},
		{"minzoom", strconv.Itoa(int(m.MinZoom))},
		{"maxzoom", strconv.Itoa(int(m.MaxZoom))},
		{"attribution", m.Attribution},
		{"description", m.Description},
		{"type", string(m.Kind)},
		{"version", m.Version},
		{"scheme", "tms"},
	}
	var some [][2]string
	for _, row := range all {
		if row[1] != "" && (row[0] != "bounds" || m.Bounds != Bounds{}) {
			some = append(some, row)
		}
	}
	return some
}
