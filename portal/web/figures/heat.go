package figures

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"net/http"
	"strconv"

	"priyom/portal/maps"
	"priyom/portal/statistics"
	"priyom/tiles"
	"priyom/tiles/render"
)

// The density map. It is sent with once to twice as many pixels as it is wide on a page, as it falls out.
const (
	heatWidth  = 760
	heatHeight = 600
	heatRoom   = 1.12 // how much more is shown than the squares need
	narrowest  = 14   // what is shown is at least a world's width over two to the power of this: one and a half kilometres
)

// heat is how the shades look on the map: from sand to red, each on paper and at night.
var heat = [shades]color.NRGBA{{0xFF, 0xC9, 0x4D, 0x8C}, {0xF7, 0x9A, 0x2E, 0xA0}, {0xEA, 0x6B, 0x1F, 0xB0}, {0xD1, 0x41, 0x1D, 0xBE}, {0xA6, 0x1C, 0x1C, 0xCC}}

// density draws from where reports came, on the district's map.
func (f *Figures) density(rw http.ResponseWriter, r *http.Request) {
	a := f.asked(r)
	squares, version, err := f.Cube.Density(r.Context(), a.Filter)
	if err != nil {
		f.Kit.Fail(rw, r, err)
		return
	}
	source, tag, err := f.Map.Open(r.Context())
	if errors.Is(err, maps.ErrNone) {
		f.Kit.Missing(rw, r)
		return
	}
	if err != nil {
		f.Kit.Fail(rw, r, err)
		return
	}
	cache := "public, max-age=300"
	if a.All {
		cache = "private, max-age=60"
	}
	tag = strconv.Quote(tag + "-" + strconv.FormatInt(version, 36) + "-" + a.From.String() + a.To.String())
	rw.Header().Set("ETag", tag)
	rw.Header().Set("Cache-Control", cache)
	if r.Header.Get("If-None-Match") == tag {
		rw.WriteHeader(http.StatusNotModified)
		return
	}
	img, err := drawHeat(r, source, squares)
	if err != nil {
		rw.Header().Del("ETag")
		f.Kit.Fail(rw, r, err)
		return
	}
	var b bytes.Buffer
	if err := render.EncodePNG(&b, img); err != nil {
		f.Kit.Fail(rw, r, err)
		return
	}
	rw.Header().Set("Content-Type", "image/png")
	rw.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	_, _ = rw.Write(b.Bytes()) // whoever went away doesn't miss it
}

// drawHeat draws the map around all squares, and them on it.
func drawHeat(r *http.Request, source tiles.Source, squares []statistics.Square) (*image.RGBA, error) {
	variant, ground := tiles.Light, color.NRGBA{0xF2, 0xEF, 0xE9, 0xFF}
	if r.URL.Query().Has("dark") {
		variant, ground = tiles.Dark, color.NRGBA{0x22, 0x27, 0x2C, 0xFF}
	}
	box, zoom := frame(squares)
	pixel := (tiles.WorldSize >> zoom) / tiles.World(tiles.Size512)
	centre := tiles.Point{X: (box.MinX + box.MaxX) / 2, Y: (box.MinY + box.MaxY) / 2}
	wide, high := int((box.MaxX-box.MinX)/pixel), int((box.MaxY-box.MinY)/pixel)
	drawn, err := tiles.Still(r.Context(), source, centre, zoom, tiles.Size512, variant, wide, high)
	if err != nil {
		return nil, err
	}
	img := image.NewRGBA(drawn.Bounds())
	draw.Draw(img, img.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src) // beyond the district there is nothing
	draw.Draw(img, img.Bounds(), drawn, image.Point{}, draw.Over)
	most := int64(0)
	for _, s := range squares {
		most = max(most, s.N)
	}
	left, top := centre.X/pixel-tiles.World(wide/2), centre.Y/pixel-tiles.World(high/2)
	for _, s := range squares {
		at := image.Rect(int(s.Box.MinX/pixel-left), int(s.Box.MinY/pixel-top), int(s.Box.MaxX/pixel-left), int(s.Box.MaxY/pixel-top))
		draw.Draw(img, at, image.NewUniform(heat[shade(s.N, most)-1]), image.Point{}, draw.Over)
	}
	return img, nil
}

// frame is what the picture shows: all squares and some room around, in the picture's proportions, and the zoom at which it is
// about as fine as a screen.
func frame(squares []statistics.Square) (tiles.Box, tiles.Zoom) {
	const middle = tiles.WorldSize / 2
	box := tiles.Box{MinX: middle, MinY: middle, MaxX: middle, MaxY: middle}
	for i, s := range squares {
		if i == 0 {
			box = s.Box
		}
		box.MinX, box.MinY = min(box.MinX, s.Box.MinX), min(box.MinY, s.Box.MinY)
		box.MaxX, box.MaxY = max(box.MaxX, s.Box.MaxX), max(box.MaxY, s.Box.MaxY)
	}
	wide, high := float64(box.MaxX-box.MinX)*heatRoom, float64(box.MaxY-box.MinY)*heatRoom
	wide = max(wide, high*heatWidth/heatHeight, float64(tiles.WorldSize>>narrowest))
	high = wide * heatHeight / heatWidth
	x, y := (box.MinX+box.MaxX)/2, (box.MinY+box.MaxY)/2
	box = tiles.Box{MinX: x - tiles.World(wide/2), MinY: y - tiles.World(high/2), MaxX: x + tiles.World(wide/2), MaxY: y + tiles.World(high/2)}
	zoom := tiles.Zoom(0)
	for float64(tiles.WorldSize>>(zoom+1))/float64(tiles.Size512) >= wide/tiles.MaxStill {
		zoom++
	}
	return box, zoom
}
