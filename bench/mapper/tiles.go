package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"golang.org/x/sys/unix"

	"priyom/tiles"
	"priyom/tiles/pack"
	"priyom/tiles/render"
)

// job is what is asked for, as bench/mapnik/tiles.py has it.
type job struct {
	Tiles [][3]uint32 `json:"tiles"` // zoom, x, y
	PNG   bool        `json:"png"`
	Plain bool        `json:"plain"` // without labels
	Keep  string      `json:"keep"`  // folder for the pixels
	Count bool        `json:"count"`
}

// took is how long it took on the processor.
type took struct {
	Tiles   int     `json:"tiles"`
	Seconds float64 `json:"seconds"`
	Worst   float64 `json:"worst"`
	Bytes   int     `json:"bytes"`
}

// processor is the time that this process has had.
func processor() time.Duration {
	var at unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &at); err != nil {
		panic(err) // every Linux has that clock
	}
	return time.Duration(at.Nano())
}

// draw begins with nothing in memory but the style, as after the program's start.
func draw(p *pack.Pack, j job) (t took, err error) {
	var opt render.Options
	if j.Plain {
		if opt.Style, err = plain(); err != nil {
			return t, err
		}
	}
	r, err := render.New(p, opt)
	if err != nil {
		return t, err
	}
	var encoder render.PNG
	var file bytes.Buffer
	runtime.GC()
	start := processor()
	for _, at := range j.Tiles {
		begun := processor()
		tile, err := r.Tile(context.Background(), tiles.Request{Coord: tiles.Coord{Z: tiles.Zoom(at[0]), X: at[1], Y: at[2]}, Size: tiles.Size256})
		if err != nil {
			return t, err
		}
		if j.PNG {
			file.Reset()
			if err := encoder.Encode(&file, tile.Image); err != nil {
				return t, err
			}
			t.Bytes += file.Len()
		}
		t.Worst = max(t.Worst, (processor() - begun).Seconds())
		if j.Keep != "" {
			if err := os.WriteFile(filepath.Join(j.Keep, fmt.Sprintf("%d-%d-%d.rgba", at[0], at[1], at[2])), tile.Image.Pix, 0o600); err != nil {
				return t, err
			}
		}
	}
	t.Tiles, t.Seconds = len(j.Tiles), (processor() - start).Seconds()
	return t, nil
}

// plain is the style without labels, read from the source: run it in bench/.
func plain() ([]byte, error) {
	style, err := readStyle()
	if err != nil {
		return nil, err
	}
	style["labels"] = json.RawMessage("[]")
	return json.Marshal(style)
}

func readStyle() (style map[string]json.RawMessage, err error) {
	raw, err := os.ReadFile(filepath.Join("..", "tiles", "render", "style.json"))
	if err != nil {
		return nil, err
	}
	return style, json.Unmarshal(raw, &style)
}

// count is how many features lie on each tile that one of the style's rules draws at its zoom, all tiles together, by group.
func count(p *pack.Pack, j job) (map[string]int, error) {
	shown, err := shownAt()
	if err != nil {
		return nil, err
	}
	total := map[string]int{}
	for _, at := range j.Tiles {
		c := tiles.Coord{Z: tiles.Zoom(at[0]), X: at[1], Y: at[2]}
		band, ok := pack.BandOf(c.Z)
		if !ok {
			return nil, fmt.Errorf("no band for %s", c)
		}
		deeper := c.Z - tiles.Zoom(band)
		cell, err := p.Cell(context.Background(), band, c.X>>deeper, c.Y>>deeper)
		if errors.Is(err, pack.ErrNoCell) {
			continue
		}
		if err != nil {
			return nil, err
		}
		side := band.Extent() >> deeper
		x, y := int32(c.X&(1<<deeper-1))*side, int32(c.Y&(1<<deeper-1))*side
		tile := pack.CellBox{MinX: x, MinY: y, MaxX: x + side, MaxY: y + side}
		for i := range cell.Features {
			f := &cell.Features[i]
			if from, ok := shown[f.Class]; !ok || c.Z < from || !f.Box.Meets(tile) {
				continue
			}
			total[groupOf(f)]++
		}
	}
	return total, nil
}

func groupOf(f *pack.Feature) string {
	switch {
	case f.Class == pack.Building:
		return "buildings"
	case f.Class == pack.HouseNumber:
		return "houses"
	case f.Class.Group() == pack.GroupArea:
		return "areas"
	case f.Class.Road() || f.Class >= pack.Rail && f.Class <= pack.Disused:
		return "roads"
	case f.Class.Group() == pack.GroupLine:
		return "lines"
	}
	return "points"
}

// shownAt is the zoom from which each class is drawn.
func shownAt() (map[pack.Class]tiles.Zoom, error) {
	style, err := readStyle()
	if err != nil {
		return nil, err
	}
	known, from := pack.Classes(), map[pack.Class]tiles.Zoom{}
	for _, group := range []string{"areas", "below", "roads", "above", "structures", "marks", "labels"} {
		var rules []struct {
			Class []string   `json:"class"`
			From  tiles.Zoom `json:"from"`
		}
		if err := json.Unmarshal(style[group], &rules); err != nil {
			return nil, err
		}
		for _, r := range rules {
			for _, name := range r.Class {
				c := known[name]
				if at, ok := from[c]; !ok || r.From < at {
					from[c] = r.From
				}
			}
		}
	}
	return from, nil
}
