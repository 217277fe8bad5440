package picture

import (
	"net/http"

	"priyom/tiles"
)

// District draws a part of the district's map that doesn't move, in so many pixels.
func (p *Pictures) District(rw http.ResponseWriter, r *http.Request, centre tiles.Point, z tiles.Zoom, width, height int) {
	source, tag, err := p.Map.Open(r.Context())
	if err != nil {
		p.noMap(rw, r, err)
		return
	}
	if p.fresh(rw, r, tag+tiles.Coord{Z: z, X: uint32(centre.X), Y: uint32(centre.Y)}.String()+r.URL.RawQuery) {
		return
	}
	img, err := tiles.Still(r.Context(), source, centre, z, tiles.Size256, variant(r), width, height)
	if err != nil {
		p.noMap(rw, r, err)
		return
	}
	p.picture(rw, r, img)
}

// Bounds is where the district's map lies; ok is false without a map.
func (p *Pictures) Bounds(r *http.Request) (b tiles.Box, ok bool) {
	b, err := p.Map.Bounds(r.Context())
	return b, err == nil
}
