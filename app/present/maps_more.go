package present

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"priyom/tiles"
	"priyom/tiles/fetch"
	"priyom/tiles/mbtiles"
)

const (
	tilesEnding = ".mbtiles"
	serverFile  = "server.json" // in the folder of maps
	serverCache = "server.cache"
)

// server is a tile server that an administrator entered, for what lies beyond the district: {"url": …, "attribution": …, "contact":
// …}. None is built in, as servers' owners ask for.
type server struct {
	URL         string     `json:"url"` // with {z}, {x} and {y}
	Attribution string     `json:"attribution"`
	Contact     string     `json:"contact"` // of who entered it, an https or mailto URL: the server is told
	MaxZoom     tiles.Zoom `json:"max_zoom"`
}

// beyond is what stands in where the district's pack has nothing: tilesets from files, then a server's tiles.
type beyond struct {
	sources tiles.Chain
	close   []func() error
	clear   []func(context.Context) error // forget what was fetched
}

// openBeyond opens what lies in the folder of maps beside the pack. What can't be opened is left out and told: it must not take
// the district's own map away.
func openBeyond(ctx context.Context, dir string, program string, told func(error)) beyond {
	var b beyond
	files, err := filepath.Glob(filepath.Join(dir, "*"+tilesEnding))
	if err != nil {
		told(err)
	}
	slices.Sort(files)
	for _, path := range files {
		s, err := mbtiles.Open(ctx, path)
		if err != nil {
			told(fmt.Errorf("tileset: %w", err))
			continue
		}
		b.sources, b.close = append(b.sources, s), append(b.close, s.Close)
	}
	switch s, err := openServer(ctx, dir, program, told); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		told(fmt.Errorf("tile server: %w", err))
	default:
		b.sources, b.close, b.clear = append(b.sources, s), append(b.close, s.Close), append(b.clear, s.Clear)
	}
	return b
}

// openServer opens the administrator's tile server; the error wraps fs.ErrNotExist if there is none.
func openServer(ctx context.Context, dir, program string, told func(error)) (*fetch.Source, error) {
	raw, err := os.ReadFile(filepath.Join(dir, serverFile))
	if err != nil {
		return nil, err
	}
	var s server
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, fmt.Errorf("%s: %w", serverFile, err)
	}
	at, err := fetch.ParseTemplate(s.URL)
	if err != nil {
		return nil, err
	}
	return fetch.Open(ctx, fetch.Options{
		Agent:    fetch.Agent{Name: "Priyom", Version: program, Contact: s.Contact},
		Template: at, Attribution: s.Attribution, MaxZoom: s.MaxZoom, Path: filepath.Join(dir, serverCache), Trouble: told,
	})
}
