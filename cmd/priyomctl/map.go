package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/osmload"
	"priyom/tiles/pack"
	"priyom/tiles/places"
	"priyom/tiles/render"
)

func (t *terminal) mapCommand() *cobra.Command {
	c := &cobra.Command{Use: "map", Short: "make district packs and look into them"}
	c.AddCommand(t.mapBuildCommand(), t.mapTileCommand(), t.mapInfoCommand(), t.mapDemoCommand())
	return c
}

// building is what `map build` is told.
type building struct {
	out, boundary, geojson, box, name string
	quiet                             bool
}

func (t *terminal) mapBuildCommand() *cobra.Command {
	var b building
	c := &cobra.Command{
		Use: "build EXTRACT -o PACK", Short: "make a district pack of an OpenStreetMap extract", Args: cobra.ExactArgs(1),
		Long: "Make a district pack of an extract (.osm.pbf, .osm, .osm.gz, .osm.bz2), clipped to a boundary if one is given.\n" +
			"The same extract gives the same bytes. After an error the pack that was there before is still there.",
		RunE: func(c *cobra.Command, args []string) error { return t.buildMap(c.Context(), args[0], b) },
	}
	f := c.Flags()
	f.StringVarP(&b.out, "out", "o", "", "the pack to make")
	f.StringVar(&b.boundary, "boundary", "", "clip to the administrative boundary of this name, or of this relation's id")
	f.StringVar(&b.geojson, "geojson", "", "clip to the polygon in this file")
	f.StringVar(&b.box, "box", "", "clip to south,west,north,east in degrees")
	f.StringVar(&b.name, "name", "", "the district's name; otherwise the boundary's")
	f.BoolVarP(&b.quiet, "quiet", "q", false, "tell nothing on the way")
	c.MarkFlagsMutuallyExclusive("boundary", "geojson", "box")
	if err := c.MarkFlagRequired("out"); err != nil {
		panic(err) // the flag is declared above
	}
	return c
}

// A process that makes one map and ends has little to gain from collecting what it threw away, as long as there is room: a
// tenth of the processor's time goes there otherwise. Near the limit, in bytes, it collects as usual.
const (
	seldom = 400
	roomy  = 512 << 20
)

func (t *terminal) buildMap(ctx context.Context, extract string, b building) error {
	opt := osmload.Options{Index: places.NewBuilder(), Names: pack.Names{Local: b.name}, Program: "priyomctl"}
	var err error
	if opt.Boundary, err = b.where(); err != nil {
		return err
	}
	if !b.quiet {
		opt.Progress = t.progress()
	}
	debug.SetGCPercent(seldom)
	debug.SetMemoryLimit(roomy)
	got, err := osmload.Load(ctx, extract, b.out, opt)
	if err != nil {
		return err
	}
	info, err := os.Stat(b.out)
	if err != nil {
		return err
	}
	m := got.Meta
	fmt.Fprintf(t.out, "%s: %s, %d features, %d addresses, %d bytes\n", b.out, m.Local, m.Features, m.Addresses, info.Size())
	for _, odd := range []struct {
		n    int
		what string
	}{
		{got.Unclosed, "unclosed rings were left out"},
		{got.Orphans, "holes without an area around them were left out"},
		{got.BrokenAreas, "areas had no ring left"},
		{got.Missing, "nodes of ways aren't in the extract"},
	} {
		if odd.n > 0 && !b.quiet {
			fmt.Fprintf(t.err, "priyomctl: %d %s\n", odd.n, odd.what)
		}
	}
	return nil
}

// where reads the boundary.
func (b building) where() (where osmload.Boundary, err error) {
	switch {
	case b.geojson != "":
		where.GeoJSON, err = os.ReadFile(b.geojson)
	case b.box != "":
		var south, west, north, east civic.Degrees
		if n, err := fmt.Sscanf(strings.ReplaceAll(b.box, ",", " "), "%g %g %g %g", &south, &west, &north, &east); err != nil || n != 4 {
			return where, fmt.Errorf("box %q isn't south,west,north,east", b.box)
		}
		if south >= north || west >= east {
			return where, fmt.Errorf("box %q is empty", b.box)
		}
		from, to := tiles.Project(north, west), tiles.Project(south, east)
		where.Box = tiles.Box{MinX: from.X, MinY: from.Y, MaxX: to.X, MaxY: to.Y}
	default:
		if n, err := fmt.Sscan(b.boundary, &where.Relation); err != nil || n != 1 {
			where.Name = b.boundary
		}
	}
	return where, err
}

