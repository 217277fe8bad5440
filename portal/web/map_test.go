package web_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// withMap offers a map that is forest everywhere.
func (d *district) withMap(t *testing.T) {
	t.Helper()
	at := tiles.Project(47.0812, 28.8721) // where the reports are
	path := filepath.Join(t.TempDir(), "forest.pack")
	w, err := pack.Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	const out, in = -1000, 17_400
	forest := &pack.Cell{
		Points:   []pack.CellPoint{{X: out, Y: out}, {X: in, Y: out}, {X: in, Y: in}, {X: out, Y: in}, {X: out, Y: out}},
		Features: []pack.Feature{{Class: pack.Forest, Parts: []pack.Part{{From: 0, To: 5}}}},
	}
	middle := at.At(tiles.Zoom(pack.Band14))
	for x := middle.X - 1; x <= middle.X+1; x++ {
		for y := middle.Y - 1; y <= middle.Y+1; y++ {
			if err := w.Cell(t.Context(), pack.Band14, x, y, forest); err != nil {
				t.Fatal(err)
			}
		}
	}
	box := middle.Box()
	if err := w.Finish(t.Context(), pack.Meta{Names: pack.Names{Local: "Лес"}, Bounds: box.Grow(box.MaxX - box.MinX), Attribution: pack.Attribution}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.PutMap(t.Context(), path); err != nil {
		t.Fatal(err)
	}
}

func (p page) picture(t *testing.T) image.Image {
	t.Helper()
	if p.StatusCode != http.StatusOK || p.Header.Get("Content-Type") != "image/png" {
		t.Fatalf("status %d, %s", p.StatusCode, p.Header.Get("Content-Type"))
	}
	img, err := png.Decode(strings.NewReader(p.body))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestReportShowsItsPlace(t *testing.T) {
	d := newDistrict(t)
	path := "/staff/reports/" + d.shown.ID.String()
	d.get(t, path).expect(t, http.StatusOK, nil, "map.png")
	d.withMap(t)
	d.get(t, path).expect(t, http.StatusOK, []string{path + "/map.png", "участники OpenStreetMap"})
	d.get(t, "/staff/reports/"+d.bare.ID.String()).expect(t, http.StatusOK, nil, "map.png")
	still := d.get(t, path+"/map.png")
	img := still.picture(t)
	if img.Bounds().Dx() != 1120 || img.Bounds().Dy() != 560 {
		t.Errorf("the map has %v", img.Bounds())
	}
	if r, g, b, _ := img.At(560, 280-40).RGBA(); r>>8 < 0xA0 || g>>8 > 0x60 || b>>8 > 0x60 {
		t.Errorf("where the pin should be is %d %d %d", r>>8, g>>8, b>>8)
	}
	if r, g, b, _ := img.At(20, 20).RGBA(); g <= r || g <= b {
		t.Errorf("the forest is %d %d %d", r>>8, g>>8, b>>8)
	}
	again := d.get(t, path+"/map.png", header("If-None-Match", still.Header.Get("ETag")))
	again.expect(t, http.StatusNotModified, nil)
	dark := d.get(t, path+"/map.png?dark").picture(t)
	if r, g, b, _ := dark.At(20, 20).RGBA(); r+g+b > 3*0x6000 {
		t.Errorf("the forest at night is %d %d %d", r>>8, g>>8, b>>8)
	}
	d.get(t, "/staff/reports/"+d.bare.ID.String()+"/map.png").expect(t, http.StatusNotFound, nil)
}

func TestTiles(t *testing.T) {
	d := newDistrict(t)
	at := tiles.Project(47.0812, 28.8721).At(16)
	path := fmt.Sprintf("/tiles/%d/%d/%d", at.Z, at.X, at.Y)
	d.get(t, path+".png").expect(t, http.StatusNotFound, nil)
	d.withMap(t)
	if side := d.get(t, path+".png").picture(t).Bounds().Dx(); side != 256 {
		t.Errorf("a tile of %d", side)
	}
	if side := d.get(t, path+"@2x.png").picture(t).Bounds().Dx(); side != 512 {
		t.Errorf("a fine tile of %d", side)
	}
	for _, wrong := range []string{path, path + ".jpg", "/tiles/16/x/1.png", "/tiles/99/0/0.png", "/tiles/16/70000/1.png", "/tiles/16/-1/1.png", "/tiles/21/1/1.png"} {
		d.get(t, wrong).expect(t, http.StatusNotFound, nil)
	}
	if p := d.get(t, path+".png", behindAProxy); p.StatusCode != http.StatusOK { // the map is for everybody
		t.Errorf("behind a proxy: %s", p.Status)
	}
	if a, b := d.get(t, path+".png").body, d.get(t, path+".png?dark").body; bytes.Equal([]byte(a), []byte(b)) {
		t.Error("day and night look the same")
	}
}
