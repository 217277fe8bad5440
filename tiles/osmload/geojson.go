package osmload

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/osmload/shape"
)

// maxGeoJSON is the most bytes that an outline may have.
const maxGeoJSON = 32 << 20

// parseGeoJSON reads an outline (RFC 7946). The error wraps ErrBoundary.
func parseGeoJSON(raw []byte) ([]shape.Ring, error) {
	if len(raw) > maxGeoJSON {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrBoundary, maxGeoJSON)
	}
	var kind struct{ Type string }
	if err := json.Unmarshal(raw, &kind); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBoundary, err)
	}
	var all []orb.Geometry
	switch kind.Type {
	case "FeatureCollection":
		fc, err := geojson.UnmarshalFeatureCollection(raw)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrBoundary, err)
		}
		for _, f := range fc.Features {
			if f != nil {
				all = append(all, f.Geometry)
			}
		}
	case "Feature":
		f, err := geojson.UnmarshalFeature(raw)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrBoundary, err)
		}
		all = append(all, f.Geometry)
	default:
		g, err := geojson.UnmarshalGeometry(raw)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrBoundary, err)
		}
		all = append(all, g.Geometry())
	}
	var rings []shape.Ring
	for _, g := range all {
		var polygons orb.MultiPolygon
		switch g := g.(type) {
		case orb.Polygon:
			polygons = orb.MultiPolygon{g}
		case orb.MultiPolygon:
			polygons = g
		}
		for _, p := range polygons {
			for i, r := range p {
				ring, err := ringOf(r)
				if err != nil {
					return nil, err
				}
				ring.Turn(i == 0)
				rings = append(rings, ring)
			}
		}
	}
	if len(rings) == 0 {
		return nil, fmt.Errorf("%w: no polygon", ErrBoundary)
	}
	return rings, nil
}

func ringOf(r orb.Ring) (shape.Ring, error) {
	ring := make(shape.Ring, 0, len(r)+1)
	for _, p := range r {
		if math.IsNaN(p[0]) || math.IsNaN(p[1]) || math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 {
			return nil, fmt.Errorf("%w: %v is outside the world; longitude comes first", ErrBoundary, p)
		}
		ring = append(ring, projectDegrees(p[1], p[0]))
	}
	if n := len(ring); n > 0 && ring[0] != ring[n-1] {
		ring = append(ring, ring[0])
	}
	if ring.Area() == 0 {
		return nil, fmt.Errorf("%w: a ring without an area", ErrBoundary)
	}
	return ring, nil
}

func projectDegrees(lat, lon float64) tiles.Point {
	return tiles.Project(civic.Degrees(lat), civic.Degrees(lon))
}