// stages are what `map build` calls the parts of its work.
var stages = map[osmload.Stage]string{
	osmload.StageBoundary: "finding the boundary", osmload.StageNodes: "nodes",
	osmload.StageTouching: "ways at the boundary", osmload.StageMissing: "what lies outside", osmload.StageWays: "ways",
	osmload.StageAreas: "areas", osmload.StageIndex: "the index", osmload.StageCells: "the cells",
}

// progress tells on standard error when a stage begins.
func (t *terminal) progress() osmload.Progress {
	last := osmload.Stage(255)
	return func(s osmload.Stage, _, _ int64) {
		if s != last {
			last = s
			fmt.Fprintf(t.err, "priyomctl: %s\n", stages[s])
		}
	}
}

func (t *terminal) mapTileCommand() *cobra.Command {
	var out string
	var dark, large bool
	c := &cobra.Command{
		Use: "tile PACK z/x/y -o PNG", Short: "draw a tile of a pack", Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			at, err := tiles.ParseCoord(args[1])
			if err != nil {
				return err
			}
			return withPack(args[0], func(p *pack.Pack) error {
				r, err := render.New(p, render.Options{})
				if err != nil {
					return err
				}
				want := tiles.Request{Coord: at, Size: tiles.Size256}
				if large {
					want.Size = tiles.Size512
				}
				if dark {
					want.Variant = tiles.Dark
				}
				tile, err := r.Tile(c.Context(), want)
				if err != nil {
					return fmt.Errorf("%s: %w", at, err)
				}
				var png bytes.Buffer
				if err := render.EncodePNG(&png, tile.Image); err != nil {
					return err
				}
				return os.WriteFile(out, png.Bytes(), 0o644)
			})
		},
	}
	c.Flags().StringVarP(&out, "out", "o", "", "the picture to write")
	c.Flags().BoolVar(&dark, "dark", false, "as at night")
	c.Flags().BoolVar(&large, "large", false, "512 pixels instead of 256")
	if err := c.MarkFlagRequired("out"); err != nil {
		panic(err) // the flag is declared above
	}
	return c
}

// withPack opens a pack for f.
func withPack(path string, f func(*pack.Pack) error) (err error) {
	p, err := pack.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	return f(p)
}

// mapJSON is a pack as scripts read it.
type mapJSON struct {
	Name        string            `json:"name"`
	Names       map[string]string `json:"names"`
	South       civic.Degrees     `json:"south"`
	West        civic.Degrees     `json:"west"`
	North       civic.Degrees     `json:"north"`
	East        civic.Degrees     `json:"east"`
	DataAt      string            `json:"data_at"`
	Features    int               `json:"features"`
	Addresses   int               `json:"addresses"`
	Bytes       int64             `json:"bytes"`
	Format      int               `json:"format"`
	Attribution string            `json:"attribution"`
	Source      string            `json:"source"`
}

func (t *terminal) mapInfoCommand() *cobra.Command {
	var asJSON, check bool
	c := &cobra.Command{
		Use: "info PACK", Short: "say what a pack holds", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return withPack(args[0], func(p *pack.Pack) error {
				if check {
					if err := places.VerifyPack(c.Context(), p); err != nil {
						return err
					}
				}
				i, err := describe(p)
				if err != nil {
					return err
				}
				if asJSON {
					return t.printJSON(i)
				}
				fmt.Fprintf(t.out, "%s: %s\n%.5f,%.5f to %.5f,%.5f\n%d features, %d addresses, %d bytes, format %d, data of %s\n%s\n%s\n", filepath.Base(args[0]), i.Name,
					i.South, i.West, i.North, i.East, i.Features, i.Addresses, i.Bytes, i.Format, i.DataAt, i.Source, i.Attribution)
				return nil
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	c.Flags().BoolVar(&check, "check", false, "read everything first")
	return c
}

func describe(p *pack.Pack) (i mapJSON, err error) {
	info, err := os.Stat(p.Path())
	if err != nil {
		return i, err
	}
	m := p.Meta()
	i = mapJSON{
		Name: m.Local, Names: map[string]string{}, Features: m.Features, Addresses: m.Addresses, Bytes: info.Size(), Format: p.Format(),
		Attribution: m.Attribution, Source: m.Source,
	}
	for lang, name := range map[civic.Lang]string{civic.LangRU: m.RU, civic.LangUK: m.UK, civic.LangEN: m.EN} {
		if name != "" {
			i.Names[string(lang)] = name
		}
	}
	i.North, i.West = tiles.Point{X: m.Bounds.MinX, Y: m.Bounds.MinY}.Position()
	i.South, i.East = tiles.Point{X: m.Bounds.MaxX, Y: m.Bounds.MaxY}.Position()
	if !m.DataAt.IsZero() {
		i.DataAt = m.DataAt.UTC().Format("2006-01-02")
	}
	return i, nil
}
