package web

import (
	"bytes"
	"errors"
	"image"
	"net/http"
	"strconv"
	"strings"

	"priyom/civic"
	"priyom/portal/db"
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
func (w *Web) tile(rw http.ResponseWriter, r *http.Request) {
	want := tiles.Request{Size: tiles.Size256, Variant: variant(r)}
	name, ok := strings.CutSuffix(r.PathValue("y"), ".png")
	if fine, is := strings.CutSuffix(name, "@2x"); is {
		name, want.Size = fine, tiles.Size512
	}
	var err error
	if want.Coord, err = tiles.ParseCoord(r.PathValue("z") + "/" + r.PathValue("x") + "/" + name); err != nil || !ok {
		w.message(rw, r, http.StatusNotFound, "missing")
		return
	}
	source, tag, err := w.Map.Open(r.Context())
	if err != nil {
		w.noMap(rw, r, err)
		return
	}
	if w.fresh(rw, r, tag+r.URL.Path+r.URL.RawQuery) {
		return
	}
	t, err := source.Tile(r.Context(), want)
	if err != nil {
		w.noMap(rw, r, err)
		return
	}
	w.picture(rw, r, t.Image)
}

// variant is the map by day, or with ?dark by night.
func variant(r *http.Request) tiles.Variant {
	if r.URL.Query().Has("dark") {
		return tiles.Dark
	}
	return tiles.Light
}

// still draws the map around a report, with a pin where it is.
func (w *Web) still(rw http.ResponseWriter, r *http.Request) {
	id, err := civic.ParseReportID(r.PathValue("id"))
	if err != nil {
		w.message(rw, r, http.StatusNotFound, "missing")
		return
	}
	var report db.Report
	err = w.DB.Read(r.Context(), func(tx *db.Tx) error {
		report, err = tx.Report(id)
		return err
	})
	switch {
	case errors.Is(err, db.ErrNotFound), err == nil && report.Place.Source == civic.SourceNone:
		w.message(rw, r, http.StatusNotFound, "missing")
		return
	case err != nil:
		w.fail(rw, r, err)
		return
	}
	source, tag, err := w.Map.Open(r.Context())
	if err != nil {
		w.noMap(rw, r, err)
		return
	}
	if w.fresh(rw, r, tag+r.URL.Path+r.URL.RawQuery) {
		return
	}
	at := tiles.Project(report.Place.Position.Lat, report.Place.Position.Lon)
	img, err := tiles.Still(r.Context(), source, at, stillZoom, tiles.Size512, variant(r), 2*stillWidth, 2*stillHeight)
	if err != nil {
		w.noMap(rw, r, err)
		return
	}
	drawPin(img, stillWidth, stillHeight)
	w.picture(rw, r, img)
}

// fresh says that the reader has this picture already, and tells it so.
func (w *Web) fresh(rw http.ResponseWriter, r *http.Request, tag string) bool {
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
func (w *Web) picture(rw http.ResponseWriter, r *http.Request, img *image.RGBA) {
	var b bytes.Buffer
	if err := render.EncodePNG(&b, img); err != nil {
		w.fail(rw, r, err)
		return
	}
	rw.Header().Set("Content-Type", "image/png")
	rw.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	_, _ = rw.Write(b.Bytes()) // whoever went away doesn't miss it
}

// noMap answers where there is nothing to draw.
func (w *Web) noMap(rw http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, maps.ErrNone) || errors.Is(err, tiles.ErrNoTile) || errors.Is(err, tiles.ErrCoord) {
		rw.Header().Del("ETag")
		w.message(rw, r, http.StatusNotFound, "missing")
		return
	}
	if r.Context().Err() != nil {
		return // nobody waits for it any more
	}
	w.fail(rw, r, err)
}

// hasMap says that there is a map to be drawn.
func (w *Web) hasMap(r *http.Request) bool {
	_, _, err := w.Map.Open(r.Context())
	if err != nil && !errors.Is(err, maps.ErrNone) {
		w.Log.WarnContext(r.Context(), "map", "error", err)
	}
	return err == nil
}
