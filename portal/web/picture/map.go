package picture

import (
	"bytes"
	"errors"
	"image"
	"net/http"
	"strconv"
	"strings"

	"priyom/civic"
	"priyom/portal/maps"
	"priyom/tiles"
	"priyom/tiles/render"
)

// The map on a report's page, in pixels of the page; it is drawn with twice as many.
const (
	stillWidth  = 560
	stillHeight = 280
	stillZoom   = tiles.Zoom(16)
)

// tile draws a tile of the district's map: /tiles/16/37941/22989.png, or @2x for fine screens, and ?dark for night.
func (p *Pictures) tile(rw http.ResponseWriter, r *http.Request) {
	want := tiles.Request{Size: tiles.Size256, Variant: variant(r)}
	name, ok := strings.CutSuffix(r.PathValue("y"), ".png")
	if fine, is := strings.CutSuffix(name, "@2x"); is {
		name, want.Size = fine, tiles.Size512
	}
	var err error
	if want.Coord, err = tiles.ParseCoord(r.PathValue("z") + "/" + r.PathValue("x") + "/" + name); err != nil || !ok {
		p.Kit.Missing(rw, r)
		return
	}
	source, tag, err := p.Map.Open(r.Context())
	if err != nil {
		p.noMap(rw, r, err)
		return
	}
	if p.fresh(rw, r, tag+r.URL.Path+r.URL.RawQuery) {
		return
	}
	t, err := source.Tile(r.Context(), want)
	if err != nil {
		p.noMap(rw, r, err)
		return
	}
	p.picture(rw, r, t.Image)
}

// variant is the map by day, or with ?dark by night.
func variant(r *http.Request) tiles.Variant {
	if r.URL.Query().Has("dark") {
		return tiles.Dark
	}
	return tiles.Light
}

// Still draws the map around a place, with a pin where it is.
func (p *Pictures) Still(rw http.ResponseWriter, r *http.Request, place civic.Place) {
	if place.Source == civic.SourceNone {
		p.Kit.Missing(rw, r)
		return
	}
	source, tag, err := p.Map.Open(r.Context())
	if err != nil {
		p.noMap(rw, r, err)
		return
	}
	if p.fresh(rw, r, tag+r.URL.Path+r.URL.RawQuery) {
		return
	}
	at := tiles.Project(place.Position.Lat, place.Position.Lon)
	img, err := tiles.Still(r.Context(), source, at, stillZoom, tiles.Size512, variant(r), 2*stillWidth, 2*stillHeight)
	if err != nil {
		p.noMap(rw, r, err)
		return
	}
	drawPin(img, stillWidth, stillHeight)
	p.picture(rw, r, img)
}

// fresh says that the reader has this picture already, and tells it so.
func (p *Pictures) fresh(rw http.ResponseWriter, r *http.Request, tag string) bool {
	tag = strconv.Quote(strings.ReplaceAll(tag, `"`, ""))
	rw.Header().Set("ETag", tag)
	rw.Header().Set("Cache-Control", "private, max-age=3600")
	if r.Header.Get("If-None-Match") != tag {
		return false
	}
	rw.WriteHeader(http.StatusNotModified)
	return true
}

// picture sends a picture as PNG.
func (p *Pictures) picture(rw http.ResponseWriter, r *http.Request, img *image.RGBA) {
	var b bytes.Buffer
	if err := render.EncodePNG(&b, img); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	rw.Header().Set("Content-Type", "image/png")
	rw.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	_, _ = rw.Write(b.Bytes()) // whoever went away doesn't miss it
}

// noMap answers where there is nothing to draw.
func (p *Pictures) noMap(rw http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, maps.ErrNone) || errors.Is(err, tiles.ErrNoTile) || errors.Is(err, tiles.ErrCoord) {
		rw.Header().Del("ETag")
		p.Kit.Missing(rw, r)
		return
	}
	if r.Context().Err() != nil {
		return // nobody waits for it any more
	}
	p.Kit.Fail(rw, r, err)
}

// HasMap says that there is a map to be drawn.
func (p *Pictures) HasMap(r *http.Request) bool {
	_, _, err := p.Map.Open(r.Context())
	if err != nil && !errors.Is(err, maps.ErrNone) {
		p.Kit.Log.WarnContext(r.Context(), "map", "error", err)
	}
	return err == nil
}
